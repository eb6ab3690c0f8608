"""What a campaign says of its forms in, Forms out, and the same in a recipient's words."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from generator.model.forms import CHANNELS, FORMATS, FREQUENCIES, Forms, Question, endpoint_fault
from generator.model.interactions import Option
from generator.sourcefile import Strict
from generator.story.words import Words

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]


class QuestionSpec(Strict):
    """One small question, asked alone."""

    name: Name = Field(description="What the answer is called in what is posted.")
    question: str = Field(min_length=1, description="The question: a message id.")
    why: str = Field(min_length=1, description="What the answer is used for: a message id.")
    options: dict[Name, str] = Field(min_length=2, max_length=8, description="Answer → what stands beside it.")


class FormsSpec(Strict):
    """Where the page's forms lead, and what they ask."""

    endpoint: str = Field("", description="Where forms post to: https; {form} in the path stands for a form's name.")
    rating: Literal["csat", "ces", "nps"] = Field("csat", description="What the rating asks.")
    channels: tuple[Literal["email", "post", "sms", "phone"], ...] = Field(
        ("email", "post"), description="How people may be reached: a choice of the preference centre."
    )
    formats: tuple[Literal["film", "page", "document", "paper"], ...] = Field(
        ("film", "page", "document"), description="What they may get: a choice of the preference centre."
    )
    frequencies: tuple[Literal["usual", "monthly", "quarterly"], ...] = Field(
        ("usual", "monthly", "quarterly"), description="How often: a choice of the preference centre."
    )
    languages: tuple[str, ...] = Field((), description="The languages to choose from; without them, none is asked.")
    topics: dict[Name, str] = Field(
        default_factory=dict, description="What may be written about: a purpose or another name → a message id."
    )
    questions: tuple[QuestionSpec, ...] = Field((), description="Small questions; each person is asked one at a time.")

    @field_validator("endpoint")
    @classmethod
    def _sound(cls, endpoint: str) -> str:
        fault = endpoint_fault(endpoint) if endpoint else None
        if fault is not None:
            raise ValueError(fault)
        return endpoint

    def forms(self) -> Forms:
        """The same as a value, its words still message ids."""
        return Forms(
            endpoint=self.endpoint,
            rating=self.rating,
            channels=tuple(name for name in CHANNELS if name in self.channels),
            formats=tuple(name for name in FORMATS if name in self.formats),
            frequencies=tuple(name for name in FREQUENCIES if name in self.frequencies),
            languages=self.languages,
            topics=tuple(Option(name, text) for name, text in self.topics.items()),
            questions=tuple(
                Question(each.name, each.question, each.why, tuple(Option(*pair) for pair in each.options.items()))
                for each in self.questions
            ),
        )


def forms_in_words(forms: Forms, words: Words) -> Forms:
    """Forms in, the same in one language out."""
    questions = tuple(
        replace(each, text=words.text(each.text), why=words.text(each.why), options=_options(each.options, words))
        for each in forms.questions
    )
    return replace(forms, topics=_options(forms.topics, words), questions=questions)


def _options(options: tuple[Option, ...], words: Words) -> tuple[Option, ...]:
    return tuple(Option(option.value, words.text(option.text)) for option in options)
