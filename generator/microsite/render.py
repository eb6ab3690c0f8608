"""Templates of a page in, HTML out: compiled once a process, strict about names, every fault told at file and line."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.utils import Namespace
from markupsafe import Markup

from generator.errors import RenderError, SceneError
from generator.model.story import Block, PageTemplate
from generator.sandbox import FlatSandbox, Sandbox, templates

PAGE, CHOICES = "page.html.j2", "choices.html.j2"
BLOCK = "block.html.j2"


class Renderer:
    """The templates of one PageTemplate: its own files first, then those of its layout and its blocks."""

    def __init__(self, template: PageTemplate) -> None:
        self._folders = template.folders
        self._environment = _environment(
            template.root,
            template.layout,
            tuple((block.name, block.root) for block in template.blocks),
            template.digest,
        )

    def page(self, name: str, context: Mapping[str, Any]) -> str:
        """The name of a template of the template's or the layout's folder in, HTML out. RenderError, SceneError."""
        return self._render(name, context)

    def block(self, block: Block, context: Mapping[str, Any]) -> Markup:
        """A block in, its HTML out; nothing but space when it has nothing to show. RenderError, SceneError."""
        return Markup(self._render(f"blocks/{block.name}/{BLOCK}", context))

    def _render(self, name: str, context: Mapping[str, Any]) -> str:
        try:
            return _filled(self._environment, name, context)
        except RenderError as caught:
            raise RenderError(self._place(caught) or caught.place, caught.cause, caught.remedy) from None
        except TemplateSyntaxError as caught:
            place = f"{caught.filename or self._folders[0] / name}:{caught.lineno}:1"
            cause = f"{caught.message or 'Correct this line'}."
            raise SceneError(place, "the template can't be parsed.", cause) from None
        except TemplateNotFound as caught:
            place = self._place(caught) or str(self._folders[0] / name)
            raise SceneError(place, "a template that is named here does not exist.", "Correct the name.") from None
        except TemplateError as caught:
            # The library's message may quote a value: only its kind is told.
            raise self._failed(caught, name) from None
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as caught:
            raise self._failed(caught, name) from None

    def _failed(self, caught: Exception, name: str) -> RenderError:
        place = self._place(caught) or str(self._folders[0] / name)
        return RenderError(place, f"the template failed with {type(caught).__name__}.", "Correct this line.")

    def _place(self, caught: Exception) -> str:
        """ "file:line:1" of the innermost line of a template that `caught` came through."""
        place = ""
        for frame, line in traceback.walk_tb(caught.__traceback__):
            path = Path(frame.f_code.co_filename)
            if any(folder in path.parents for folder in self._folders):
                place = f"{path}:{line}:1"
        return place


def _filled(environment: Sandbox, name: str, context: Mapping[str, Any]) -> str:
    """What a template's `render` does, without its copies of the context: a page is made of a dozen templates."""
    template = environment.get_template(name)
    try:
        return "".join(template.root_render_func(template.new_context({**environment.globals, **context}, shared=True)))
    except Exception:
        return environment.handle_exception()


@lru_cache(maxsize=16)
def _environment(root: Path, layout: Path | None, blocks: tuple[tuple[str, Path], ...], _digest: str) -> Sandbox:
    """The compiled templates of these folders. The digest of their files is what makes a changed one compile again."""
    shelves: dict[str, tuple[Path, ...]] = {f"blocks/{name}": (folder,) for name, folder in blocks}
    if layout is not None:
        shelves[""] = (layout,)
    environment = templates(root, shelves=shelves, kind=FlatSandbox, keep_trailing_newline=True, auto_reload=False)
    environment.globals["namespace"] = Namespace
    return environment
