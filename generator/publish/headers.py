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

_NOTHING = "'none'"
# Pages hold no script and no style of their own; the one hash is of the style in the page for links that ended.
_DIRECTIVES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "default-src": (),
        "script-src": ("'self'",),
        "style-src": ("'self'", f"'sha256-{_STYLE_HASH}'"),
        "img-src": ("'self'",),
        "font-src": ("'self'",),
        "media-src": ("'self'",),
        # Pages fetch lines.csv for the lines that they don't hold.
        "connect-src": ("'self'",),
        "base-uri": (),
        "form-action": (),
        "frame-ancestors": (),
    }
)


def content_security_policy(more: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> str:
    """Directive → sources that a campaign names for its pages in, the whole policy out.

    Everything else stays refused. A source is one of the campaign's file, which has been checked: an origin or 'self'.
    """
    found = {name: dict.fromkeys(sources) for name, sources in _DIRECTIVES.items()}
    for name, sources in more.items():
        found.setdefault(name, {}).update(dict.fromkeys(sources))
    return "; ".join(f"{name} {' '.join(sources) or _NOTHING}" for name, sources in found.items())


def chat_policy(more: Mapping[str, tuple[str, ...]]) -> str:
    """The same for the page of another company's chat.

    Its programs bring styles of their own, and may fetch nothing of the site.
    """
    own: Mapping[str, tuple[str, ...]] = {
        "style-src": ("'self'", "'unsafe-inline'"),
        "img-src": ("'self'", "data:"),
        "media-src": (),
        "connect-src": (),
    }
    found = {**_DIRECTIVES, **own}
    for name, sources in more.items():
        found[name] = (*found.get(name, ()), *sources)
    return "; ".join(f"{name} {' '.join(sources) or _NOTHING}" for name, sources in found.items())


CONTENT_SECURITY_POLICY = content_security_policy()
_POLICY_LINE = "  Content-Security-Policy: "
_CHAT_RULE = "/shared/chat/:page"
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
        ".json": "application/json",
        ".csv": "text/csv; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".pdf": "application/pdf",
        ".xml": "application/xml",
    }
)


def headers_for(name: str, *, shared: bool, policy: str = CONTENT_SECURITY_POLICY) -> dict[str, str]:
    """A file's name in, every header that goes with it out but those about its length and age.

    `policy`: the content security policy of the site's pages.
    """
    suffix = Path(name).suffix.lower()
    return {
        "Content-Type": CONTENT_TYPES.get(suffix, "application/octet-stream"),
        "Content-Security-Policy": _PDF_POLICY if suffix == ".pdf" else policy,
        "Cache-Control": SHARED_CACHE if shared else PERSONAL_CACHE,
        **_ALWAYS,
    }


def policy_of(site_dir: Path) -> str:
    """A rendered site in, the content security policy that its file for hosts names out; the strictest without one."""
    try:
        lines = (site_dir / "_headers").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return CONTENT_SECURITY_POLICY
    named = [line.removeprefix(_POLICY_LINE) for line in lines if line.startswith(_POLICY_LINE)]
    return named[0] if named else CONTENT_SECURITY_POLICY


def chat_policy_of(site_dir: Path) -> str:
    """The same of the page of a chat; that of all pages where there is no chat."""
    try:
        _, found, rule = (site_dir / "_headers").read_text(encoding="utf-8").partition(f"{_CHAT_RULE}\n{_POLICY_LINE}")
    except (OSError, UnicodeDecodeError):
        return CONTENT_SECURITY_POLICY
    return rule.splitlines()[0] if found else policy_of(site_dir)


