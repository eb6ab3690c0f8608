"""One campaign's output: opened for a run, filled recipient by recipient, closed whole."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.disk import writing
from generator.errors import OutputError
from generator.publish import swap
from generator.publish.layout import PRIVATE_FILE, Layout
from generator.publish.links import write_links
from generator.publish.pieces import Piece, standing
from generator.publish.readers import Readers, Reading
from generator.publish.state import State
from generator.publish.tokens import is_token
from generator.publish.unsubscribe import Unsubscribe
from generator.publish.whole import write_whole

_LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


class Publisher:
    """The only writer of an output folder; a context manager.

    Opening it takes a lock, undoes what a crash left and opens the record of finished work. Closing it writes links.csv
    and empties staging, also after an error. Every method raises OutputError when the system refuses.

    `mailed`: whether links.csv says what is merged into e-mails; None: as there are any. `erase` is called with the
    token of everyone who is withdrawn, to remove what else there is of them.
    """

    def __init__(
        self,
        layout: Layout,
        base_url: str,
        policy: str,
        erase: Callable[[str], object] = lambda _token: None,
        unsubscribe: Unsubscribe | None = None,
        *,
        mailed: bool | None = None,
    ) -> None:
        self.layout = layout
        self._erase = erase
        self._base_url = base_url
        self._unsubscribe = unsubscribe
        self._mailed = layout.mail.is_dir() if mailed is None else mailed
        self._policy = policy
        self._readers = Readers()
        self._removed = False
        layout.make()
        self._lock = _take(layout.lock)
        try:
            swap.recover(layout)
            self._state = State(layout.state)
            self._state.begin_run()
        except BaseException:
            os.close(self._lock)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, caught: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._readers.close()
        try:
            # A stop may have come between the two renames of a swap: what was set aside goes back first.
            swap.recover(self.layout)
            self._write_links()
            if self._removed and caught is None:
                # Somebody who reads the record keeps their copy of it; the next run that removes anybody clears it.
                with suppress(OutputError):
                    self._state.settle()
        finally:
            try:
                self._state.__exit__(kind, caught, trace)
            finally:
                os.close(self._lock)

    def _write_links(self) -> None:
        mail = self.layout.mail if self._mailed else None
        write_links(self.layout.links, self._base_url, self._state.links(), self._unsubscribe, mail)

    def meet(self, token: str) -> bool:
        """Note that the run looks at `token`; False when it did so before."""
        return self._state.meet(token)

    def note(self, name: str) -> str | None:
        """What an earlier run noted of this output under a name, such as the id of the key that made it."""
        return self._state.note(name)

    def set_note(self, name: str, value: str) -> None:
        """Note something of this output for later runs."""
        self._state.set_note(name, value)

    def tokens_of(self, customer_id: str) -> Sequence[str]:
        """Under which tokens a customer is on record."""
        return self._state.tokens_of(customer_id)

    def settle(self) -> None:
        """After somebody was erased: no byte of theirs stays in the record, and links.csv is written without them."""
        self._state.settle()
        self._removed = False
        self._write_links()

    def stands(self, token: str) -> bool:
        """Whether anything of this recipient is published or on record."""
        return self._state.knows(token) or self.layout.folder(token).exists() or self.layout.mail_of(token).exists()

    def recorded(self, token: str) -> Mapping[str, Piece]:
        """Kind → piece, of all that is recorded, whether its files are still there or not."""
        return self._state.pieces(token)

    def standing(self, token: str) -> Mapping[str, Piece]:
        """Kind → piece, of all that is recorded and whose files are still there unchanged."""
        return standing(partial(self.layout.place, token), self._state.pieces(token))

    def read_ahead(self, token: str) -> Reading | None:
        """Have `standing` worked out beside other work; None when nothing is recorded, so that nothing is to be read.

        What it says is of now, and holds until this run does something to `token`.
        """
        recorded = self._state.pieces(token)
        return self._readers.begin(partial(self.layout.place, token), recorded) if recorded else None

    def stage(self, token: str, keep: Sequence[Piece]) -> Path:
        """A folder to render into; the files of the pieces to keep are in it already."""
        folder = swap.stage(self.layout, token)
        with writing(folder):
            for piece in keep:
                for name in piece.files:
                    target = folder / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    _link(self.layout.place(token, name), target)
        return folder

    def staged(self, token: str) -> Path:
        """The folder that a recipient's files are rendered into."""
        return self.layout.staging / token

    def unstage(self, token: str) -> None:
        """Throw away a staged folder that came to nothing."""
        folder = self.staged(token)
        if folder.exists():
            with writing(folder):
                shutil.rmtree(folder)

    def publish(
        self, token: str, customer_id: str, row: int, pieces: Sequence[Piece], receipt: Mapping[str, Any]
    ) -> None:
        """The staged folder takes the place of the published one; receipt and record follow."""
        swap.put_in_place(self.layout, token)
        self.keep(token, row, receipt)
        self._state.record(token, customer_id, row, self._policy, pieces)

    def keep(self, token: str, row: int, receipt: Mapping[str, Any]) -> None:
        """What is published stands as it is; the receipt is of this run."""
        path, text = self.layout.receipt(token), _receipt_text(receipt)
        if not _says(path, text):
            write_whole(path, text)
        self._state.touch(token, row, self._policy)

    def withdraw(self, token: str) -> bool:
        """Take a recipient's folder, receipt and link away; False when there was nothing."""
        found = swap.take_down(self.layout, token)
        # The record goes last: a crash before leads here again.
        self._erase(token)
        found = self._state.forget(token) or found
        self._removed = self._removed or found
        return found

    def withdraw_if_outdated(self, token: str) -> bool:
        """Take away what was published under another policy: nobody vouches for it now. False when it may stay."""
        known = self._state.policy(token)
        return known is not None and known != self._policy and self.withdraw(token)

    def withdraw_unseen(self) -> int:
        """After a run over every row: take away whoever the source no longer has. The number of them out."""
        gone = set(self._state.unseen())
        mailed = self.layout.mail.iterdir() if self.layout.mail.is_dir() else ()
        for folder in (*self.layout.site.iterdir(), *mailed):
            # A folder that a crash left before it was recorded.
            if is_token(folder.name) and not self._state.knows(folder.name):
                gone.add(folder.name)
        return sum(self.withdraw(token) for token in sorted(gone))

    def tokens(self) -> Iterator[str]:
        """The tokens of everyone who is published."""
        return (token for _, token in self._state.links())

    def tidy_shared(self, files: Sequence[str]) -> None:
        """After a run that left no older page standing: remove the shared files that no page loads any more."""
        with writing(self.layout.shared):
            for path in self.layout.shared.iterdir():
                if path.is_file() and path.name not in files:
                    path.unlink()


def _receipt_text(receipt: Mapping[str, Any]) -> str:
    """A receipt as JSON, one line a key: quick to write, and to be read by people."""
    lines = (f"{json.dumps(key)}: {_LINE.encode(value)}" for key, value in sorted(receipt.items()))
    return "{\n " + ",\n ".join(lines) + "\n}\n"


def _says(path: Path, text: str) -> bool:
    """Whether a file is there already and has this text."""
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False


def _link(source: Path, target: Path) -> None:
    """The same file under a second name where the file system can, else a copy."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _take(path: Path) -> int:
    with writing(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise OutputError(
            str(path.parent.parent),
            "another run is writing here.",
            "Wait for it to end, or choose another folder with --out.",
        ) from None
    return descriptor
