"""Where everything of one campaign's output stands, and who may read it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.disk import writing
from generator.model.story import MAIL_FOLDER

PUBLIC_FOLDER, PUBLIC_FILE = 0o755, 0o644
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below `root`, which is <out>/<campaign name>."""

    root: Path

    @property
    def site(self) -> Path:
        """What a host may serve: one folder a recipient, and `shared`."""
        return self.root / "site"

    @property
    def shared(self) -> Path:
        """Style sheets, scripts and fonts that all pages use, named by their content."""
        return self.site / "shared"

    @property
    def private(self) -> Path:
        """What never goes to a host."""
        return self.root / "private"

    @property
    def links(self) -> Path:
        """customer_id,url for the mailing system."""
        return self.private / "links.csv"

    @property
    def manifest(self) -> Path:
        """What became of each input row of the last run."""
        return self.private / "manifest.jsonl"

    @property
    def receipts(self) -> Path:
        """What the filter kept, dropped and why: one file a recipient."""
        return self.private / "receipts"

    @property
    def mail(self) -> Path:
        """The e-mails to send: one folder a recipient."""
        return self.private / "mail"

    @property
    def state(self) -> Path:
        """The record of finished work."""
        return self.private / "state.sqlite"

    @property
    def staging(self) -> Path:
        """Folders in the making; empty between runs."""
        return self.private / "staging"

    @property
    def cache(self) -> Path:
        """What the renderers may use again."""
        return self.private / "cache"

    @property
    def forgotten(self) -> Path:
        """Who was forgotten, by keyed hashes; the campaign's folder has such a list too."""
        return self.private / "forgotten.txt"

    @property
    def erasing(self) -> Path:
        """What is being erased; empty unless a crash came in between."""
        return self.private / "erasing"

    @property
    def erasures(self) -> Path:
        """The proofs of what was erased."""
        return self.private / "erasures.jsonl"

    @property
    def lock(self) -> Path:
        """Held while a run writes here."""
        return self.private / "lock"

    def folder(self, token: str) -> Path:
        """A recipient's published folder."""
        return self.site / token

    def mail_of(self, token: str) -> Path:
        """A recipient's e-mail, and what is merged of it."""
        return self.mail / token

    def place(self, token: str, name: str) -> Path:
        """Where a file of a recipient is published, by its path in the staged folder."""
        first, _, rest = name.partition("/")
        return self.mail_of(token) / rest if first == MAIL_FOLDER and rest else self.folder(token) / name

    def receipt(self, token: str) -> Path:
        """A recipient's receipt."""
        return self.receipts / f"{token}.json"

    def make(self) -> None:
        """Make the folders with their permissions, whatever the umask. Raises OutputError."""
        with writing(self.root):
            for path in (self.root, self.site, self.shared):
                path.mkdir(parents=True, exist_ok=True)
                path.chmod(PUBLIC_FOLDER)
            for path in (self.private, self.receipts, self.staging, self.cache):
                path.mkdir(parents=True, exist_ok=True)
                path.chmod(PRIVATE_FOLDER)
