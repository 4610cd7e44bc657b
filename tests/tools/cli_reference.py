"""Writes docs/cli.md from the commands' own help: `make docs`; with --check it only compares."""

import click

from flows.cli import main
from tests.tools.pages import write_or_check

PAGE = "cli.md"
HEAD = "# The command line\n\nGenerated from the commands' own help by `make docs`.\n"


def help_of(command: click.Command, name: str) -> str:
    """A command's help as a section."""
    context = click.Context(command, info_name=name, terminal_width=100, **main.context_settings)
    return f"\n## {name}\n\n```text\n{command.get_help(context)}\n```\n"


def reference() -> str:
    """The whole page."""
    return (
        HEAD + help_of(main, "qinggao") + "".join(help_of(c, f"qinggao {n}") for n, c in sorted(main.commands.items()))
    )


if __name__ == "__main__":
    write_or_check(PAGE, reference())
