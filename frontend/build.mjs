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
  // MiniSearch's private properties; Lit's begin with _$, and both its sides must call them alike.
  mangleProps: /^_[a-z]/,
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

/**
 * What a page never asks of MiniSearch: to take documents out again, to suggest, to be written down and read. Methods of
 * a class are not left out by bundlers by themselves, and these are a third of it.
 */
const UNUSED = [
  ...['addAllAsync', 'remove', 'removeAll', 'discard', 'discardAll', 'maybeAutoVacuum', 'replace', 'vacuum'],
  ...['conditionalVacuum', 'performVacuuming', 'vacuumConditionsMet', 'getStoredFields', 'autoSuggest', 'loadJSON'],
  ...['loadJSONAsync', 'loadJS', 'loadJSAsync', 'getDefault', 'instantiateMiniSearch', 'toJSON', 'removeTerm'],
  ...['warnDocumentChanged', 'removeFieldLength', 'clear', 'delete', 'forEach', 'keys', 'fromObject'],
];
const slimSearch = {
  name: 'MiniSearch without what no page uses',
  setup({ onLoad }) {
    onLoad({ filter: /minisearch[\\/]dist[\\/]es[\\/]index\.js$/ }, ({ path }) => {
      let text = readFileSync(path, 'utf8');
      for (const name of UNUSED) {
        const method = new RegExp(`^    (?:static )?(?:async )?${name}\\(.*\\{\n[^]*?^    \\}\n`, 'mu');
        if (!method.test(text)) return { errors: [{ text: `MiniSearch has no method ${name}: bring build.mjs up to date` }] };
        text = text.replace(method, '');
      }
      return { contents: text, loader: 'js' };
    });
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
    stdin: {
      contents: `import * as made from './${name}'; (globalThis.sdLate ||= {}).${key} = made;`,
      resolveDir: lateFolder,
    },
    plugins: [sharedLit, slimSearch],
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
