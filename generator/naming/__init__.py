"""How people are called: the parts of a name in, a name in decent letters and a salutation out, by locale.

Nothing is worked out from a first name: what isn't declared isn't known. Data in assets/names, with their sources.
"""

from generator.naming.address import Speech, greet, name_of, tidy

__all__ = ["Speech", "greet", "name_of", "tidy"]
