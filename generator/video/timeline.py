"""A Story in, its scenes on the frame grid out: where each begins and ends, and which frames it shares with others."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.story import Scene, Story, overlaps


@dataclass(frozen=True, slots=True)
class Place:
    """A scene's place in the film, in frames.

    `number`: of the scene in the story, from 0. `first`: the film's frame that is the scene's frame 0. `frames`: how
    many the scene has. `entering`: how many of its first it shares with the scene before, `leaving`: how many of its
    last with the scene after; together at most `frames`.
    """

    scene: Scene
    number: int
    first: int
    frames: int
    entering: int = 0
    leaving: int = 0

    @property
    def end(self) -> int:
        """The film's frame after the scene's last."""
        return self.first + self.frames

    @property
    def body(self) -> range:
        """The film's frames that show this scene and no other; empty when one transition follows the other."""
        return range(self.first + self.entering, self.end - self.leaving)

    @property
    def heard(self) -> range:
        """The film's frames that its words belong to: from the middle of one transition to the middle of the next."""
        return range(self.first + self.entering // 2, self.end - self.leaving + self.leaving // 2)


def frame_count(duration_s: float, fps: int) -> int:
    """Frames of a scene: the nearest whole number, at least one."""
    return max(1, round(duration_s * fps))


def timeline(story: Story, fps: int) -> tuple[Place, ...]:
    """Every scene of the story, in order. Each length is rounded once, so that nothing drifts apart."""
    lengths = [frame_count(scene.duration_s, fps) for scene in story.scenes]
    wanted = [round(scene.transition.duration_s * fps) if scene.transition else 0 for scene in story.scenes]
    shared = [*map(int, overlaps(lengths, wanted)), 0]
    places: list[Place] = []
    first = 0
    for number, (scene, frames) in enumerate(zip(story.scenes, lengths, strict=True)):
        first -= shared[number]
        places.append(Place(scene, number, first, frames, entering=shared[number], leaving=shared[number + 1]))
        first += frames
    return tuple(places)
