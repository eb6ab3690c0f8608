"""The headers that every host should send with a site, and the files that tell hosts so."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from generator.publish.layout import PUBLIC_FILE, PUBLIC_FOLDER
from generator.publish.missing import MISSING_PAGE, MISSING_STYLE
from generator.publish.whole import write_whole

_STYLE_HASH = base64.b64encode(hashlib.sha256(MISSING_STYLE.encode()).digest()).decode()

# Pages hold no script and no style of their own; the one hash is of the style in the page for links that ended.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' 'sha256-{_STYLE_HASH}'",
        "img-src 'self'",
        "font-src 'self'",
        "media-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
PERSONAL_CACHE = "no-store"
SHARED_CACHE = "public, max-age=31536000, immutable"
_ALWAYS = MappingProxyType(
    {
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "X-Frame-Options": "DENY",
    }
)
# The viewer that browsers show a PDF in needs styles of its own.
_PDF_POLICY = "frame-ancestors 'none'"

CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".jpg": "image/jpeg",
        ".png": "image/png",
        ".gif": "image/gif",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".mp4": "video/mp4",
        ".webm": "video/webm",
        ".vtt": "text/vtt; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".pdf": "application/pdf",
        ".xml": "application/xml",
    }
)


def headers_for(name: str, *, shared: bool) -> dict[str, str]:
    """A file's name in, every header that goes with it out but those about its length and age."""
    suffix = Path(name).suffix.lower()
    return {
        "Content-Type": CONTENT_TYPES.get(suffix, "application/octet-stream"),
        "Content-Security-Policy": _PDF_POLICY if suffix == ".pdf" else CONTENT_SECURITY_POLICY,
        "Cache-Control": SHARED_CACHE if shared else PERSONAL_CACHE,
        **_ALWAYS,
    }


def write_host_files(site_dir: Path) -> tuple[Path, ...]:
    """The folder `site` in; the paths of the files written for hosts out. Raises OutputError.

    In it `_headers` (Netlify, Cloudflare Pages) and `404.html`; beside it, in `hosting`, `nginx.conf` and `Caddyfile`.
    """
    hosting = site_dir.parent / "hosting"
    hosting.mkdir(mode=PUBLIC_FOLDER, exist_ok=True)
    texts = {
        site_dir / "_headers": _netlify(),
        site_dir / "404.html": MISSING_PAGE,
        hosting / "nginx.conf": _nginx(),
        hosting / "Caddyfile": _caddy(),
    }
    for path, text in texts.items():
        write_whole(path, text, PUBLIC_FILE)
    return tuple(texts)


def _everywhere() -> dict[str, str]:
    return {"Content-Security-Policy": CONTENT_SECURITY_POLICY, **_ALWAYS}


def _netlify() -> str:
    # Rules that match the same file add up there, so that one for shared files alone can't allow them to be kept.
    lines = [f"  {name}: {value}" for name, value in {**_everywhere(), "Cache-Control": PERSONAL_CACHE}.items()]
    return "/*\n" + "\n".join(lines) + "\n"


def _nginx() -> str:
    def rules(values: Mapping[str, str], indent: str) -> str:
        return "".join(f'{indent}add_header {name} "{value}" always;\n' for name, value in values.items())

    personal = {**_everywhere(), "Cache-Control": PERSONAL_CACHE}
    shared = {**_everywhere(), "Cache-Control": SHARED_CACHE}
    pdf = {**personal, "Content-Security-Policy": _PDF_POLICY}
    return (
        "# Inside the server block of a site with TLS. The path of a request is a secret: it stays out of the log.\n"
        "# root …/site;\n"
        "access_log off;\n"
        "log_not_found off;\n"
        "autoindex off;\n"
        "index index.html;\n"
        "error_page 404 /404.html;\n"
        "types {\n"
        + "".join(f"  {kind.split(';')[0]} {suffix[1:]};\n" for suffix, kind in CONTENT_TYPES.items())
        + "}\n"
        "charset utf-8;\n"
        "charset_types text/css text/javascript text/vtt text/csv text/calendar;\n"
        'location ~ "/[._]" { return 404; }\n'
        "location /shared/ {\n" + rules(shared, "  ") + "}\n"
        'location ~ "\\.pdf$" {\n' + rules(pdf, "  ") + "}\n"
        "location / {\n" + rules(personal, "  ") + "}\n"
    )


def _caddy() -> str:
    def rules(matcher: str, values: Mapping[str, str]) -> str:
        inner = "".join(f'\t\t{name} "{value}"\n' for name, value in values.items())
        return f"\theader {matcher}{{\n{inner}\t}}\n"

    return (
        "# Caddy keeps no access log unless told to: leave it so, since the path of a request is a secret.\n"
        "bill.example {\n"
        "\troot * site\n"
        "\t@hidden path_regexp /[._]\n"
        "\t@shared path /shared/*\n"
        "\t@personal not path /shared/*\n"
        "\t@pdf path *.pdf\n"
        "\t@page not path *.pdf\n"
        + rules("", _ALWAYS)
        + rules("@page ", {"Content-Security-Policy": CONTENT_SECURITY_POLICY})
        + rules("@pdf ", {"Content-Security-Policy": _PDF_POLICY})
        + rules("@shared ", {"Cache-Control": SHARED_CACHE})
        + rules("@personal ", {"Cache-Control": PERSONAL_CACHE})
        + "\terror @hidden 404\n"
        "\thandle_errors {\n"
        "\t\trewrite * /404.html\n"
        "\t\tfile_server\n"
        "\t}\n"
        "\tfile_server\n"
        "}\n"
    )
