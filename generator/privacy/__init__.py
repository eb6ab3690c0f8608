"""The privacy filter: policy, transforms, scan, release, receipt, proof. Recipient in, SafeProfile out.

The way through a record, in order: relationship, freshness, classification (what isn't listed is dropped), transform,
scan of free text, facts that the campaign's templates declare. Suppression and consent came before, in `audience`.
"""

from generator.privacy.check import FactNeed, SegmentRead, check_needs, check_segments, check_shape, warnings
from generator.privacy.deciding import Deciding, check_deciding, hidden
from generator.privacy.explain import Explained, explain, explain_one
from generator.privacy.facts import FactRule, FactSpec, compile_facts
from generator.privacy.history import Histories, OwnHistory
from generator.privacy.mislabelled import ColumnWatch
from generator.privacy.policy import Policy, load_policy, policy_schema
from generator.privacy.products import NO_PRODUCTS, Catalogue, load_products, products_schema
from generator.privacy.receipt import verify as verify_receipt
from generator.privacy.receipt import with_verdict
from generator.privacy.release import Filter
from generator.privacy.stricter import stricter
from generator.privacy.withheld import Withheld, all_of

__all__ = [
    "NO_PRODUCTS",
    "Catalogue",
    "ColumnWatch",
    "Deciding",
    "Explained",
    "FactNeed",
    "FactRule",
    "FactSpec",
    "Filter",
    "Histories",
    "OwnHistory",
    "Policy",
    "SegmentRead",
    "Withheld",
    "all_of",
    "check_deciding",
    "check_needs",
    "check_segments",
    "check_shape",
    "compile_facts",
    "explain",
    "explain_one",
    "hidden",
    "load_policy",
    "load_products",
    "policy_schema",
    "products_schema",
    "stricter",
    "verify_receipt",
    "warnings",
    "with_verdict",
]
