"""The only package that names every stage: a campaign in, everybody's folder out, an outcome for each row.

`render` runs the batch; `check` finds out what can be known without rendering.
"""

from generator.pipeline.batch import render
from generator.pipeline.ledger import Tally
from generator.pipeline.options import Options, Summary, Watcher

__all__ = ["Options", "Summary", "Tally", "Watcher", "render"]
