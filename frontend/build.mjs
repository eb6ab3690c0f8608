// frontend/src in, assets/page out: page.js, what is loaded late (named by its content), and index.json.
//
// Scripts are classic ones, not modules: browsers load no module into a page that is opened from a disk.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const place = join(root, 'assets', 'page');

/** The files that decide what is built, as paths below the project's folder with forward slashes. */
const sources = () => {
  const found = readdirSync(here, { recursive: true })
    .map((name) => relative(root, join(here, name)).split(sep).join('/'))
    .filter((name) => /\.(ts|mjs)$/u.test(name));
  return [...found, 'package-lock.json'].sort();
};

/** The same digest as assets/build/page: a page that was built of anything else is built again. */
const recipe = () => {
  const digest = createHash('sha256');
  for (const name of sources()) digest.update(`${name}\0`).update(readFileSync(join(root, name))).update('\0');
  return digest.digest('hex');
};

const options = {
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  // The libraries' licences ask that their notices go with them.
  legalComments: 'eof',
  logLevel: 'warning',
};

/** What is loaded late takes Lit from the entry, which has it. */
const sharedLit = {
  name: 'lit of the entry',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /(^|\/)lit$/ }, () => ({ path: 'lit', namespace: 'shared' }));
    onLoad({ filter: /.*/, namespace: 'shared' }, () => ({ contents: 'module.exports = globalThis.sdLit', loader: 'js' }));
  },
};

const files = new Map();
const late = {};
const lateFolder = join(here, 'src', 'late');
const lateNames = existsSync(lateFolder) ? readdirSync(lateFolder).filter((name) => name.endsWith('.ts')).sort() : [];
for (const name of lateNames) {
  const key = basename(name, '.ts').replace(/-(\w)/gu, (_, letter) => letter.toUpperCase());
  const made = await build({
    ...options,
    entryPoints: [join(lateFolder, name)],
    globalName: `sdLate.${key}`,
    plugins: [sharedLit],
  });
  const bytes = made.outputFiles[0].contents;
  late[key] = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.js`;
  files.set(late[key], bytes);
}
const entry = await build({
  ...options,
  entryPoints: [join(here, 'src', 'page.ts')],
  define: { LATE: JSON.stringify(late) },
});
files.set('page.js', entry.outputFiles[0].contents);
files.set('index.json', `${JSON.stringify({ recipe: recipe(), entry: 'page.js', late: Object.values(late).sort() })}\n`);

// A whole folder or none: it is made beside its place and then put there.
const part = join(root, 'assets', '.page.part');
rmSync(part, { recursive: true, force: true });
mkdirSync(part, { recursive: true });
for (const [name, content] of files) writeFileSync(join(part, name), content);
rmSync(place, { recursive: true, force: true });
renameSync(part, place);
