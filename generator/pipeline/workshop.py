"""A story in, the pieces of one recipient out: the three renderers, called in order. Runs in a worker process."""

from __future__ import annotations

import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import InputError, OutputError
from generator.model.outcome import Film
from generator.model.story import Story
from generator.pipeline.jobs import Answer, Broken, Done, Job
from generator.pipeline.setting import Setting
from generator.pipeline.unexpected import as_fault
from generator.publish.pieces import Piece, names_in, take_stock

if TYPE_CHECKING:
    from generator.video.studio import Studio


class Workshop:
    """The renderers, made once a process and only when a job asks for them."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._studio: Studio | None = None
        self._plan = ""

    def work(self, job: Job) -> Answer:
        """A job in, its answer out; never raises, except what is meant to end the process."""
        began = time.monotonic()
        folder = Path(job.folder)
        try:
            pieces = self._render(job, folder)
        except Exception as caught:
            if self._setting.debug:
                traceback.print_exc()
            fault = as_fault(caught, job.place, folder)
            return Broken(job.number, fault, fatal=isinstance(fault, InputError | OutputError))
        return Done(job.number, pieces, time.monotonic() - began, self._timings())

    def _timings(self) -> tuple[tuple[str, float], ...]:
        """What the parts of films took since the last answer."""
        return self._studio.profile.take() if self._studio is not None else ()

    def _render(self, job: Job, folder: Path) -> tuple[Piece, ...]:
        kept = set(names_in(folder))
        film = job.film
        pieces: list[Piece] = []
        for kind, fingerprint in job.fingerprints:
            if kind == "film":
                film = self._film(job, folder)
                files: tuple[str, ...] = film.files
            elif kind == "document":
                files = self._document(job.story, folder)
            elif kind == "email":
                files = self._email(job.story, folder, film)
            else:
                files = self._page(job.story, folder, film)
            pieces.append(Piece(kind, fingerprint, take_stock(folder, files), film if kind == "film" else None))
        made = {name for piece in pieces for name in piece.files}
        unknown = set(names_in(folder)) - kept - made
        if unknown:
            # Nothing is published that the manifest doesn't list.
            raise RuntimeError(f"{len(unknown)} files that no renderer owns up to")
        return tuple(pieces)

    def load(self) -> None:
        """Load what films take, while there is no job yet."""
        if self._setting.video is not None:
            import generator.video.studio  # noqa: F401

    def close(self) -> None:
        """After the last job."""
        if self._studio is not None:
            self._studio.close()

    def _film(self, job: Job, folder: Path) -> Film:
        if self._studio is None:
            from generator.video.studio import Studio

            setting = self._setting
            assert setting.video is not None
            self._studio = Studio(
                setting.video, Path(setting.cache), setting.secret, campaign=setting.campaign, limits=setting.limits
            )
        if job.plan != self._plan:
            from generator.video.census import Plan

            self._studio.use(Plan.read(Path(job.plan)))
            self._plan = job.plan
        return self._studio.render(job.story, folder)

    def _page(self, story: Story, folder: Path, film: Film | None) -> tuple[str, ...]:
        from generator.microsite import write_page
        from generator.story.touching import interactions_of

        assert self._setting.shared is not None
        if film is not None:
            film = replace(film, interactions=interactions_of(story, film))
        return write_page(story, folder, film, self._setting.shared)

    def _document(self, story: Story, folder: Path) -> tuple[str, ...]:
        from generator.document import write_document

        return write_document(story, folder)

    def _email(self, story: Story, folder: Path, film: Film | None) -> tuple[str, ...]:
        from generator.email import write_email

        mailing = self._setting.mailing
        assert mailing is not None
        stopping = mailing.unsubscribe
        headers = (stopping.header(story.token), stopping.post) if stopping else ("", "")
        return write_email(story, folder, film, mailing.sender, mailing.day, headers)
