"""The exception tree. Everything that Serendip raises on purpose descends from SerendipError.

SerendipError              place, cause, remedy; never a customer's value
├── InputError             something that people wrote is wrong: the run can't start (exit 2)
│   ├── CampaignError      campaign.yaml
│   ├── PolicyError        policy.yaml, or a use that the policy forbids
│   ├── StoryError         story.yaml
│   ├── SceneError         scene.yaml, page.yaml, document.yaml
│   ├── BrandError         brand.yaml
│   ├── SourceError        a data source can't be opened, or lacks what the mapping names
│   └── AssetError         a picture, font or footage is missing or can't be decoded
├── RowError               one input row can't be read: that row is Failed, the batch goes on
├── RenderError            one recipient can't be rendered: that one is Failed, the batch goes on
├── PrivacyError           the filter can't vouch for a release: that one is Failed, never let through
└── OutputError            the output can't be written: unwritable folder, full disk (exit 2)
"""

from __future__ import annotations


class SerendipError(Exception):
    """A fault told as place, cause and remedy.

    `place` is a file with line and column, a row ("customers.csv, row 12") or a folder. `cause` is one clause and
    `remedy` says what to do. None of the three may hold a customer's value.
    """

    def __init__(self, place: str, cause: str, remedy: str = "") -> None:
        super().__init__(place, cause, remedy)
        self.place = place
        self.cause = cause
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.place}: {self.cause}" + (f" {self.remedy}" if self.remedy else "")


class InputError(SerendipError):
    """Something that people wrote is wrong; nothing has been rendered."""


class CampaignError(InputError):
    """The campaign file, or a file that it names."""


class PolicyError(InputError):
    """The policy file, or a use that the policy forbids."""


class StoryError(InputError):
    """The story file."""


class SceneError(InputError):
    """A scene, page or document template."""


class BrandError(InputError):
    """The brand file."""


class SourceError(InputError):
    """A data source that can't be opened, or lacks what the mapping names."""


class AssetError(InputError):
    """A picture, font or footage that is missing or can't be decoded."""


class RowError(SerendipError):
    """One input row that can't be read."""


class RenderError(SerendipError):
    """One recipient that can't be rendered."""


class PrivacyError(SerendipError):
    """A release that the filter can't vouch for."""


class OutputError(SerendipError):
    """An output that can't be written."""
