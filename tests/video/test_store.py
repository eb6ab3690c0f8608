"""The segment store: whose a segment is, who may still read it, and what goes when the store is full or a person is."""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import stat
from pathlib import Path

import numpy as np
import pytest
from engine_parts import SECRET, SMALL, greeting_story, studio

from generator.errors import OutputError
from generator.video.cache import REPEATED, SEGMENTS, Cache
from generator.video.census import Census, Plan, plan_batch
from generator.video.encode import Chunk, Segment
from generator.video.index import Owner
from generator.video.owners import INDEX, Owners, campaign_mac, owner_of
from generator.video.plan import Shot, shots
from generator.video.store import SegmentStore

ANNA, BORIS, CHLOE = (owner_of(SECRET, "spring", token) for token in ("anna", "boris", "chloe"))


def shot(number: int, *, personal: bool = True) -> Shot:
    (found, *_) = shots(greeting_story(str(number)), SMALL, SECRET)
    return Shot(hashlib.sha256(bytes([number])).hexdigest(), found.first, found.frames, found.place, None, personal)


def segment(shot: Shot) -> Segment:
    data = random.Random(shot.name).randbytes(1000)
    return Segment(headers=b"headers", frames=10, chunks=(Chunk(frame=0, key=True, data=data),))


def keys(*shown: Shot) -> Plan:
    return Plan(np.sort(np.array([int(each.name[:16], 16) for each in shown], np.uint64)))


def store(root: Path, *repeated: Shot, limit: int = 10**9) -> SegmentStore:
    return SegmentStore(Cache(root), keys(*repeated), limit)


def refuse(shot: Shot) -> Segment:
    raise AssertionError("it is made a second time")


def kept(root: Path, kind: str = REPEATED) -> set[str]:
    return {path.name for path in (root / kind).iterdir()}


def test_what_repeats_is_made_once_and_what_does_not_is_not_kept(tmp_path: Path) -> None:
    one, two, everybody = shot(1), shot(2), shot(3, personal=False)
    first = store(tmp_path, one).film([one, two, everybody], ANNA, segment)
    assert first == [segment(one), segment(two), segment(everybody)]
    assert (kept(tmp_path), kept(tmp_path, SEGMENTS)) == ({one.name}, {everybody.name})
    again = store(tmp_path, one)
    assert again.film([one, everybody], BORIS, refuse) == [first[0], first[2]]
    with pytest.raises(AssertionError, match="second time"):
        again.film([two], BORIS, refuse)


def test_a_segment_goes_with_its_last_owner(tmp_path: Path) -> None:
    shared, own = shot(1), shot(2)
    made = store(tmp_path, shared, own)
    made.film([shared, own], ANNA, segment)
    made.film([shared], BORIS, refuse)
    assert made.erase(CHLOE) == ()
    assert made.erase(ANNA) == (own.name,)
    assert kept(tmp_path) == {shared.name}
    assert made.erase(ANNA) == ()
    assert made.erase(BORIS) == (shared.name,)
    assert kept(tmp_path) == set()
    assert made.owners.index.total_bytes() == 0


def test_erasing_leaves_no_byte(tmp_path: Path) -> None:
    made = store(tmp_path, shot(1), shot(2))
    made.film([shot(1)], ANNA, segment)
    made.film([shot(2)], BORIS, segment)
    content = segment(shot(1)).chunks[0].data
    secrets = (ANNA.mac, bytes.fromhex(shot(1).name), content[:16], shot(1).name.encode())

    def found() -> list[bytes]:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        everything = b"".join(str(path).encode() + path.read_bytes() for path in files)
        return [secret for secret in secrets if secret in everything]

    assert set(found()) == set(secrets)
    assert made.erase(ANNA) == (shot(1).name,)
    assert found() == []
    assert kept(tmp_path) == {shot(2).name}


