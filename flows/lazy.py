"""Groups of commands that are imported when they are asked for, so that the others start quickly."""

from importlib import import_module

import click

from flows.exits import PipedGroup

GROUPS = {"rules": "flows.commands.rules", "sites": "flows.commands.sites"}


class LazyGroup(PipedGroup):
    """The commands written beside it, and the groups of GROUPS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *GROUPS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in GROUPS:
            return super().get_command(ctx, cmd_name)
        group: click.Command = getattr(import_module(GROUPS[cmd_name]), cmd_name)
        return group
