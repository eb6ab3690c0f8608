"""Proof after the fact: search finished files for values that must not be in them, however they are written.

    leaks = scan(folder, {"religion": ["…"], "email": ["…"]})

A Leak names field, file and variant, never the value.
"""

from generator.privacy.verify.finding import Leak, look, look_in, name_leaks, scan, scan_text
from generator.privacy.verify.needles import Excuses, Known, Needle
from generator.privacy.verify.passage import Kind, Passage
from generator.privacy.verify.search import Search

__all__ = [
    "Excuses",
    "Kind",
    "Known",
    "Leak",
    "Needle",
    "Passage",
    "Search",
    "look",
    "look_in",
    "name_leaks",
    "scan",
    "scan_text",
]
