"""Page templates that try to reach what they were not given: files, Python's internals, the machine's memory."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import SerendipError
from generator.microsite import Shared, write_page
from generator.model.story import Story

StoryMaker = Callable[..., Story]

ATTACKS = [
    "{% include '/etc/passwd' %}",
    "{% include '../../../../../../../../etc/passwd' %}",
    "{% include '../page.yaml' %}",
    "{% extends '/etc/passwd' %}",
    "{% import '/etc/passwd' as x %}",
    "{{ ''.__class__.__mro__ }}",
    "{{ say.__init__.__globals__ }}",
    "{{ clock.__globals__ }}",
    "{{ clock.__code__.co_filename }}",
    "{{ facts.__class__ }}",
    "{{ formats|attr('__class__') }}",
    "{{ [say]|map(attribute='__class__')|first }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(say) }}",
    "{{ self._TemplateReference__context }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ record }}",
    "{{ open('/etc/passwd') }}",
    "{{ 'a' * 10 ** 10 }}",
    "{{ 9 ** 99 }}",
    "{% for x in range(10 ** 9) %}x{% endfor %}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_page_template_reaches_what_it_was_not_given(
    attack: str, make_story: StoryMaker, shared: Shared, tmp_path: Path
) -> None:
    story = make_story()
    assert story.microsite is not None
    root = tmp_path / "bill"
    shutil.copytree(story.microsite.template.root, root)
    (root / "page.html.j2").write_text(f"<p>{attack}</p>", encoding="utf-8")
    page = replace(story.microsite, template=replace(story.microsite.template, root=root, layout=None))
    began = time.process_time()
    with pytest.raises(SerendipError) as caught:
        write_page(replace(story, microsite=page), tmp_path / "out", None, shared)
    assert time.process_time() - began < 2
    assert "root:" not in str(caught.value)
    assert not (tmp_path / "out" / "index.html").exists()


def test_the_same_page_with_an_honest_template_is_written(
    make_story: StoryMaker, shared: Shared, tmp_path: Path
) -> None:
    story = make_story()
    assert story.microsite is not None
    root = tmp_path / "bill"
    shutil.copytree(story.microsite.template.root, root)
    (root / "page.html.j2").write_text("<p>{{ clock(40) }} {{ 6 * 7 }}</p>", encoding="utf-8")
    page = replace(story.microsite, template=replace(story.microsite.template, root=root))
    write_page(replace(story, microsite=page), tmp_path / "out", None, shared)
    assert (tmp_path / "out" / "index.html").read_text(encoding="utf-8") == "<p>0:40 42</p>"
