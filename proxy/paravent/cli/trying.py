"""``try`` and ``scan``: what would be found, without sending anything anywhere."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import deque
from contextlib import aclosing, asynccontextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress

from paravent.cli import console
from paravent.cli.program import Base, now
from paravent.core.ledger import Ledger
from paravent.core.redact import redact
from paravent.core.spans import resolve
from paravent.core.types import Effect, Segment, Sensitive
from paravent.core.vocabulary import Surface
from paravent.detect.catalogue import entities
from paravent.detect.mark_terms import FAMILIES
from paravent.detect.marks import Marker
from paravent.errors import Exit, ParaventError, fail
from paravent.i18n import t
from paravent.log import to_stderr
from paravent.policy.contents import look_into
from paravent.policy.evaluate import decide
from paravent.policy.load import load_policy
from paravent.policy.rules import Situation
from paravent.services.document import UnreadableError
from paravent.services.jsonbody import parse_json
from paravent.settings import shipped

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping

    from paravent.core.redact import Redacted
    from paravent.core.types import Decision, EntityType
    from paravent.detect.engine import Engine
    from paravent.policy.rules import Policy

_IN_FLIGHT = 32
_FAMILIES = {
    "health": ("santé (art. 9)", "health (art. 9)"),
    "sex": ("vie sexuelle (art. 9)", "sex life (art. 9)"),
    "belief": ("religion ou philosophie (art. 9)", "religion or philosophy (art. 9)"),
    "opinion": ("opinions politiques (art. 9)", "political opinions (art. 9)"),
    "union": ("appartenance syndicale (art. 9)", "trade-union membership (art. 9)"),
    "origin": ("origine (art. 9)", "origin (art. 9)"),
    "genetic": ("données génétiques (art. 9)", "genetic data (art. 9)"),
    "biometric": ("biométrie (art. 9)", "biometrics (art. 9)"),
    "offence": ("infractions (art. 10)", "offences (art. 10)"),
    "minor": ("mineur", "minor"),
}


@asynccontextmanager
async def running(engine: Engine) -> AsyncIterator[Engine]:
    """An engine that is ready, and ended afterwards."""
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


async def judge(
    engine: Engine, policy: Policy, text: str, situation: Situation
) -> tuple[Decision, ...]:
    """What the policy says of everything that is found in a text."""
    (found,) = await engine.scan([Segment(Sensitive(text), "$")], policy.searched)
    return decide(policy, found, text, look_into(situation, policy, [(text, found)]))


def _situation(base: Base, name: str, text: str) -> Situation:
    """What a text is in that would be sent to a service now."""
    service = base.catalogue().named(name)
    return Situation(
        service=service.id if service else name,
        groups=frozenset(service.groups if service else ()),
        surface=Surface(service.surface) if service else Surface.UNKNOWN,
        dossier=base.settings.dossier,
        size=len(text.encode("utf-8", "surrogatepass")),
        at=now().astimezone().time(),
    )


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
            return await judge(engine, rules, given, _situation(base, service, given))

    if rules.observes:
        console.note(
            t(
                "Cette politique observe : rien ne serait masqué.",
                "This policy observes: nothing would be hidden.",
            )
        )
    decisions = asyncio.run(work())
    families = (
        Marker(shipped("models") / "lexicon", entities())
        .find(given, [decision.finding for decision in decisions], now().year)
        .families
    )
    ledger = Ledger(os.urandom(32), service)
    words = {entity.id: entity.word for entity in rules.entities.values()}
    done = redact(given, decisions, words, ledger)
    blocked = any(decision.action.effect is Effect.REFUSE for decision in done.applied)
    if json:
        found = [_finding(decision) | {"rule": decision.rule.id} for decision in done.applied]
        console.say_json(
            blocked=blocked,
            left=None if blocked else done.text,
            findings=found,
            sensitive=sorted(families),
        )
    else:
        _show(given, done, rules.entities, blocked=blocked)
        _show_sensitive(families)
    if done.applied and not exit_zero:
        raise typer.Exit(Exit.WOULD_BLOCK if blocked else Exit.WOULD_REDACT)


def _show(given: str, done: Redacted, types: Mapping[str, EntityType], *, blocked: bool) -> None:
    refused = [d for d in done.applied if d.action.effect is Effect.REFUSE]
    if blocked and all(d.action.asks for d in refused):
        console.say(t("retenu : on vous demanderait", "held: you would be asked"))
    elif blocked:
        console.say(t("bloqué : rien ne partirait", "blocked: nothing would leave"))
    else:
        console.labelled(t("parti", "left"), done.text)
    for decision in done.applied:
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


def _show_sensitive(families: Iterable[str]) -> None:
    named = ", ".join(t(*_FAMILIES[family]) for family in FAMILIES if family in families)
    if named:
        console.say(
            t("         données sensibles : {named}", "         sensitive: {named}", named=named)
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
    with Progress(transient=True, disable=not sys.stderr.isatty() or not size) as shown:
        bar = shown.add_task("scan", total=size or None)
        async with running(engine), aclosing(_results(engine, policy, lines)) as results:
            async for result, length in results:
                console.json_line(result)
                shown.advance(bar, length)
                bad += "error" in result
    return bad


async def _results(
    engine: Engine, policy: Policy, lines: IO[bytes]
) -> AsyncGenerator[tuple[dict[str, Any], int]]:
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
                    waiting.append((start(_scan_line(engine, policy, line)), len(line)))
            while waiting and waiting[0][0].done():
                task, length = waiting.popleft()
                yield task.result(), length
    finally:
        await asyncio.gather(*(task for task, _ in waiting), return_exceptions=True)


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
    try:
        hidden = resolve(text, await judge(engine, policy, text, Situation()))
    except ParaventError as error:
        return {"id": given.get("id"), "error": error.problems[0].message}
    return {"id": given.get("id"), "findings": [_finding(decision) for decision in hidden]}


def _finding(decision: Decision) -> dict[str, Any]:
    return asdict(decision.finding)


def _shortened(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= 24 else f"{flat[:10]} … {flat[-6:]}"


def _text(text: str, file: Path | None) -> str:
    if file:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _unreadable(str(file)) from error
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
        raise _unreadable(file) from error


def _unreadable(file: str) -> ParaventError:
    return fail(
        t("ce fichier ne peut pas être lu", "this file cannot be read"),
        t("donnez un fichier de texte en UTF-8", "give a text file in UTF-8"),
        file,
        exit_code=Exit.USAGE,
    )


def _size(file: str) -> int:
    return Path(file).stat().st_size if file != "-" else 0
