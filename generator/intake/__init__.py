"""Data in, raw records out: CSV, JSON, JSON Lines, Parquet or a database in, CustomerRecord or BadRow out.

    table (csvfile, jsonfile, jsonlines, parquetfile, query) ─► mapper ─► spool ─► assembly ─► source
     rows as they are                                    names, types, text      children found     customers

Every row comes out once, readable or not. Nothing here decides who or what may be addressed.
"""

from generator.intake.record import BadRow, Consent, CustomerRecord, Objection
from generator.intake.shape import Shape
from generator.intake.source import Source, open_source
from generator.intake.spec import ConsentSpec, DataSpec, ObjectionSpec

__all__ = [
    "BadRow",
    "Consent",
    "ConsentSpec",
    "CustomerRecord",
    "DataSpec",
    "Objection",
    "ObjectionSpec",
    "Shape",
    "Source",
    "open_source",
]
