"""Where people are to be erased from: campaign files, or a folder of outputs, in; targets out.

Neither policy nor story nor templates are loaded: an erasure waits for nobody to mend a scene.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.audience import FORGOTTEN
from generator.campaign import CampaignFile, keys_of
from generator.errors import CampaignError, InputError, SerendipError
from generator.keys import Keyring
from generator.pipeline.origin import noted_campaign, stores_of
from generator.publish.layout import Layout
from generator.sourcefile import SourceFile, read


@dataclass(frozen=True)
class Target:
    """A campaign and one of its outputs. `stores`: every folder that segments of it were ever kept in."""

    file: SourceFile
    spec: CampaignFile
    keys: Keyring
    layout: Layout
    stores: tuple[Path, ...]

    @property
    def name(self) -> str:
        """The campaign's name."""
        return self.spec.name

    @property
    def list(self) -> Path:
        """The campaign's list of those who were forgotten, which holds for all its outputs."""
        return self.file.path.parent / FORGOTTEN


def target_of(path: Path, out: Path, today: datetime.date, store: Path | None = None) -> Target:
    """A campaign file or its folder, and the folder that outputs are in; the target out. Raises InputError."""
    path = path / "campaign.yaml" if path.is_dir() else path
    file = read(path, CampaignError)
    spec = file.parse(CampaignFile)
    keys = keys_of(file, spec, today, make_missing=False)
    layout = Layout(out / spec.name)
    stores = (*stores_of(layout), *((store.resolve(),) if store else ()))
    return Target(file, spec, keys, layout, tuple(dict.fromkeys(stores)))


def targets_in(folder: Path, today: datetime.date, store: Path | None = None) -> Iterator[Target | SerendipError]:
    """A folder of outputs in; for each of them its target, or why nobody can be erased from it, out.

    Raises InputError when there is none.
    """
    states = sorted(path for path in folder.glob("*/private/state.sqlite")) if folder.is_dir() else []
    if not states:
        raise InputError(str(folder), "no campaign has an output here.", "Name the folder that --out of render names.")
    for state in states:
        root = state.parent.parent
        try:
            target = target_of(noted_campaign(root), folder, today, store)
            if target.name != root.name:
                raise CampaignError(
                    str(root), "the campaign that made this output has another name now.", "Name it with --campaign."
                )
        except SerendipError as fault:
            yield fault
        else:
            yield target
