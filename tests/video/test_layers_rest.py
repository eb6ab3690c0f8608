"""States: equal ones mean equal pixels, and whatever has come in rests. All scenes, all aspects."""

from __future__ import annotations

import layer_parts as parts
import numpy as np
import pytest

from generator.model.layers import FootageLayer
from generator.model.story import ASPECTS
from generator.video.layers.text import TextSprite

LOCALES = ("en_IE", "es_ES", "it_IT", "de_DE", "fr_FR")


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("name", parts.scene_names())
def test_a_scene_comes_in_and_then_rests(name: str, aspect: str) -> None:
    scene = parts.scene(name)
    sprites = [
        parts.painter(aspect).prepare(layer, scene.duration_s)
        for layer in scene.layers[aspect]
        if not isinstance(layer, FootageLayer) and layer.drift is None
    ]
    states = [
        tuple(sprite.state(t) for sprite in sprites) for t in (0.0, 0.4, scene.duration_s - 0.4, scene.duration_s)
    ]
    assert states[0] != states[1]
    assert states[2] == states[3]
    assert all(hash(state) is not None for state in states)


@pytest.mark.parametrize("name", ["amount", "history", "breakdown", "moved", "offer", "closing"])
def test_equal_states_are_equal_pixels(name: str) -> None:
    scene = parts.scene(name)
    sprites = [parts.painter().prepare(layer, scene.duration_s) for layer in scene.layers["16:9"]]
    seen: dict[object, np.ndarray[tuple[int, ...], np.dtype[np.uint8]]] = {}
    repeated = 0
    for t in (0.2, 0.9, scene.duration_s - 0.5, scene.duration_s - 0.3, scene.duration_s - 0.05):
        state = tuple(sprite.state(t) for sprite in sprites)
        picture = parts.drawn(sprites, t)
        if state in seen:
            repeated += 1
            assert np.array_equal(seen[state], picture)
        else:
            assert not any(np.array_equal(picture, other) for other in seen.values())
        seen[state] = picture
    assert repeated


def test_a_scene_prepared_again_draws_the_same_pixels() -> None:
    scene = parts.scene("greeting")
    assert np.array_equal(parts.frame(scene, 0.7), parts.frame(parts.scene("greeting"), 0.7))


@pytest.mark.parametrize("brand_name", ["solena", "chinook"])
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", parts.scene_names())
def test_no_words_of_a_sample_are_cut(name: str, locale: str, brand_name: str) -> None:
    scene = parts.scene(name, locale, brand_name=brand_name)
    for aspect in ASPECTS:
        for layer in scene.layers[aspect]:
            if isinstance(layer, FootageLayer):
                continue
            sprite = parts.painter(aspect, brand_name).prepare(layer, scene.duration_s)
            if isinstance(sprite, TextSprite):
                assert not sprite.paragraph.ellipsis, (aspect, layer.id)


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("name", parts.scene_names())
def test_stress_values_stay_inside_the_frame(name: str, aspect: str) -> None:
    scene = parts.scene(name, stress=True)
    width, height = ASPECTS[aspect]
    for layer in scene.layers[aspect]:
        if not layer.personal:
            continue
        sprite = parts.painter(aspect).prepare(layer, scene.duration_s)
        picture = parts.drawn(sprite, scene.duration_s, aspect, ground=0xFF00FF00)
        # Soft shadows may come nearer to the edge than words.
        marked = np.argwhere((np.abs(picture.astype(int) - (0, 255, 0)) > 48).any(axis=2))
        assert len(marked), layer.id
        (top, left), (bottom, right) = marked.min(axis=0), marked.max(axis=0)
        assert left > 0.03 * width and right < 0.97 * width, layer.id
        assert top > 0.03 * height and bottom < 0.985 * height, layer.id
