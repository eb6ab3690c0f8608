"""What the page can be asked: its own facts and the campaign's FAQ in, questions with their answers out.

Every answer is a sentence of the copy filled with facts that the page shows anyway. None is made up, here or in the
page, where `frontend/src/assistant` finds the one that a typed question means.
"""

from generator.microsite.assistant.answer import Answer, Thing, Way
from generator.microsite.assistant.known import answers_of, things_of
from generator.microsite.assistant.person import people

__all__ = ["Answer", "Thing", "Way", "answers_of", "people", "things_of"]
