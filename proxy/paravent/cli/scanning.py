"""``scan``: what would be hidden in many texts, a line of JSON each; nothing is sent anywhere."""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from contextlib import aclosing, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress

from paravent.cli import console
from paravent.cli.judging import Judge, running, unreadable
from paravent.cli.program import Base
from paravent.core.spans import resolve
from paravent.detect.catalogue import entities
from paravent.errors import Exit, ParaventError
from paravent.i18n import t
from paravent.log import to_stderr
from paravent.policy.load import load_policy
from paravent.policy.rules import Situation
from paravent.services.document import UnreadableError
from paravent.services.jsonbody import parse_json

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from paravent.detect.engine import Engine
    from paravent.policy.rules import Policy
    from paravent.register.register import Register

_IN_FLIGHT = 32


def scan(
    file: Annotated[str, typer.Argument(help="JSON Lines : un fichier, ou -. / A file, or -.")],
) -> None:
    """Cherche dans des textes ({"id","text"} par ligne). / Searches texts, one JSON a line."""
    to_stderr()
    base = Base.load()
    policy = load_policy(base.settings.policy, base.policy_folders(), entities())
    with _opened(file) as lines:
        register = base.register().current
        bad = asyncio.run(_scan_lines(base.engine(), policy, register, lines, _size(file)))
    if bad:
        raise typer.Exit(Exit.USAGE)


async def _scan_lines(
    engine: Engine, policy: Policy, register: Register, lines: IO[bytes], size: int
) -> int:
    """Scan lines in their order, several at a time; how many were bad."""
    bad = 0
    with Progress(transient=True, disable=not sys.stderr.isatty() or not size) as shown:
        bar = shown.add_task("scan", total=size or None)
        async with (
            running(engine),
            aclosing(_results(Judge(engine, policy, register), lines)) as results,
        ):
            async for result, length in results:
                console.json_line(result)
                shown.advance(bar, length)
                bad += "error" in result
    return bad


async def _results(judge: Judge, lines: IO[bytes]) -> AsyncGenerator[tuple[dict[str, Any], int]]:
    """The result of each line with the line's length, as soon as it and those before are known."""
    start = asyncio.get_running_loop().create_task
    reading: asyncio.Task[bytes] | None = start(asyncio.to_thread(lines.readline))
    waiting: deque[tuple[asyncio.Task[dict[str, Any]], int]] = deque()
    try:
        while reading or waiting:
            awaited: set[asyncio.Task[Any]] = {waiting[0][0]} if waiting else set()
            if reading and len(waiting) < _IN_FLIGHT:
                awaited.add(reading)
            await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
            if reading and reading.done() and len(waiting) < _IN_FLIGHT:
                line = reading.result()
                reading = start(asyncio.to_thread(lines.readline)) if line else None
                if line.strip():
                    waiting.append((start(_scan_line(judge, line)), len(line)))
            while waiting and waiting[0][0].done():
                task, length = waiting.popleft()
                yield task.result(), length
    finally:
        await asyncio.gather(*(task for task, _ in waiting), return_exceptions=True)


async def _scan_line(judge: Judge, line: bytes) -> dict[str, Any]:
    try:
        given = parse_json(line.decode("utf-8"))
    except (UnreadableError, UnicodeDecodeError):
        return {"id": None, "error": t("ce n'est pas du JSON", "this is not JSON")}
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        name = given.get("id") if isinstance(given, dict) else None
        return {
            "id": name,
            "error": t("il manque un texte : « text »", 'a text is missing: "text"'),
        }
    text = str(given["text"])
    try:
        judged = await judge.judge(text, Situation())
    except ParaventError as error:
        return {"id": given.get("id"), "error": error.problems[0].message}
    hidden = resolve(text, judged.decisions)
    return {"id": given.get("id"), "findings": [asdict(one.finding) for one in hidden]}


def _opened(file: str) -> Any:  # noqa: ANN401 -- a context manager for a binary file
    if file == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise unreadable(file) from error


def _size(file: str) -> int:
    return Path(file).stat().st_size if file != "-" else 0
