"""``try`` and ``scan``: what would be found, without sending anything anywhere."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import deque
from contextlib import asynccontextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress

from paravent.cli import console
from paravent.cli.program import Base
from paravent.core.ledger import Ledger
from paravent.core.redact import redact
from paravent.core.spans import resolve
from paravent.core.types import Effect, Segment, Sensitive
from paravent.detect.catalogue import entities
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.log import to_stderr
from paravent.policy.evaluate import decide
from paravent.policy.load import load_policy
from paravent.services.document import UnreadableError
from paravent.services.jsonbody import parse_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from paravent.core.types import Decision
    from paravent.detect.engine import Engine
    from paravent.policy.rules import Policy

_IN_FLIGHT = 32


@asynccontextmanager
async def running(engine: Engine) -> AsyncIterator[Engine]:
    """An engine that is ready, and ended afterwards."""
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


async def judge(engine: Engine, policy: Policy, text: str, service: str) -> tuple[Decision, ...]:
    """What the policy says of everything that is found in a text."""
    (found,) = await engine.scan([Segment(Sensitive(text), "$")])
    return decide(policy, found, text, service)


def try_(
    text: Annotated[
        str, typer.Argument(help="Le texte, ou - pour l'entrée. / The text, or -.")
    ] = "",
    *,
    file: Annotated[Path | None, typer.Option(exists=True, dir_okay=False)] = None,
    service: Annotated[str, typer.Option()] = "demo",
    policy: Annotated[str, typer.Option()] = "",
    json: Annotated[bool, typer.Option("--json")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero")] = False,
) -> None:
    """Montre ce qui partirait, sans rien envoyer. / Shows what would leave; sends nothing."""
    to_stderr()
    base = Base.load()
    given = _text(text, file)
    rules = load_policy(policy or base.settings.policy, base.policy_folders(), entities())

    async def work() -> tuple[Decision, ...]:
        async with running(base.engine()) as engine:
            return await judge(engine, rules, given, service)

    decisions = asyncio.run(work())
    ledger = Ledger(os.urandom(32), service)
    words = {entity.id: entity.word for entity in entities().values()}
    done = redact(given, decisions, words, ledger)
    blocked = any(decision.action.effect is Effect.REFUSE for decision in done.applied)
    if json:
        found = [_finding(decision) | {"rule": decision.rule.id} for decision in done.applied]
        console.say_json(blocked=blocked, left=None if blocked else done.text, findings=found)
    else:
        _show(given, done.text, done.applied, blocked=blocked)
    if done.applied and not exit_zero:
        raise typer.Exit(Exit.WOULD_BLOCK if blocked else Exit.WOULD_REDACT)


def _show(given: str, left: str, applied: tuple[Decision, ...], *, blocked: bool) -> None:
    if blocked and all(d.action.asks for d in applied if d.action.effect is Effect.REFUSE):
        console.say(t("retenu : on vous demanderait", "held: you would be asked"))
    elif blocked:
        console.say(t("bloqué : rien ne partirait", "blocked: nothing would leave"))
    else:
        console.labelled(t("parti", "left"), left)
    types = entities()
    for decision in applied:
        found, kind = decision.finding, types[decision.finding.type]
        console.say(
            t(
                "         {kind} « {value} »   {source} {score}   règle {rule} ({where})",
                '         {kind} "{value}"   {source} {score}   rule {rule} ({where})',
                kind=t(kind.fr, kind.en),
                value=_shortened(given[found.start : found.end]),
                source=found.source,
                score=f"{found.score:.2f}".replace(".", t(",", ".")),
                rule=decision.rule.id,
                where=decision.rule.where,
            )
        )


def scan(
    file: Annotated[str, typer.Argument(help="JSON Lines : un fichier, ou -. / A file, or -.")],
) -> None:
    """Cherche dans des textes ({"id","text"} par ligne). / Searches texts, one JSON a line."""
    to_stderr()
    base = Base.load()
    policy = load_policy(base.settings.policy, base.policy_folders(), entities())
    with _opened(file) as lines:
        bad = asyncio.run(_scan_lines(base.engine(), policy, lines, _size(file)))
    if bad:
        raise typer.Exit(Exit.USAGE)


async def _scan_lines(engine: Engine, policy: Policy, lines: IO[bytes], size: int) -> int:
    """Scan lines in their order, several at a time; how many were bad."""
    bad = 0
    waiting: deque[tuple[asyncio.Task[dict[str, Any]], int]] = deque()
    shown = Progress(transient=True, disable=not sys.stderr.isatty() or not size)
    async with running(engine):
        with shown:
            bar = shown.add_task("scan", total=size or None)

            async def emit() -> int:
                task, length = waiting.popleft()
                result = await task
                console.line(json.dumps(result, ensure_ascii=False))
                shown.advance(bar, length)
                return "error" in result

            while line := await asyncio.to_thread(lines.readline):
                if line.strip():
                    work = asyncio.get_running_loop().create_task(_scan_line(engine, policy, line))
                    waiting.append((work, len(line)))
                while waiting and (len(waiting) >= _IN_FLIGHT or waiting[0][0].done()):
                    bad += await emit()
            while waiting:
                bad += await emit()
    return bad


async def _scan_line(engine: Engine, policy: Policy, line: bytes) -> dict[str, Any]:
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
    hidden = resolve(text, await judge(engine, policy, text, ""))
    return {"id": given.get("id"), "findings": [_finding(decision) for decision in hidden]}


def _finding(decision: Decision) -> dict[str, Any]:
    return asdict(decision.finding)


def _shortened(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= 24 else f"{flat[:10]} … {flat[-6:]}"


def _text(text: str, file: Path | None) -> str:
    if file:
        return file.read_text(encoding="utf-8")
    if text == "-":
        return sys.stdin.read()
    if not text:
        raise fail(
            t("il manque un texte", "a text is missing"),
            'paravent try "…"',
            exit_code=Exit.USAGE,
        )
    return text


def _opened(file: str) -> Any:  # noqa: ANN401 -- a context manager for a binary file
    if file == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise fail(
            t("ce fichier ne peut pas être lu", "this file cannot be read"),
            where=file,
            exit_code=Exit.USAGE,
        ) from error


def _size(file: str) -> int:
    return Path(file).stat().st_size if file != "-" else 0
