"""Folders that change places: a finished folder out of staging into the site, the one it replaces away.

Every step is a rename. A crash between two of them leaves either the old folder in its place, or the old one set aside
in staging, from where `recover` puts it back.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from generator.disk import writing
from generator.model.story import MAIL_FOLDER
from generator.publish.layout import PRIVATE_FILE, PRIVATE_FOLDER, PUBLIC_FILE, PUBLIC_FOLDER, Layout
from generator.publish.tokens import is_token

_ASIDE = ".old"
_GONE = ".gone"


def stage(layout: Layout, token: str) -> Path:
    """A token in, an empty folder in staging out. Raises OutputError."""
    folder = layout.staging / token
    with writing(folder):
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(mode=PRIVATE_FOLDER)
    return folder


def put_in_place(layout: Layout, token: str) -> None:
    """The staged folder of `token` becomes its published one, readable for a web server. Raises OutputError."""
    staged, published, aside = layout.staging / token, layout.folder(token), layout.staging / f"{token}{_ASIDE}"
    with writing(published):
        _put_mail(layout, token, staged / MAIL_FOLDER)
        open_up(staged)
        if published.exists():
            published.rename(aside)
        try:
            staged.rename(published)
        except OSError:
            if aside.exists():
                aside.rename(published)
            raise
        if aside.exists():
            shutil.rmtree(aside)


def _put_mail(layout: Layout, token: str, staged: Path) -> None:
    """The e-mail goes where no host serves it. A crash before the record is written has it made again."""
    published = layout.mail_of(token)
    if published.is_dir():
        shutil.rmtree(published)
    if staged.is_dir():
        layout.mail.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        staged.chmod(PRIVATE_FOLDER)
        for path in staged.iterdir():
            path.chmod(PRIVATE_FILE)
        staged.rename(published)


def take_down(layout: Layout, token: str) -> bool:
    """Remove the published folder and the receipt of `token`; False when there was neither. Raises OutputError."""
    published, gone = layout.folder(token), layout.staging / f"{token}{_GONE}"
    found = False
    with writing(published):
        if published.is_dir():
            # Out of the site in one step: a visitor gets all of it or nothing.
            if gone.exists():
                shutil.rmtree(gone)
            published.rename(gone)
            shutil.rmtree(gone)
            found = True
        if layout.mail_of(token).is_dir():
            shutil.rmtree(layout.mail_of(token))
            found = True
        if layout.receipt(token).exists():
            layout.receipt(token).unlink()
            found = True
    return found


def recover(layout: Layout) -> None:
    """Undo what a crash left: folders set aside go back when nothing took their place; staging ends empty."""
    with writing(layout.staging):
        for aside in sorted(layout.staging.glob(f"*{_ASIDE}")):
            published = layout.folder(aside.name.removesuffix(_ASIDE))
            if not published.exists() and is_token(published.name):
                aside.rename(published)
        for left in layout.staging.iterdir():
            if left.is_dir():
                shutil.rmtree(left)
            else:
                left.unlink()


def open_up(folder: Path) -> None:
    """Give a folder and all below it the rights that a web server needs, whatever the umask was."""
    folder.chmod(PUBLIC_FOLDER)
    for above, folders, files in os.walk(folder):
        for name in folders:
            Path(above, name).chmod(PUBLIC_FOLDER)
        for name in files:
            Path(above, name).chmod(PUBLIC_FILE)
