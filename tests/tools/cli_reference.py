"""Writes docs/cli.md from the commands' own help: `make docs`; with --check it only compares."""

from collections.abc import Iterator

import click

from flows.cli import main
from tests.tools.pages import write_or_check

PAGE = "cli.md"
HEAD = "# The command line\n\nGenerated from the commands' own help by `make docs`.\n"


def help_of(command: click.Command, name: str) -> str:
    """A command's help as a section."""
    context = click.Context(command, info_name=name, terminal_width=100, **main.context_settings)
    return f"\n## {name}\n\n```text\n{command.get_help(context)}\n```\n"


def sections(command: click.Command, name: str) -> Iterator[str]:
    """The help of a command and of all commands in it."""
    yield help_of(command, name)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for one in command.list_commands(context):
            inner = command.get_command(context, one)
            assert inner
            yield from sections(inner, f"{name} {one}")


def reference() -> str:
    """The whole page."""
    return HEAD + "".join(sections(main, "qinggao"))


if __name__ == "__main__":
    write_or_check(PAGE, reference())
