"""Commands whose module is loaded when somebody asks for them.

Read `OnDemand` first. Analysts start a program a file; what one command needs (compiled kernels,
statistics) must not be waited for by all the others.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup


class OnDemand(TyperGroup):
    """A group of commands; `modules` says in which module of `commonweal.cli` each one lives.

    The function has the name of the command. Commands that are registered as usual stand beside.
    """

    modules: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 # asked with it
        """Every command by name, none loaded."""
        return sorted({*self.commands, *self.modules})

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command, loaded now where it was not yet; None where there is none of that name."""
        if cmd_name in self.modules and cmd_name not in self.commands:
            self.add_command(_command(self.modules[cmd_name], cmd_name), cmd_name)
        return super().get_command(ctx, cmd_name)


def _command(module: str, name: str) -> Any:
    alone = typer.Typer(add_completion=False)
    alone.command(name)(getattr(import_module(f"commonweal.cli.{module}"), name))
    return typer.main.get_command(alone)
