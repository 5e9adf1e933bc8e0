"""How the command line speaks. The only module that prints.

Results go to standard output, everything else to standard error. Errors are lower case and have a
hint; nobody is blamed, and nothing is exclaimed.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from paravent.core.placeholders import LABEL
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paravent.errors import ParaventError, Problem

SCHEMA = 1
"""Version of the form of ``--json`` results."""

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


def plain() -> None:
    """Speak without colours."""
    for console in (_out, _err):
        console.no_color = True


def say(text: str = "") -> None:
    """A line of the result."""
    _out.print(Text(text))


def line(text: str) -> None:
    """A line for another program, written at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def say_json(**values: Any) -> None:  # noqa: ANN401 -- whatever JSON can hold
    """A result for another program."""
    json_line({"schema": SCHEMA, **values})


def json_line(value: dict[str, Any]) -> None:
    """A line of JSON; what the terminal's encoding has not is escaped."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        text = json.dumps(value, default=str)
    line(text)


def note(text: str) -> None:
    """A message beside the result."""
    _err.print(Text(text))


def labelled(title: str, text: str) -> None:
    """A text after its title, its labels marked."""
    body = Text(text)
    for label in LABEL.finditer(text):
        body.stylize("bold blue", *label.span())
    _out.print(Text(f"{title:<9}", style="dim") + body)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> None:
    """A table with hairlines; ``right`` are the columns that are numbers."""
    grid = Table(box=None, pad_edge=False, header_style="dim")
    for number, column in enumerate(columns):
        grid.add_column(column, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    _out.print(grid)


def checked(mark: str, title: str, detail: str, fix: str = "") -> None:
    """One line of a list of checks: ``✓``, ``–``, ``!`` or ``✗``, what, how, what mends it."""
    style = {"✓": "green", "–": "dim", "!": "yellow", "✗": "red"}[mark]
    _out.print(Text(f"{mark} ", style=style) + Text(f"{title:<16} {detail}"))
    if fix:
        _out.print(Text(f"{'':<19}→ {fix}", style="bold"))


def complain(error: ParaventError) -> None:
    """Tell an error: all its problems, each with its hint."""
    for problem in error.problems:
        _complain(problem)


def _complain(problem: Problem) -> None:
    where = f"{problem.where}: " if problem.where else "paravent: "
    _err.print(
        Text(where) + Text(t("erreur : ", "error: "), style="bold red") + Text(problem.message)
    )
    if problem.hint:
        _err.print(
            Text(" " * len(where))
            + Text(t("piste : ", "hint: "), style="bold")
            + Text(problem.hint)
        )


def crash(what: str) -> None:
    """Tell an error that nobody foresaw, without its text, which may quote somebody's data."""
    _err.print(
        Text("paravent: ")
        + Text(t("erreur inattendue : ", "unexpected error: "), style="bold red")
        + Text(what)
    )
