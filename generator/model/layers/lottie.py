"""Animations that designers export from After Effects (Lottie)."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.layers.base import Layer


@dataclass(frozen=True, slots=True)
class LottieText:
    """The words of a text layer of the file (`id`: its name), and a type style of the brand ("": the nearest)."""

    id: str
    text: str
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LottieLayer(Layer):
    """A Lottie file (.json or .lottie), transparent where it draws nothing.

    `texts`: every text layer of the file. `colors`: (name of a layer or group, colour). `start_s` and `end_s` (0: its
    own end) cut it, `speed` is how much faster it runs. When it is over it starts again (`loop`) or its last frame
    stays. `fit`: "cover" or "contain".
    """

    path: str
    fit: str = "contain"
    texts: tuple[LottieText, ...] = ()
    colors: tuple[tuple[str, str], ...] = ()
    start_s: float = 0.0
    end_s: float = 0.0
    speed: float = 1.0
    loop: bool = False
