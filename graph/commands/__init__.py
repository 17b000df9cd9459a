"""The command line: one module a family of verbs, imported when its verb is called.

Exit status: 0 yes; 1 ran, and the answer is no; 2 usage; 3 input that cannot be used; 70 a fault of
tradegraph's own; 130 interrupted; 141 the reader of the output went away.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from importlib import import_module
from typing import Any, Final

import click
from tradegraph._exceptions import ParameterError, TradegraphError, UsageError

#: Each verb and the module of this package that has it, in the order in which a user meets them.
VERBS: Final = {
    "demo": "demo",
    "build": "building",
    "validate": "building",
    "load-statistics": "statistics",
    "questions": "asking",
    "ask": "asking",
    "sparql": "asking",
    "explain": "asking",
    "conflicts": "conflicts",
    "entities": "listing",
    "facts": "exporting",
    "export": "exporting",
    "publish": "publishing",
    "push": "pushing",
    "serve": "serving",
    "evaluate": "evaluating",
}
#: How many new objects the garbage collector waits for: loading the data makes millions that stay, through
#: which it would go again and again.
_OBJECTS_LEFT: Final = 100_000


class Verbs(click.Group):
    """A group that imports a verb's module when the verb is asked for, and words what goes wrong."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the verbs in the order of their use."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the verb's command, or None for an unknown verb."""
        if cmd_name not in VERBS:
            return None
        module = import_module(f"{__name__}.{VERBS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def _main_shell_completion(self, *args: Any, **options: Any) -> None:
        if any(name.endswith("_COMPLETE") for name in os.environ):
            from click.shell_completion import add_completion_class
            from tradegraph.commands.completing import PairsInBash

            add_completion_class(PairsInBash)
        super()._main_shell_completion(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; every failure ends in one line on stderr and an exit status."""
        gc.set_threshold(_OBJECTS_LEFT)
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # What is still buffered has no reader: without this the interpreter complains at its end.
            sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
            ctx.exit(141)
        except KeyboardInterrupt:
            _complain("interrupted")
            ctx.exit(130)
        except Exception as error:
            if os.environ.get("TRADEGRAPH_DEBUG"):
                traceback.print_exc()
            status, message = _describe(error)
            _complain(message)
            ctx.exit(status)
        return result


def _complain(message: str) -> None:
    click.echo(f"tradegraph: {' '.join(message.split())}", err=True)


def _describe(error: Exception) -> tuple[int, str]:
    """Return the exit status and the message that an error ends in."""
    if isinstance(error, TradegraphError):
        return (2 if isinstance(error, UsageError | ParameterError) else 3), str(error)
    if isinstance(error, OSError) and error.filename is not None:
        return 3, f"{error.filename}: {(error.strerror or 'cannot be used').lower()}"
    return 70, (
        f"unexpected {type(error).__name__}: {error}. This is a fault of tradegraph: please report it "
        "with the command, the input and what TRADEGRAPH_DEBUG=1 prints."
    )


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="tradegraph", message="tradegraph %(version)s")
def main() -> None:
    """Read news articles into a knowledge graph of cross-border economic relationships, and ask it.

    \b
    Start with:  tradegraph demo
    Then:        tradegraph build ARTICLES; tradegraph questions; tradegraph ask NAME
    """  # noqa: D301  (\b is click's mark for a paragraph to leave alone)
