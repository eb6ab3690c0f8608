"""What all pages of a campaign load: style sheet, scripts, fonts and logo, named by their content.

Names are the first 128 bits of SHA-256, so that hosts may keep them for ever.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from generator.errors import AssetError
from generator.microsite.frontend import load_bundle
from generator.microsite.theme import theme_css
from generator.model.brand import Brand
from generator.model.story import PageTemplate
from generator.typefaces import WebFont, web_fonts

DISPLAY_WEIGHTS = (700,)
TEXT_WEIGHTS = (400, 600)


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file of the shared folder: its name, its URL seen from a recipient's folder. The name is its hash."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared files of one campaign: `style`, `script`, `logo`; `files`: all names, of what is loaded late too.

    `chat`: (language, address of the page of another `company`'s chat), where the campaign has one.
    """

    style: SharedFile
    script: SharedFile
    logo: SharedFile
    files: tuple[str, ...]
    chat: tuple[tuple[str, str], ...] = ()
    company: str = ""


def write_shared(brand: Brand, template: PageTemplate, shared_dir: Path) -> Shared:
    """Brand and page template in; the files written to `shared_dir`, told as Shared.

    A file that is there already is left alone: its name is its content. Raises AssetError.
    """
    # Imported here, since most runs find the sheet as an earlier one wrote it.
    from rcssmin import cssmin

    faces = [(brand.display_family, weight) for weight in DISPLAY_WEIGHTS]
    faces += [(brand.text_family, weight) for weight in TEXT_WEIGHTS]
    fonts = [
        (font, _write(shared_dir, font.data, "woff2")) for font in web_fonts(faces, extra_dirs=(brand.root / "fonts",))
    ]
    rules = [theme_css(brand), *(_font_face(font, file) for font, file in fonts)]
    sheets = [_read(path).decode("utf-8") for path in style_sheets(template)]
    style = str(cssmin("\n".join((*rules, *sheets)))).encode("utf-8")
    bundle = load_bundle()
    late = [_write(shared_dir, data, "js") for data in bundle.late.values()]
    written = (
        _write(shared_dir, style, "css"),
        _write(shared_dir, bundle.entry, "js"),
        _write(shared_dir, _read(brand.logo), "svg"),
    )
    others = [*late, *(file for _, file in fonts)]
    return Shared(*written, files=tuple(sorted({file.name for file in (*written, *others)})))


def style_sheets(template: PageTemplate) -> tuple[Path, ...]:
    """A page template in, its style sheets out: the layout's, those of its blocks, its own.

    A sheet of a block that the template has a version of, at the same path in its own folder, is left to that version.
    """
    root = template.root
    found = [template.layout / "layout.css"] if template.layout else []
    for block in template.blocks:
        own = root / "blocks" / block.name / "block.css"
        found.append(own if own.is_file() else block.root / "block.css")
    return tuple(path for path in (*found, root / "style.css") if path.is_file())


def _font_face(font: WebFont, file: SharedFile) -> str:
    return (
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};font-style:normal;font-display:swap;'
        f'src:url({file.name}) format("woff2");unicode-range:{font.unicode_range}}}\n'
    )


def _write(folder: Path, data: bytes, suffix: str) -> SharedFile:
    digest = hashlib.sha256(data)
    name = f"{digest.hexdigest()[:32]}.{suffix}"
    path = folder / name
    if not path.exists() or path.stat().st_size != len(data):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{name}.part"
        part.write_bytes(data)
        part.replace(path)
    return SharedFile(name, f"../{folder.name}/{name}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise AssetError(str(path), "the file can't be read.", "Put it there, or check its permissions.") from None
