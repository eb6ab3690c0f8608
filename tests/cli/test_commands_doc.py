"""docs/commands.md tells of every command and every option, and of none that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import click

from generator.cli.application import serendip
from generator.cli.schema import SCHEMAS

DOC = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def sections() -> dict[str, str]:
    found = re.split(r"^## ", DOC, flags=re.MULTILINE)
    return {part.partition("\n")[0].strip("`"): part.partition("\n")[2] for part in found}


def subsections(text: str) -> dict[str, str]:
    """The commands of a group, below its own section."""
    found = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    return {title: rest for title, _, rest in (part.partition("\n") for part in found) if title.startswith("serendip ")}


def documented(text: str) -> set[str]:
    return set(re.findall(r"^\| `(--[a-z-]+)", text, flags=re.MULTILINE))


def options(command: click.Command) -> set[str]:
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts if name[:2] == "--"}


def test_every_command_has_its_section_and_no_other_has() -> None:
    told = {title.split()[1] for title in sections() if title.startswith("serendip ")}
    assert told == set(serendip.commands)


def test_every_option_is_told_where_it_belongs() -> None:
    for title, text in sections().items():
        if title.startswith("serendip "):
            own = text.partition("\n### ")[0]
            assert documented(own) == options(serendip.commands[title.split()[1]]), title
    # Click gives --help to every command; the table tells of it once, beside its short form.
    assert documented(DOC.partition("## ")[0]) | {"--help"} == options(serendip) | {"--help"}


def test_the_commands_of_a_group_are_told_with_their_arguments_and_options() -> None:
    for title, text in sections().items():
        group = serendip.commands.get(title.partition(" ")[2].partition(" ")[0])
        if isinstance(group, click.Group):
            told = subsections(text)
            wanted = {
                " ".join(
                    ["serendip", str(group.name), name]
                    + [a.make_metavar(click.Context(command)) for a in command.params if isinstance(a, click.Argument)]
                ): command
                for name, command in group.commands.items()
            }
            assert set(told) == set(wanted)
            for usage, command in wanted.items():
                assert documented(told[usage]) == options(command), usage


def test_arguments_are_told_as_help_tells_them() -> None:
    for title in sections():
        if title.startswith("serendip "):
            name = title.split()[1]
            command = serendip.commands[name]
            usage = [
                each.make_metavar(click.Context(command)) for each in command.params if isinstance(each, click.Argument)
            ]
            assert title == " ".join(["serendip", name, *usage])


def test_every_schema_and_exit_code_is_told() -> None:
    for name in SCHEMAS:
        assert f"`{name}`" in sections()["serendip schema FILE"]
    assert set(re.findall(r"^\| (\d+) \|", sections()["Exit codes"], flags=re.MULTILINE)) == {
        "0",
        "1",
        "2",
        "130",
        "143",
    }
