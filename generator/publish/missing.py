"""The page behind a link that is no longer valid, or never was: the two can't be told apart, on purpose."""

from __future__ import annotations

_SENTENCES = (
    ("en", "This link is no longer valid.", "Please use the link in the latest message, or ask for a new one."),
    ("it", "Questo link non è più valido.", "Usa il link del messaggio più recente, oppure chiedine uno nuovo."),
    ("es", "Este enlace ya no es válido.", "Usa el enlace del último mensaje o pide uno nuevo."),
    ("de", "Dieser Link gilt nicht mehr.", "Nimm bitte den aus der letzten Nachricht oder frag nach einem neuen."),
    ("fr", "Ce lien n’est plus valable.", "Utilisez celui du dernier message, ou demandez-en un nouveau."),
)

MISSING_STYLE = (
    ":root{color-scheme:light dark}"
    "body{margin:0;min-height:100vh;display:grid;place-content:center;padding:2rem;box-sizing:border-box;"
    "font:1rem/1.5 system-ui,-apple-system,'Segoe UI','Noto Sans',sans-serif;background:#fbf6ee;color:#10203a}"
    "main{max-width:34rem}h1{font-size:clamp(1.75rem,1.2rem + 3vw,2.5rem);line-height:1.1;letter-spacing:-.02em;"
    "margin:0 0 .5rem}p{margin:0}section{margin-top:1.25rem;padding-top:1.25rem;border-top:1px solid #eadfce}"
    "section p:first-child{font-weight:600}"
    "@media(prefers-color-scheme:dark){body{background:#0d1626;color:#eef2f8}section{border-color:#26344d}}"
)


def _page() -> str:
    first, *others = _SENTENCES
    sections = "".join(
        f'<section lang="{language}"><p>{what}</p><p>{remedy}</p></section>\n' for language, what, remedy in others
    )
    return (
        f'<!doctype html>\n<html lang="{first[0]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{first[1]}</title>\n"
        '<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">\n'
        f"<style>{MISSING_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{first[1]}</h1>\n<p>{first[2]}</p>\n{sections}</main>\n</body>\n</html>\n"
    )


MISSING_PAGE = _page()
