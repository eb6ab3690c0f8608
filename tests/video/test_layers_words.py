"""Text: wrapping, shrinking, ellipsis, scripts and directions, numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import layer_parts as parts
import numpy as np
import pytest
import skia

from generator.model.facts import Money
from generator.model.layers import Box, ButtonLayer, CounterLayer, Gradient, Motion, NumberFormat, PillLayer, TextLayer
from generator.story.formats import Formats
from generator.typefaces import families_for
from generator.video.compose import Board
from generator.video.layers.counter import grouped
from generator.video.linebreaks import break_points
from generator.video.recording import Cast
from generator.video.type import Run, Setting, Typesetter, runs_right_to_left

WIDTH, HEIGHT = parts.WIDE


def text(words: str, box: Box, **keys: Any) -> TextLayer:
    return TextLayer(**{"id": "t", "box": box, "text": words, "style": "headline", "color": "ink", **keys})


def test_a_word_is_shrunk_rather_than_broken() -> None:
    block = parts.sprite(text("Grundversorgungsnetzentgelt", Box(0.1, 0.1, 0.56, 0.5))).paragraph
    assert len(block.lines) == 1
    assert block.width_px <= 0.46 * WIDTH
    assert not block.ellipsis


def test_a_name_is_broken_at_its_hyphen_only_when_it_must() -> None:
    narrow = parts.sprite(text("Maximiliane-Friederike", Box(0.1, 0.1, 0.5, 0.6), style="title")).paragraph
    wide = parts.sprite(text("Every kilowatt-hour came from wind.", Box(0.1, 0.1, 0.6, 0.6))).paragraph
    assert len(narrow.lines) == 2
    assert len(wide.lines) == 2
    assert wide.lines[0].width_px > 0.2 * WIDTH


def test_too_many_words_end_in_an_ellipsis_inside_the_box() -> None:
    block = parts.sprite(text("words " * 60, Box(0.1, 0.1, 0.4, 0.3), max_lines=2)).paragraph
    assert block.ellipsis
    assert len(block.lines) == 2
    assert block.width_px <= 0.3 * WIDTH


def test_headlines_are_balanced_and_running_text_leaves_no_orphan() -> None:
    headline = parts.sprite(text("All the details, one tap away.", Box(0, 0, 0.55, 0.6), style="title")).paragraph
    widths = [line.width_px for line in headline.lines]
    assert min(widths) > 0.75 * max(widths)
    for width in np.linspace(0.2, 0.5, 13):
        block = parts.sprite(text("Noon to four at half price, from May.", Box(0, 0, width, 1), style="body")).paragraph
        if len(block.lines) > 1:
            assert block.lines[-1].width_px > 0.25 * block.width_px


def test_a_fallback_font_does_not_change_the_rhythm() -> None:
    box = Box(0.1, 0.1, 0.3, 0.9)
    latin = parts.sprite(text("one\ntwo", box, style="body")).paragraph
    mixed = parts.sprite(text("日本\nעברית", box, style="body")).paragraph
    assert latin.height_px == mixed.height_px
    assert latin.baseline(1, 0) == mixed.baseline(1, 0)


def test_descenders_are_not_cut() -> None:
    high = parts.ink_box(parts.drawn(parts.sprite(text("gjpqy", Box(0.1, 0.1, 0.9, 0.9))), 1))
    tight = parts.ink_box(parts.drawn(parts.sprite(text("gjpqy", Box(0.1, 0.1, 0.9, 0.1 + 0.089 * 1.06))), 1))
    assert high == tight


@pytest.mark.parametrize(("words", "side"), [("Lucia", "left"), ("مرحبا", "right"), ("שלום, לוסי!", "right")])
def test_start_follows_the_direction_of_the_script(words: str, side: str) -> None:
    left, _, right, _ = parts.ink_box(parts.drawn(parts.sprite(text(words, Box(0.1, 0.1, 0.9, 0.5))), 1))
    if side == "left":
        assert abs(left - 0.1 * WIDTH) < 10
    else:
        assert abs(right - 0.9 * WIDTH) < 10


def test_punctuation_of_a_right_to_left_text_stands_at_its_left() -> None:
    plain = parts.ink_box(parts.drawn(parts.sprite(text("שלום", Box(0.1, 0.1, 0.9, 0.5))), 1))
    exclaimed = parts.ink_box(parts.drawn(parts.sprite(text("שלום!", Box(0.1, 0.1, 0.9, 0.5))), 1))
    assert abs(plain[2] - exclaimed[2]) <= 2
    assert exclaimed[0] < plain[0] - 5


@pytest.mark.parametrize(
    "name", ["František", "Bjørn", "Дмитрий", "Ελένη", "محمد", "נועה", "王小明", "さくら", "Ana 🎉"]
)
def test_every_script_is_drawn_with_its_own_glyphs(name: str) -> None:
    """Letters that a font lacks would all be the same box."""
    pictures = [
        parts.drawn(parts.sprite(text(letter, Box(0.1, 0.1, 0.9, 0.5))), 1)
        for letter in dict.fromkeys(name)
        if letter != " "
    ]
    assert len({picture.tobytes() for picture in pictures}) == len(pictures)
    assert all((picture < 200).any() for picture in pictures)


def test_ideographs_break_anywhere_but_before_punctuation() -> None:
    assert break_points("日本、語", hyphens=False) == [1, 3]
    assert break_points("€\u202f84 due", hyphens=False) == [5]


def test_emphasis_is_bolder_and_darker() -> None:
    plain = parts.drawn(parts.sprite(text("Due 28 May", Box(0.1, 0.1, 0.9, 0.5), color="mute")), 1)
    strong = parts.drawn(
        parts.sprite(text("Due 28 May", Box(0.1, 0.1, 0.9, 0.5), color="mute", emphasis=("28 May",))), 1
    )
    assert strong.sum() < plain.sum()
    assert parts.color_at(strong, 0, 0) == "#ffffff"


def test_lines_come_in_one_after_the_other() -> None:
    layer = text("one\ntwo", Box(0.1, 0.1, 0.9, 0.6), by_line=True, enter=Motion(duration_s=0.4, stagger_s=0.5))
    first, second = parts.sprite(layer).content_state(0.45)
    assert first == 1024
    assert second == 0


MONEY = Money(Decimal("1234567.80"), "EUR")


def counter(locale: str, money: Money = MONEY, **keys: Any) -> CounterLayer:
    formats = Formats(locale)
    enter = Motion(duration_s=1.0, draw=True, fade=False)
    return CounterLayer(
        **{
            "id": "c",
            "box": Box(0.05, 0.1, 0.95, 0.5),
            "value": money.amount,
            "format": formats.number_format(money),
            "text": formats.money(money),
            "style": "amount",
            "color": "ink",
            "enter": enter,
            **keys,
        }
    )


@pytest.mark.parametrize("locale", ["en_IE", "de_DE", "fr_FR", "it_IT", "es_ES", "en_IN", "de_CH", "sv_SE"])
def test_the_landed_number_is_the_formatted_text(locale: str) -> None:
    layer = counter(locale)
    sprite = parts.sprite(layer)
    whole, part = sprite._digits(sprite._landed)
    assert layer.format.before + whole + part + layer.format.after == layer.text


def test_only_the_digits_move_while_the_number_counts() -> None:
    sprite = parts.sprite(counter("en_IE", raise_cents=False))
    frames = [parts.drawn(sprite, t) for t in (0.5, 0.7, 2.0)]
    sign = round(0.05 * WIDTH + sprite._before.width_px)
    assert np.array_equal(frames[0][:, :sign], frames[2][:, :sign])
    assert parts.ink_box(frames[1])[0] == parts.ink_box(frames[2])[0]
    assert not np.array_equal(frames[0], frames[1])


@pytest.mark.parametrize("locale", ["en_IE", "de_DE", "en_IN", "ar_EG", "sv_SE"])
@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"raise_cents": False, "align": "end"},
        {"value": Decimal("-84.20")},
        {"color": Gradient(((0.0, "rest"), (1.0, "sun")))},
    ],
    ids=["raised", "level", "negative", "gradient"],
)
def test_drawn_from_the_first_digit_that_changes_it_is_the_number(locale: str, keys: dict[str, Any]) -> None:
    """What a cast draws of a number, picture after picture, bit for bit."""
    sprite, size = parts.sprite(counter(locale, **{"color": "sun", **keys})), parts.WIDE
    cast, board, whole = Cast([sprite], size), Board(size), Board(size)
    board.clear()
    narrow = False
    for number in range(36):
        for box in cast.move_to(number / 30):
            narrow = narrow or 0 < box[2] - box[0] < 0.8 * sprite._width
            board.pixels[box[1] : box[3], box[0] : box[2]] = (0, 0, 0, 255)
            cast.draw(board.canvas, box)
        whole.clear()
        whole.draw([sprite], number / 30)
        assert np.array_equal(board.pixels, whole.pixels), number
    assert narrow or locale == "ar_EG" or keys.keys() & {"color", "value"}


def test_a_number_counts_from_zero_and_lands_before_the_scene_ends() -> None:
    sprite = parts.sprite(counter("en_IE"))
    assert [sprite.content_state(t) for t in (0.0, 1.0, 4.0)] == [0, 123456780, 123456780]


def test_a_huge_or_negative_number_stays_in_its_box() -> None:
    money = Money(Decimal("-98765432109.10"), "EUR")
    left, top, right, bottom = parts.ink_box(parts.drawn(parts.sprite(counter("de_DE", money)), 3))
    assert left >= 0.05 * WIDTH - 2 and right <= 0.95 * WIDTH + 2
    assert top >= 0.1 * HEIGHT and bottom <= 0.5 * HEIGHT


def test_groups_follow_the_locale() -> None:
    assert grouped("1234567", NumberFormat(group=",")) == "1,234,567"
    assert grouped("1234567", NumberFormat(group=",", secondary_group=2)) == "12,34,567"
    assert grouped("1234567", NumberFormat(primary_group=0)) == "1234567"


def test_a_pill_grows_with_its_words_and_shrinks_them_in_a_narrow_box() -> None:
    pill = PillLayer(id="p", box=Box(0.1, 0.4, 0.9, 0.6), text="€ 6.10 less than March", tone="fall", arrow="down")
    wide = parts.ink_box(parts.drawn(parts.sprite(pill), 1))
    longer = parts.ink_box(parts.drawn(parts.sprite(replace(pill, text=pill.text + " last year")), 1))
    narrow = parts.ink_box(parts.drawn(parts.sprite(replace(pill, box=Box(0.1, 0.4, 0.33, 0.6))), 1))
    assert longer[2] > wide[2]
    assert narrow[2] <= 0.33 * WIDTH + 1


def test_a_button_pulses_once_and_moves_its_note_below_when_narrow() -> None:
    button = ButtonLayer(id="b", box=Box(0.1, 0.4, 0.9, 0.7), text="See every line", note="or call us", color="ink")
    sprite = parts.sprite(button)
    assert len({sprite.content_state(t) for t in np.arange(0, 5, 0.05)}) > 5
    assert sprite.content_state(3.0) == sprite.content_state(4.9) == 0
    wide = parts.ink_box(parts.drawn(sprite, 4))
    narrow = parts.ink_box(parts.drawn(parts.sprite(replace(button, box=Box(0.1, 0.4, 0.38, 0.8))), 4))
    assert narrow[3] > wide[3] + 20
    assert narrow[2] < wide[2]


def test_an_isolate_that_began_on_the_line_before_is_begun_again() -> None:
    setter = Typesetter(families_for)
    setting = Setting("Inter", 400, 40.0, 48.0)

    def drawn(text: str) -> parts.Rgb:
        surface = skia.Surface(600, 80)
        surface.getCanvas().clear(skia.ColorWHITE)
        setter.line([Run(text, setting, 0xFF000000)], right_to_left=False).draw(surface.getCanvas(), 10, 60)
        return surface.toarray()[:, :, :3].copy()

    rest, whole = drawn("محمد 2024\u2069, 3 bills"), drawn("\u2068محمد 2024\u2069, 3 bills")
    assert np.array_equal(rest, whole)
    assert not np.array_equal(rest, drawn("محمد 2024, 3 bills"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello", False),
        ("مرحبا", True),
        ("\u2068محمد\u2069, hello", False),
        ("\u2068Anna\u2069 שלום", True),
        ("3, שלום", True),
    ],
)
def test_what_is_isolated_does_not_turn_the_sentence_round(text: str, expected: bool) -> None:
    assert runs_right_to_left(text) is expected


def test_a_character_that_no_typeface_has_shows_as_a_box() -> None:
    box = Box(0.1, 0.1, 0.9, 0.5)
    lacking, boxed, none = (
        parts.drawn(parts.sprite(text(words, box)), 1) for words in ("Zo\U00013080e", "Zo\u25a1e", "Zoe")
    )
    assert (lacking == boxed).all()
    assert (lacking != none).any()
    assert parts.ink_box(parts.drawn(parts.sprite(text("\U00013080", box)), 1))


def test_a_text_that_comes_again_is_set_once() -> None:
    stage = parts.painter()._stage
    setting, size = stage.setting("headline"), (500.0, 200.0)
    first = stage.paragraph("Your balance", setting, "ink", size)
    assert stage.paragraph("Your balance", setting, "ink", size) is first
    others = [
        stage.paragraph("Your month", setting, "ink", size),
        stage.paragraph("Your balance", setting.scaled(0.5), "ink", size),
        stage.paragraph("Your balance", setting, "sun", size),
        stage.paragraph("Your balance", setting, "ink", (90.0, 200.0)),
        stage.paragraph("Your balance", setting, "ink", size, max_lines=1),
    ]
    assert all(other is not first for other in others)
    for number in range(400):
        stage.paragraph(f"{number}", setting, "ink", size)
    again = stage.paragraph("Your balance", setting, "ink", size)
    assert again is not first, "what was not wanted for long is forgotten"
