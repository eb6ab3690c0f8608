"""One transform a file: the options that a policy writes, and what they do to a value."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import Discriminator, Tag

from generator.privacy.derivations import AnyDerivation
from generator.privacy.transforms.bucket import Bucket
from generator.privacy.transforms.drop import Drop
from generator.privacy.transforms.keep import Keep
from generator.privacy.transforms.mask import Mask
from generator.privacy.transforms.pseudonymise import Pseudonymise
from generator.privacy.transforms.round import Round


def _action(node: Any) -> Any:
    return node.get("action", "keep") if isinstance(node, dict) else getattr(node, "action", None)


AnyRule = Annotated[
    Annotated[Keep, Tag("keep")]
    | Annotated[Drop, Tag("drop")]
    | Annotated[Mask, Tag("mask")]
    | Annotated[Bucket, Tag("bucket")]
    | Annotated[Round, Tag("round")]
    | Annotated[Pseudonymise, Tag("pseudonymise")]
    | Annotated[AnyDerivation, Tag("derive")],
    Discriminator(_action),
]

ACTIONS: tuple[str, ...] = (
    *(
        str(get_args(kind.model_fields["action"].annotation)[0])
        for kind in (Keep, Drop, Mask, Bucket, Round, Pseudonymise)
    ),
    "derive",
)
