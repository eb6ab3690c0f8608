"""Font files for film, page and document: a text in, the faces that draw it out; subsets for the web.

The fonts themselves are built by assets/build/fonts. Pure Python and fontTools: the renderers load the files with
their own libraries.
"""

from generator.typefaces.choice import families_for, family_names, missing, weights_of
from generator.typefaces.coverage import Coverage, needs_glyph
from generator.typefaces.shelf import Face, shelf
from generator.typefaces.web import WebFont, web_fonts

__all__ = [
    "Coverage",
    "Face",
    "WebFont",
    "families_for",
    "family_names",
    "missing",
    "needs_glyph",
    "shelf",
    "web_fonts",
    "weights_of",
]
