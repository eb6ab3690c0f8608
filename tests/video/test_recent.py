"""What was made last is kept; the one not wanted for longest goes first."""

from __future__ import annotations

from generator.video.recent import Recent


def test_a_value_is_made_once_while_it_is_wanted() -> None:
    made: list[str] = []
    kept: Recent[str, int] = Recent(2)

    def ask(key: str) -> int:
        def make() -> int:
            made.append(key)
            return len(made)

        return kept.get(key, make)

    assert [ask(key) for key in ("a", "b", "a", "c", "a", "b")] == [1, 2, 1, 3, 1, 4]
    assert made == ["a", "b", "c", "b"]