def test_no_copy_of_an_erased_owner_is_left_where_it_stood_first(tmp_path: Path) -> None:
    """Without writing the file anew, zeros over deleted rows leave copies of what SQLite moved about before."""
    # A seed for which there are such copies: most have none.
    chance, secret = random.Random(0), b"s" * 32
    owners = Owners(Cache(tmp_path), 10**9)
    left: list[Owner] = []
    gone: list[Owner] = []
    with sqlite3.connect(tmp_path / INDEX) as database:
        database.execute("PRAGMA secure_delete = ON")
        for number in range(3000):
            left.append(owner_of(secret, "spring", f"p0{number}"))
            database.execute("INSERT INTO owners (mac, campaign) VALUES (?, ?)", (left[-1].mac, left[-1].campaign))
            if chance.random() < 0.4:
                gone.append(left.pop(chance.randrange(len(left))))
                database.execute("DELETE FROM owners WHERE mac = ?", (gone[-1].mac,))
    database.close()
    owners.index.rewrite()
    content = b"".join(path.read_bytes() for path in tmp_path.glob("index.sqlite*"))
    assert [person for person in gone if person.mac in content] == []
    assert all(person.mac in content for person in left)
    owners.close()


@pytest.mark.parametrize("before", ["unlink", "drop", "forget"])
def test_a_crash_while_erasing_leaves_the_rest_to_the_next_time(
    before: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = store(tmp_path, shot(1), shot(2))
    made.film([shot(1), shot(2)], ANNA, segment)
    with monkeypatch.context() as patch:

        def crash(*_arguments: object, **_named: object) -> None:
            raise KeyboardInterrupt

        if before == "unlink":
            patch.setattr(Path, "unlink", crash)
        else:
            patch.setattr(made.owners.index, before, crash)
        with pytest.raises(KeyboardInterrupt):
            made.erase(ANNA)
    later = store(tmp_path)
    later.owners.tidy()
    # No file without an owner on record, at any moment.
    assert kept(tmp_path) <= set(later.owners.index.segments_of(ANNA.mac))
    later.erase(ANNA)
    assert kept(tmp_path) == set()
    assert list(later.owners.index.all()) == []
    assert later.owners.index.segments_of(ANNA.mac) == []


def test_who_is_not_published_is_erased_and_other_campaigns_are_let_be(tmp_path: Path) -> None:
    autumn = owner_of(b"another secret that is long", "autumn", "anna")
    made = store(tmp_path, *(shot(number) for number in range(4)))
    for number, owner in enumerate((ANNA, BORIS, CHLOE, autumn)):
        made.film([shot(number)], owner, segment)
    owners = Owners(Cache(tmp_path), 10**9)
    assert owners.erase_all_but(campaign_mac(SECRET, "spring"), iter([BORIS])) == 2
    assert kept(tmp_path) == {shot(1).name, shot(3).name}
    assert owners.erase_all_but(campaign_mac(SECRET, "spring"), iter([BORIS])) == 0
    assert owners.erase_all_but(campaign_mac(SECRET, "winter"), iter([])) == 0


def test_the_least_recently_used_go_first_and_never_one_in_use(tmp_path: Path) -> None:
    size = store(tmp_path / "one", shot(0))
    size.film([shot(0)], ANNA, segment)
    each = size.owners.index.total_bytes()
    shown = [shot(number) for number in range(8)]
    made = store(tmp_path / "two", *shown, limit=5 * each)
    for number, one in enumerate(shown[:4]):
        made.film([one], ANNA, segment)
        path = tmp_path / "two" / REPEATED / one.name
        moment = path.stat().st_mtime_ns - (10 - number) * 10**9
        os.utime(path, ns=(moment, moment))
        made.owners.index.refresh(one.name, moment)
    # The oldest is read again, the second oldest is being read by somebody.
    made.film([shown[0]], BORIS, refuse)
    with made.owners.cache.alone(REPEATED, shown[1].name):
        made.film([shown[4]], ANNA, segment)
        made.film([shown[5]], ANNA, segment)
    assert made.owners.index.total_bytes() <= 5 * each
    assert {shown[0].name, shown[1].name, shown[5].name} <= kept(tmp_path / "two")
    assert shown[2].name not in kept(tmp_path / "two")
    # Whoever owned it is not on record for it any more.
    assert shown[2].name not in made.owners.index.segments_of(ANNA.mac)


def test_a_store_smaller_than_one_segment_still_makes_films(tmp_path: Path) -> None:
    made = store(tmp_path, shot(1), shot(2), limit=10)
    assert made.film([shot(1), shot(2)], ANNA, segment) == [segment(shot(1)), segment(shot(2))]
    assert len(kept(tmp_path)) <= 1


def test_what_another_is_making_is_waited_for_last(tmp_path: Path) -> None:
    order: list[str] = []

    def noted(one: Shot) -> Segment:
        order.append(one.name)
        if one.name == shot(3).name:
            # The other worker is done.
            other.__exit__(None, None, None)
        return segment(one)

    made = store(tmp_path, shot(1), shot(2))
    other = made.owners.cache.alone(REPEATED, shot(1).name)
    other.__enter__()
    found = made.film([shot(1), shot(2), shot(3)], ANNA, noted)
    assert found == [segment(shot(number)) for number in (1, 2, 3)]
    assert order == [shot(2).name, shot(3).name, shot(1).name]


def test_files_without_a_line_and_lines_without_a_file_go(tmp_path: Path) -> None:
    made = store(tmp_path, shot(1), shot(2))
    made.film([shot(1), shot(2)], ANNA, segment)
    orphan = tmp_path / REPEATED / shot(7).name
    orphan.write_bytes(b"whose?")
    unowned = tmp_path / REPEATED / shot(1).name
    with sqlite3.connect(tmp_path / INDEX) as db:
        db.execute("DELETE FROM uses WHERE segment = (SELECT min(id) FROM segments)")
    (tmp_path / REPEATED / shot(2).name).unlink()
    made.owners.tidy()
    assert not orphan.exists()
    assert not unowned.exists()
    assert kept(tmp_path) == set()
    assert list(made.owners.index.all()) == []


def test_a_damaged_index_takes_the_personal_segments_with_it(tmp_path: Path) -> None:
    store(tmp_path, shot(1)).film([shot(1), shot(2, personal=False)], ANNA, segment)
    for left in tmp_path.glob(f"{INDEX}-*"):
        left.unlink()
    (tmp_path / INDEX).write_bytes(b"no database" * 1000)
    again = store(tmp_path, shot(1))
    assert kept(tmp_path) == set()
    again.film([shot(1)], ANNA, segment)
    assert again.erase(ANNA) == (shot(1).name,)


def test_everything_is_its_owners_alone_and_names_say_nothing(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        twins = [greeting_story("Anna"), greeting_story("Anna")]
        maker = studio(tmp_path / "cache")
        maker.use(plan_batch(twins, SMALL, SECRET, tmp_path / "plan"))
        maker.render(twins[0], tmp_path / "film")
    finally:
        os.umask(before)
    for path in [tmp_path / "plan", tmp_path / "cache", *(tmp_path / "cache").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
        assert "Anna" not in path.name
        assert path.is_dir() or b"Anna" not in path.read_bytes()


def test_a_full_disk_is_told_and_leaves_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = store(tmp_path, shot(1))

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OutputError, match="disk is full"):
            made.film([shot(1)], ANNA, segment)
    assert kept(tmp_path) == set()
    assert list(made.owners.index.all()) == []
    assert made.film([shot(1)], ANNA, segment) == [segment(shot(1))]


@pytest.mark.parametrize("spilled", [False, True])
def test_the_census_finds_what_is_counted_twice(spilled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if spilled:
        monkeypatch.setattr("generator.video.census._HELD", 16)
        monkeypatch.setattr("generator.video.census._CHUNK", 7)
    chance = random.Random(5)
    numbers = [chance.randrange(60) for _ in range(200)]
    census = Census(tmp_path / "plan")
    shown = {number: shot(number) for number in range(61)}
    for start in range(0, len(numbers), 10):
        census.add([shown[number] for number in numbers[start : start + 10]])
    census.add([shot(61, personal=False), shot(61, personal=False)])
    plan = census.finish()
    expected = {number for number in numbers if numbers.count(number) > 1}
    assert {number for number in range(60) if plan.shares(shown[number])} == expected
    assert (census.counted, census.distinct) == (200, len(set(numbers)))
    assert plan.shares(shot(61, personal=False))
    read = Plan.read(tmp_path / "plan")
    assert read.repeated.tolist() == plan.repeated.tolist() == sorted(set(read.repeated.tolist()))


def test_owners_of_two_campaigns_or_secrets_have_nothing_in_common() -> None:
    found = [owner_of(secret, name, "anna") for secret in (SECRET, b"other") for name in ("spring", "autumn")]
    assert len({owner.campaign for owner in found}) == 4
    assert isinstance(found[0], Owner) and len(found[0].mac) == 16