def write_host_files(site_dir: Path, policy: str = CONTENT_SECURITY_POLICY, chat: str = "") -> tuple[Path, ...]:
    """The folder `site` and the policy of its pages in; the paths of the files written for hosts out.

    `chat`: the policy of the page of another company's chat, "" for none. Raises OutputError.

    In it `_headers` (Netlify, Cloudflare Pages) and `404.html`; beside it, in `hosting`, `nginx.conf` and `Caddyfile`.
    """
    hosting = site_dir.parent / "hosting"
    hosting.mkdir(mode=PUBLIC_FOLDER, exist_ok=True)
    texts = {
        site_dir / "_headers": _netlify(policy, chat),
        site_dir / "404.html": MISSING_PAGE,
        hosting / "nginx.conf": _nginx(policy, chat),
        hosting / "Caddyfile": _caddy(policy, chat),
    }
    for path, text in texts.items():
        write_whole(path, text, PUBLIC_FILE)
    return tuple(texts)


def _everywhere(policy: str) -> dict[str, str]:
    return {"Content-Security-Policy": policy, **_ALWAYS}


def _netlify(policy: str, chat: str) -> str:
    # Rules that match the same file add up there, so that one for shared files alone can't allow them to be kept, and
    # the page of a chat, which has a policy of its own, has a depth of its own.
    always = {**_ALWAYS, "Cache-Control": PERSONAL_CACHE}
    policies = {"/*": policy} if not chat else {"/:page": policy, "/:folder/:page": policy, _CHAT_RULE: chat}
    rules = [f"{path}\n{_POLICY_LINE}{text}\n" for path, text in policies.items()]
    lines = "".join(f"  {name}: {value}\n" for name, value in always.items())
    return f"{rules[0]}{lines}" if not chat else f"{''.join(rules)}/*\n{lines}"


def _nginx(policy: str, chat: str) -> str:
    def rules(values: Mapping[str, str], indent: str) -> str:
        return "".join(f'{indent}add_header {name} "{value}" always;\n' for name, value in values.items())

    personal = {**_everywhere(policy), "Cache-Control": PERSONAL_CACHE}
    shared = {**_everywhere(policy), "Cache-Control": SHARED_CACHE}
    pdf = {**personal, "Content-Security-Policy": _PDF_POLICY}
    chats = (
        f"location ^~ /shared/chat/ {{\n{rules({**shared, 'Content-Security-Policy': chat}, '  ')}}}\n" if chat else ""
    )
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
        "gzip on;\n"
        "gzip_vary on;\n"
        "gzip_min_length 512;\n"
        "gzip_types text/css text/javascript image/svg+xml text/vtt text/csv text/calendar application/xml "
        "application/json;\n"
        "charset utf-8;\n"
        "charset_types text/css text/javascript text/vtt text/csv text/calendar;\n"
        'location ~ "/[._]" { return 404; }\n' + chats + "location /shared/ {\n" + rules(shared, "  ") + "}\n"
        'location ~ "\\.pdf$" {\n' + rules(pdf, "  ") + "}\n"
        "location / {\n" + rules(personal, "  ") + "}\n"
    )


def _caddy(policy: str, chat: str) -> str:
    def rules(matcher: str, values: Mapping[str, str]) -> str:
        inner = "".join(f'\t\t{name} "{value}"\n' for name, value in values.items())
        return f"\theader {matcher}{{\n{inner}\t}}\n"

    return (
        "# Caddy keeps no access log unless told to: leave it so, since the path of a request is a secret.\n"
        "bill.example {\n"
        "\troot * site\n"
        "\tencode gzip\n"
        "\t@hidden path_regexp /[._]\n"
        "\t@shared path /shared/*\n"
        "\t@personal not path /shared/*\n"
        "\t@pdf path *.pdf\n"
        + (
            "\t@chat path /shared/chat/*\n\t@page not path *.pdf /shared/chat/*\n"
            if chat
            else "\t@page not path *.pdf\n"
        )
        + rules("", _ALWAYS)
        + rules("@page ", {"Content-Security-Policy": policy})
        + (rules("@chat ", {"Content-Security-Policy": chat}) if chat else "")
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
