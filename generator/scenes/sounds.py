"""`sound:` of scene.yaml and story.yaml, `music:` of story.yaml in; Sound and Music with found, decodable files out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import Field

from generator.errors import AssetError
from generator.model.story import Music, Sound
from generator.resources import assets_dir
from generator.scenes.soundfiles import length_s
from generator.scenes.units import Duration, Percent
from generator.sourcefile import Key, SourceFile, Strict

LONGEST_SOUND_S = 60
LONGEST_MUSIC_S = 600
_LEAST_LOOP_S = 2


class SoundSpec(Strict):
    """One sound of a scene."""

    file: str = Field(description="An audio file of the scene's (or the story's) folder, or of assets/sounds.")
    at: Duration = Field(0.0, description="When it starts, after the scene does.")
    volume: Percent = Field(1.0, ge=0, le=4, description="100% is as recorded.")
    fade_in: Duration = Field(0.0, description="How long it swells.")
    fade_out: Duration = Field(0.0, description="How long it dies away, at its end.")


class MusicSpec(Strict):
    """The music below a whole film."""

    file: str = Field(description="An audio file of the story's folder, or of assets/music.")
    volume: Percent = Field(1.0, ge=0, le=4, description="100% is a loudness of −16 LUFS, whatever the recording's is.")
    fade_in: Duration = Field(0.5, description="How long it swells at the film's beginning.")
    fade_out: Duration = Field(1.0, description="How long it dies away at the film's end.")
    loop: bool = Field(True, description="Begin again until the film ends.")
    duck: Percent = Field(1.0, ge=0, le=1, description="What is left of its volume while a sound is heard.")


def read_sounds(file: SourceFile, keys: Sequence[Key], specs: Sequence[SoundSpec], scene_s: float) -> tuple[Sound, ...]:
    """The sounds that stand at `keys` of a file, for a scene that lasts `scene_s`; raises with the line."""
    return tuple(_sound(file, (*keys, index), spec, scene_s) for index, spec in enumerate(specs))


def _sound(file: SourceFile, keys: Sequence[Key], spec: SoundSpec, scene_s: float) -> Sound:
    path, seconds = _found(file, keys, spec.file, "sounds", LONGEST_SOUND_S, "Longer ones are 'music' of the story.")
    if spec.at >= scene_s:
        raise file.fail((*keys, "at"), "the sound starts when the scene is over.", f"Start it before {scene_s:g}s.")
    if spec.fade_in + spec.fade_out > seconds:
        raise file.fail(keys, f"its fades are longer than the sound, which lasts {seconds:.1f}s.", "Shorten them.")
    return Sound(str(path), spec.at, spec.volume, spec.fade_in, spec.fade_out)


def read_music(file: SourceFile, keys: Sequence[Key], spec: MusicSpec) -> Music:
    """The music that stands at `keys` of a file; raises with the line."""
    path, seconds = _found(file, keys, spec.file, "music", LONGEST_MUSIC_S, "Cut it.")
    if spec.loop and seconds < _LEAST_LOOP_S:
        raise file.fail(keys, "this is too short to be repeated.", f"Use at least {_LEAST_LOOP_S}s, or 'loop: false'.")
    return Music(str(path), spec.volume, spec.fade_in, spec.fade_out, spec.loop, spec.duck)


def _found(
    file: SourceFile, keys: Sequence[Key], name: str, kind: str, longest_s: float, remedy: str
) -> tuple[Path, float]:
    place = file.place(*keys, "file")
    places = (file.path.parent / name, assets_dir() / kind / name)
    path = next((each for each in places if each.is_file()), None)
    if path is None:
        raise AssetError(place, f"the file '{name}' does not exist.", f"Put it beside this file or into assets/{kind}.")
    seconds = length_s(path)
    if seconds is None:
        raise AssetError(
            place, f"the sound '{name}' can't be decoded.", "Save it again as WAV, FLAC, MP3, M4A, Ogg or Opus."
        )
    if seconds > longest_s:
        raise AssetError(place, f"'{name}' lasts longer than {longest_s:g}s.", remedy)
    return path, seconds
