"""A data file in, a draft policy out: what each field seems to hold, and `drop` for all that is sensitive or unsure.

sampling: rows as the intake reads them → columns; judging: a column → category and action; draft: the text
of policy.yaml.
"""

from generator.privacy.suggest.draft import draft
from generator.privacy.suggest.sampling import Sample, sample

__all__ = ["Sample", "draft", "sample"]
