"""``try``: what would leave of a text, without sending anything anywhere."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paravent.cli import console
from paravent.cli.judging import Judge, Judgement, find_dossier, running, unreadable
from paravent.cli.program import Base, now
from paravent.core.ledger import Ledger
from paravent.core.types import Effect
from paravent.core.vocabulary import Surface
from paravent.detect.catalogue import entities
from paravent.detect.mark_terms import FAMILIES
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.log import to_stderr
from paravent.pipeline.labelling import put_labels
from paravent.policy.load import load_policy
from paravent.policy.rules import Situation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from paravent.core.types import Decision, EntityType
    from paravent.pipeline.settled import Outcome

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
    "debt": ("situation financière", "financial situation"),
    "minor": ("mineur", "minor"),
}


def _situation(base: Base, name: str, text: str, dossier: str) -> Situation:
    """What a text is in that would be sent to a service now, for a dossier."""
    service = base.catalogue().named(name)
    return Situation(
        service=service.id if service else name,
        groups=frozenset(service.groups if service else ()),
        surface=Surface(service.surface) if service else Surface.UNKNOWN,
        dossier=dossier or base.settings.dossier,
        size=len(text.encode("utf-8", "surrogatepass")),
        at=now().astimezone().time(),
        provider=base.provider_source().facts(
            service.id if service else name, service.surface if service else "unknown"
        ),
    )


def try_(
    text: Annotated[
        str, typer.Argument(help="Le texte, ou - pour l'entrée. / The text, or -.")
    ] = "",
    *,
    file: Annotated[Path | None, typer.Option(exists=True, dir_okay=False)] = None,
    service: Annotated[str, typer.Option()] = "demo",
    policy: Annotated[str, typer.Option()] = "",
    client: Annotated[
        str, typer.Option(help="Client dont il s'agit. / Client that it is about.")
    ] = "",
    json: Annotated[bool, typer.Option("--json")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero")] = False,
) -> None:
    """Montre ce qui partirait, sans rien envoyer. / Shows what would leave; sends nothing."""
    to_stderr()
    base = Base.load()
    given = _text(text, file)
    rules = load_policy(policy or base.settings.policy, base.policy_folders(), entities())

    register = base.register().current
    dossier = find_dossier(register, client)

    ledger = Ledger(os.urandom(32), service)
    words = {entity.id: entity.word for entity in rules.entities.values()}

    async def work() -> tuple[Judgement, Outcome]:
        async with running(base.engine()) as engine:
            judge = Judge(engine, rules, register)
            judged = await judge.judge(given, _situation(base, service, given, dossier))
        (outcome,) = await put_labels([given], [judged.decisions], words, lambda: ledger)
        return judged, outcome

    if rules.observes:
        console.note(
            t(
                "Cette politique observe : rien ne serait masqué.",
                "This policy observes: nothing would be hidden.",
            )
        )
    judged, done = asyncio.run(work())
    families = judged.marks.families
    applied = [decision for decision, _ in done.applied]
    blocked = any(decision.action.effect is Effect.REFUSE for decision in applied)
    if json:
        found = [_finding(decision) | {"rule": decision.rule.id} for decision in applied]
        console.say_json(
            blocked=blocked,
            left=None if blocked else done.text,
            findings=found,
            sensitive=sorted(families),
            dossier=judged.dossier or None,
        )
    else:
        _show(given, done.text, applied, rules.entities, blocked=blocked)
        _show_sensitive(families)
    if applied and not exit_zero:
        raise typer.Exit(Exit.WOULD_BLOCK if blocked else Exit.WOULD_REDACT)


def _show(
    given: str,
    left: str,
    applied: Sequence[Decision],
    types: Mapping[str, EntityType],
    *,
    blocked: bool,
) -> None:
    refused = [d for d in applied if d.action.effect is Effect.REFUSE]
    if blocked and all(d.action.asks for d in refused):
        console.say(t("retenu : on vous demanderait", "held: you would be asked"))
    elif blocked:
        console.say(t("bloqué : rien ne partirait", "blocked: nothing would leave"))
    else:
        console.labelled(t("parti", "left"), left)
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


def _show_sensitive(families: Iterable[str]) -> None:
    named = ", ".join(t(*_FAMILIES[family]) for family in FAMILIES if family in families)
    if named:
        console.say(
            t("         données sensibles : {named}", "         sensitive: {named}", named=named)
        )


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
            raise unreadable(str(file)) from error
    if text == "-":
        return sys.stdin.read()
    if not text:
        raise fail(
            t("il manque un texte", "a text is missing"),
            'paravent try "…"',
            exit_code=Exit.USAGE,
        )
    return text
