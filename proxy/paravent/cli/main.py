"""``paravent``: the commands, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from paravent import __version__
from paravent.cli import (
    audit,
    breach,
    check,
    clients,
    console,
    dsr,
    giving,
    history,
    learning,
    lists,
    misuse,
    opening,
    pairing,
    pausing,
    providers,
    report,
    rules,
    scanning,
    services,
    setting,
    timing,
    trying,
    undoing,
    up,
)
from paravent.errors import Exit, ParaventError
from paravent.i18n import Lang, system_language, use
from paravent.log import describe
from paravent.settings import Home, load_settings

app = typer.Typer(
    name="paravent",
    help="A local privacy screen for AI. — Un écran de confidentialité local pour l'IA.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


app.command("setup")(setting.setup)
app.command("uninstall")(undoing.uninstall)
app.command("up")(up.up)
app.command("down")(up.down)
app.command("status")(up.status)
app.command("env")(up.env)
app.command("open")(opening.open_)
app.command("pair")(pairing.pair)
app.command("pause")(pausing.pause)
app.command("resume")(pausing.resume)
app.command("try")(trying.try_)
app.command("scan")(scanning.scan)
app.command("doctor")(check.doctor)
app.command("report")(report.report)
rules.app.command("explain")(history.explain)
rules.app.command("replay")(history.replay_rules)
services.app.command("learn")(learning.learn)
audit.app.command("export")(giving.export)
audit.app.command("checkpoint")(giving.checkpoint)
audit.app.command("timestamp")(timing.timestamp)
app.add_typer(rules.app, name="rules")
app.add_typer(clients.app, name="clients")
app.add_typer(lists.app, name="lists")
app.add_typer(services.app, name="services")
app.add_typer(providers.app, name="providers")
app.add_typer(audit.app, name="audit")
app.add_typer(dsr.app, name="dsr")
app.add_typer(breach.app, name="breach")


def _version(wanted: bool) -> None:  # noqa: FBT001 -- typer's form
    if wanted:
        console.line(f"paravent {__version__}")
        raise typer.Exit


@app.callback()
def begin(
    *,
    lang: Annotated[Lang | None, typer.Option()] = None,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="Sans couleurs. / No colours.")
    ] = False,
    version: Annotated[  # noqa: ARG001 -- its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """A local privacy screen for AI. — Un écran de confidentialité local pour l'IA."""
    use(lang or load_settings(Home.find()).language or system_language())
    if no_color or "NO_COLOR" in os.environ:
        console.plain()
    os.umask(0o077)


def _misused(error: TyperException) -> Exit:
    context = getattr(error, "ctx", None)
    if context and (lang := context.find_root().params.get("lang")):
        use(lang)  # an unknown command is told of before ``begin`` runs
    if error.format_message():  # else the help of the command was asked for, and shown
        console.complain(misuse.explain(error))
    return Exit.USAGE


def run() -> None:
    """The program's entry: run the command, and turn whatever it raises into an exit code."""
    use(system_language())
    try:
        code = app(standalone_mode=False)
    except ParaventError as error:
        console.complain(error)
        code = error.exit_code
    except TyperException as error:
        code = _misused(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or its flush complains
        code = Exit.ERROR
    except (KeyboardInterrupt, typer.Abort):
        code = Exit.ERROR
    except Exception as error:  # noqa: BLE001 -- the top of the command line
        console.crash(describe(error))
        code = Exit.ERROR
    sys.exit(code or Exit.DONE)
