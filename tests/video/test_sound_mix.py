"""The mix: sample-exact, no clicks where music repeats, ducked, never clipped, at a sane loudness, in flat memory."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sound_parts import RATE, click, tone, wav

from generator.model.story import Music, Sound
from generator.video.sound import mix
from generator.video.sound.bed import looped
from generator.video.sound.limiter import CEILING, CELL, Limiter, peaks
from generator.video.sound.loudness import TARGET_LUFS, Meter
from generator.video.sound.samples import whole
from generator.video.sound.score import Cue, Score
from generator.video.sound.track import AAC, OPUS, encode, from_bytes, to_bytes
from generator.video.sound.tracks import track_name


def mixed(score: Score) -> NDArray[np.float32]:
    return np.concatenate(list(mix.mixed(score, mix.measure(score))))


def loudness(samples: NDArray[np.float32]) -> float:
    meter = Meter()
    meter.feed(samples)
    return meter.lufs()


def test_sounds_start_at_their_sample(tmp_path: Path) -> None:
    path = str(click(tmp_path / "click.wav", 0.5))
    starts = [0, 1, 47_999, 48_000, 95_990, 142_000]
    samples = mixed(Score(3 * RATE + 77, tuple(Cue(at, Sound(path)) for at in starts)))
    assert len(samples) == 3 * RATE + 77
    assert np.flatnonzero(np.abs(samples[:, 0]) > 0.1).tolist() == starts
    assert samples[1, 0] == pytest.approx(0.5, abs=0.001)


def test_a_sound_is_resampled_and_made_stereo(tmp_path: Path) -> None:
    t = np.arange(22_050) / 22_050
    path = wav(tmp_path / "mono.wav", 0.5 * np.sin(2 * np.pi * 500 * t), rate=22_050)
    samples = whole(str(path))
    assert abs(len(samples) - RATE) < 64
    assert np.allclose(samples[:, 0], samples[:, 1])
    spectrum = np.abs(np.fft.rfft(samples[:RATE, 0]))
    assert np.argmax(spectrum) == pytest.approx(500, abs=1)


def test_fades_are_linear_and_volume_is_a_factor(tmp_path: Path) -> None:
    path = wav(tmp_path / "flat.wav", np.full((RATE, 2), 0.5))
    sound = Sound(str(path), volume=0.5, fade_in_s=0.2, fade_out_s=0.4)
    samples = next(mix.raw(Score(2 * RATE, (Cue(0, sound),))))[:, 0]
    for at, expected in ((0, 0.0), (4800, 0.125), (9600, 0.25), (24_000, 0.25), (28_800 + 9600, 0.125), (47_999, 0.0)):
        assert samples[at] == pytest.approx(expected, abs=0.001), at


def test_the_film_ends_without_a_click(tmp_path: Path) -> None:
    path = wav(tmp_path / "flat.wav", np.full((RATE, 2), 0.1))
    samples = mixed(Score(RATE + RATE // 2, (Cue(RATE, Sound(str(path))),)))
    assert len(samples) == RATE + RATE // 2
    assert np.abs(np.diff(samples[RATE + 10 :, 0])).max() < 0.001
    assert abs(samples[-1, 0]) < 0.001


def test_music_repeats_without_a_click(tmp_path: Path) -> None:
    # 3.3 s of 101 Hz don't go round; a bare repetition jumps.
    path = tone(tmp_path / "tone.wav", 3.31, hz=101, level=0.5)
    stream, samples, count = looped(str(path)), [], 0
    while count < 12 * RATE:
        samples.append(next(stream))
        count += len(samples[-1])
    joined = np.concatenate(samples)[:, 0]
    steady = 0.5 * 2 * np.pi * 101 / RATE
    assert np.abs(np.diff(joined)).max() < 1.3 * steady
    bare = np.concatenate([whole(str(path))[:, 0]] * 2)
    assert np.abs(np.diff(bare)).max() > 10 * steady


def test_music_that_goes_round_stays_as_it_is(tmp_path: Path) -> None:
    # Whole turns in 2.5 s after the half second that overlaps.
    path = tone(tmp_path / "tone.wav", 3.0, hz=100, level=0.5)
    stream, samples, count = looped(str(path)), [], 0
    while count < 8 * RATE:
        samples.append(next(stream))
        count += len(samples[-1])
    t = np.arange(8 * RATE) / RATE
    assert np.allclose(np.concatenate(samples)[: 8 * RATE, 0], 0.5 * np.sin(2 * np.pi * 100 * t), atol=0.001)


def test_the_music_that_comes_with_serendip_goes_round(checkout: Path) -> None:
    path = checkout / "assets" / "music" / "daybreak.m4a"
    assert path.stat().st_size < 400_000
    period = len(whole(str(path))) - RATE // 2
    assert period == 24 * RATE
    stream, samples, count = looped(str(path)), [], 0
    while count < 2 * period:
        samples.append(next(stream))
        count += len(samples[-1])
    joined = np.concatenate(samples)
    steps = np.abs(np.diff(joined, axis=0)).max(axis=1)
    assert steps[period - RATE : period + RATE].max() <= steps[: period - RATE].max()


def test_music_that_is_not_repeated_ends(tmp_path: Path) -> None:
    music = Music(str(tone(tmp_path / "tone.wav", 2.5)), loop=False)
    samples = mixed(Score(5 * RATE, (), music))
    assert np.abs(samples[RATE : 2 * RATE]).max() > 0.05
    assert np.abs(samples[3 * RATE :]).max() == 0


def test_music_gives_way_to_sounds(tmp_path: Path) -> None:
    quiet = wav(tmp_path / "nothing.wav", np.zeros((RATE, 2)))
    music = Music(str(tone(tmp_path / "tone.wav", 4, hz=480)), volume=0.5, fade_out_s=0.0, duck=0.3)
    score = Score(8 * RATE, (Cue(3 * RATE, Sound(str(quiet))),), music)
    samples = np.concatenate(list(mix.raw(score)))[:, 0]
    level = np.sqrt((samples.reshape(-1, RATE // 10) ** 2).mean(axis=1))
    assert level[31:39] == pytest.approx(level[15] * 0.3, rel=0.02)
    assert level[26] == pytest.approx(level[15], rel=0.02)
    assert level[48] == pytest.approx(level[15], rel=0.02)
    assert np.abs(np.diff(level)).max() < 0.5 * level[15]


@pytest.mark.parametrize("level", [0.02, 0.1, 0.7])
def test_music_has_the_loudness_that_its_volume_says(tmp_path: Path, level: float) -> None:
    music = Music(str(tone(tmp_path / "tone.wav", 4, hz=1000, level=level)), fade_out_s=0.0)
    found = loudness(mixed(Score(8 * RATE, (), music)))
    # No more than 12 dB is added, lest a silent recording's noise come out.
    expected = min(TARGET_LUFS, 20 * np.log10(level) + 12.04)
    assert found == pytest.approx(expected, abs=0.15)


def test_the_meter_agrees_with_the_standard() -> None:
    t = np.arange(20 * RATE) / RATE
    sine = np.sin(2 * np.pi * 997 * t).astype(np.float32)
    one = np.stack([sine, np.zeros_like(sine)], 1)
    # BS.1770: a full-scale 997 Hz sine in one channel reads -3.01.
    assert loudness(one) == pytest.approx(-3.01, abs=0.05)
    both = np.stack([sine, sine], 1) * np.float32(10 ** (-23 / 20))
    assert loudness(both) == pytest.approx(-23.0, abs=0.1)
    # EBU Tech 3341, case 3: what is 10 units quieter than the rest doesn't count.
    quiet, loud = both * np.float32(10 ** (-13 / 20)), both
    assert loudness(np.concatenate([quiet[: 10 * RATE], np.tile(loud, (3, 1)), quiet[: 10 * RATE]])) == pytest.approx(
        -23.0, abs=0.1
    )
    assert loudness(np.zeros((RATE, 2), np.float32)) == -np.inf


def test_nothing_ever_clips_and_loud_films_are_turned_down(tmp_path: Path) -> None:
    loud = Sound(str(tone(tmp_path / "loud.wav", 2, hz=90, level=0.95)), volume=4.0)
    clicks = Sound(str(click(tmp_path / "click.wav", 1.0)), volume=4.0)
    cues = (Cue(0, loud), Cue(RATE // 2, loud), Cue(RATE // 3, clicks), Cue(2 * RATE, clicks))
    samples = mixed(Score(4 * RATE, cues))
    assert np.abs(samples).max() <= CEILING + 1e-6
    assert loudness(samples) < TARGET_LUFS + 0.2
    # Turned down, not cut off: the waveform keeps its shape.
    part = samples[RATE : RATE + RATE // 4, 0]
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
    near = abs(np.fft.rfftfreq(len(part), 1 / RATE) - 90) < 20
    assert spectrum[near].sum() > 0.999 * spectrum.sum()


def test_a_quiet_film_stays_quiet(tmp_path: Path) -> None:
    sound = Sound(str(tone(tmp_path / "soft.wav", 1, level=0.05)))
    samples = mixed(Score(2 * RATE, (Cue(0, sound),)))
    assert np.abs(samples).max() == pytest.approx(0.05, abs=0.001)


def test_the_limiter_holds_for_any_peaks() -> None:
    dice = np.random.default_rng(4)
    samples = (dice.standard_normal((CELL * 400, 2)) * dice.choice([0.1, 0.5, 3.0], (CELL * 400, 1))).astype(np.float32)
    limited = Limiter(peaks(samples), 0.8).apply(samples, 0)
    assert np.abs(limited).max() <= CEILING + 1e-6
    half = CELL * 100
    limiter = Limiter(peaks(samples), 0.8)
    halves = [limiter.apply(samples[:half], 0), limiter.apply(samples[half:], half)]
    assert np.array_equal(np.concatenate(halves), limited)


@pytest.mark.parametrize("encoding", [AAC, OPUS], ids=lambda encoding: encoding.codec)
def test_a_track_survives_its_file(tmp_path: Path, encoding: object) -> None:
    assert encoding in (AAC, OPUS)
    chosen = AAC if encoding is AAC else OPUS
    blocks = [np.zeros((RATE, 2), np.float32), np.zeros((777, 2), np.float32)]
    track = encode(blocks, chosen, 5)
    assert from_bytes(to_bytes(track)) == track
    stamped = list(track.stamped())
    assert stamped[0].pts == -track.priming < 0
    assert sum(packet.duration or 0 for packet in stamped) == track.samples + track.priming
    for damage in (b"", to_bytes(track)[:-1], b"x" + to_bytes(track)[1:]):
        with pytest.raises(ValueError, match=r"damaged"):
            from_bytes(damage)


def test_a_name_covers_all_that_is_heard(tmp_path: Path) -> None:
    sound = Sound(str(click(tmp_path / "a.wav")))
    music = Music(str(tone(tmp_path / "m.wav", 3)))
    base = Score(RATE, (Cue(0, sound),), music)
    keys = ("volume", "fade_in_s", "fade_out_s")
    others = [
        replace(base, samples=RATE + 1),
        replace(base, cues=(Cue(1, sound),)),
        replace(base, cues=()),
        replace(base, music=None),
        *(replace(base, cues=(Cue(0, replace(sound, **{key: 0.25})),)) for key in keys),
        *(replace(base, music=replace(music, **{key: 0.25})) for key in (*keys, "duck")),
        replace(base, music=replace(music, loop=False)),
        replace(base, cues=(Cue(0, Sound(str(click(tmp_path / "b.wav", 0.5)))),)),
    ]
    names = [track_name(score, AAC, b"k") for score in (base, *others)]
    names += [track_name(base, OPUS, b"k"), track_name(base, AAC, b"other key")]
    assert len(set(names)) == len(names)
    # The same content elsewhere is the same sound.
    copy = replace(base, cues=(Cue(0, Sound(str(click(tmp_path / "c.wav")))),))
    assert track_name(copy, AAC, b"k") == names[0]


def test_memory_does_not_grow_with_the_film(tmp_path: Path) -> None:
    tone(tmp_path / "m.wav", 3)
    program = (
        "import resource, sys\n"
        "from generator.model.story import Music\n"
        "from generator.video.sound import mix\n"
        "from generator.video.sound.score import Score\n"
        "score = Score(48_000 * int(sys.argv[1]), (), Music(sys.argv[2]))\n"
        "count = sum(len(block) for block in mix.mixed(score, mix.measure(score)))\n"
        "print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    taken = []
    for seconds in (10, 90):
        command = [sys.executable, "-c", program, str(seconds), str(tmp_path / "m.wav")]
        count, kilobytes = map(int, subprocess.run(command, capture_output=True, check=True).stdout.split())
        assert count == RATE * seconds
        taken.append(kilobytes)
    # All of its samples would take 31 MB more.
    assert taken[1] - taken[0] < 12_000, taken
