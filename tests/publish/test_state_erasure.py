"""Whatever is recorded and forgotten in whatever order: no byte of who was forgotten stays in the record's file."""

from __future__ import annotations

import hashlib
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.outcome import Artifact
from generator.publish.pieces import Piece
from generator.publish.state import State

PEOPLE = st.lists(
    st.tuples(st.integers(0, 10**6), st.integers(1, 2000), st.booleans()),
    min_size=1,
    max_size=120,
    unique_by=lambda person: person[0],
)


def person(number: int, length: int) -> tuple[str, str, Piece]:
    """A token, an id of any length and a piece."""
    token = hashlib.sha256(str(number).encode()).hexdigest()[:32]
    return token, f"<id{number:07d}{'x' * length}>", Piece("film", f"print{number}", (Artifact("video", "v", "0", 1),))


@settings(max_examples=30, deadline=None)
@given(PEOPLE)
def test_no_byte_stays(people: list[tuple[int, int, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state.sqlite"
        with State(path) as state:
            state.begin_run()
            for row, (number, length, _) in enumerate(people):
                token, customer, piece = person(number, length)
                state.meet(token)
                state.record(token, customer, row, "policy", (piece,))
            for number, length, forgotten in people:
                if forgotten:
                    state.forget(person(number, length)[0])
            state.settle()
            content = b"".join(each.read_bytes() for each in Path(folder).iterdir())
            for number, _, forgotten in people:
                token, customer, _ = person(number, 0)
                assert [token.encode() in content, customer[:10].encode() in content] == [not forgotten] * 2


@pytest.mark.parametrize("seed", range(4))
def test_no_byte_stays_of_what_was_moved_about(tmp_path: Path, seed: int) -> None:
    """Without writing the file anew, about one in a hundred of these leaves a copy where it stood first."""
    chance = random.Random(seed)
    people = [person(number, chance.randrange(5, 400)) for number in range(800)]
    gone = chance.sample(people, 300)
    with State(tmp_path / "state.sqlite") as state:
        for row, (token, customer, piece) in enumerate(people):
            state.record(token, customer, row, "p" * 64, (piece,))
        for token, _, _ in gone:
            state.forget(token)
        state.settle()
        content = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert not [number for number, (_, customer, _) in enumerate(gone) if customer[:10].encode() in content]
