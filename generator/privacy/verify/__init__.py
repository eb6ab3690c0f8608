"""Proof after the fact: search finished files for values that must not be in them, however they are written.

    leaks = scan(folder, {"religion": ["…"], "email": ["…"]})

A Leak names field, file and variant, never the value.
"""

from generator.privacy.verify.scan import Leak, scan, scan_text

__all__ = ["Leak", "scan", "scan_text"]
