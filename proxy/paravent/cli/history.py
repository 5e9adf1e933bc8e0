"""``rules explain`` and ``rules replay``: what rules did, and what others would have done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from paravent.cli import console
from paravent.cli.audit import open_log
from paravent.cli.dates import moment
from paravent.cli.program import Base
from paravent.core.types import RuleRef
from paravent.detect.catalogue import entities
from paravent.errors import Exit, ParaventError, fail
from paravent.i18n import t
from paravent.policy.build import ALLOWED, ALLOWED_WHY
from paravent.policy.evaluate import UNSPOKEN
from paravent.policy.load import load_policy
from paravent.policy.source import FALLBACK
from paravent.register.listing import ALWAYS, NEVER
from paravent.replay import Replay, replay
from paravent.store.reader import Query
from paravent.store.vocabulary import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from paravent.core.types import EntityType
    from paravent.policy.rules import Policy
    from paravent.store.reader import AuditReader, Record

Json = Annotated[bool, typer.Option("--json")]


def explain(
    event: Annotated[
        str, typer.Argument(metavar="ID", help="Numéro ou identifiant. / Number or id.")
    ],
    *,
    json: Json = False,
) -> None:
    """Quelles règles ont décidé d'un envoi, et pourquoi. / Which rules decided, and why."""
    base = Base.load()
    with open_log() as log:
        record = _find(log.reader, event)
        log.tell(1, "command=explain", index=record.header.i)
    told = record.event()
    ruleset = told.get("rules", {}).get("ruleset")
    policy = _policy_of(base, ruleset)
    same = ruleset == policy.sha256
    rules = [_explained(policy, name, told) for name in told.get("rules", {}).get("matched", ())]
    service = told.get("provider", {}).get("id")
    if json:
        console.say_json(
            index=record.header.i,
            type=told["type"],
            action=told.get("action"),
            reason=told.get("reason"),
            service=service,
            rules_changed_since=not same,
            rules=rules,
        )
        return
    parts = (told["type"], service, told.get("action"), told.get("reason"))
    console.say(f"{record.header.i}  " + "  ".join(str(part) for part in parts if part))
    if not rules:
        console.say(t("Aucune règle n'a eu à décider.", "No rule had anything to decide."))
    for rule in rules:
        _say_rule(rule, policy.entities)
    if rules and not same:
        console.note(
            t(
                "Les règles ont changé depuis cet envoi : leur texte est celui d'aujourd'hui.",
                "The rules have changed since this message: their text is today's.",
            )
        )


def _policy_of(base: Base, ruleset: str | None) -> Policy:
    """The policy whose content that is; the one that is set where it is none of today's."""
    folders = base.policy_folders()
    chosen = load_policy(base.settings.policy, folders, entities())
    fallback = load_policy(FALLBACK, folders, entities()) if chosen.observes else chosen
    return fallback if ruleset == fallback.sha256 else chosen


def _find(reader: AuditReader, name: str) -> Record:
    """The event of a request, by its number in the log, its id, or that of its answer."""
    if name.isdecimal():
        record = reader.read(int(name))
        name = record.event().get("ref") or ""
        if not name:
            return record
    for entry in reader.select(Query(reverse=True)):
        record = reader.read(entry.index)
        event = record.event()
        if event.get("id") == name:
            return _find(reader, event["ref"]) if event.get("ref") else record
    raise fail(
        t("aucun événement de ce nom", "no event of this name"),
        t("voyez « paravent audit list »", "see `paravent audit list`"),
        exit_code=Exit.USAGE,
    )


def _explained(policy: Policy, name: str, event: Mapping[str, Any]) -> dict[str, Any]:
    """A rule that decided: where it is written, what it says, and the findings it was about."""
    rule = next((one for one in policy.rules if one.ref.id == name), None)
    built_in = {one.id: one for one in (UNSPOKEN, NEVER, ALWAYS)} | {
        ALLOWED: RuleRef(ALLOWED, "", *ALLOWED_WHY)
    }
    ref = rule.ref if rule else built_in.get(name)
    found = [
        {"type": one.get("cat"), "n": one.get("n", 1), "action": one.get("act")}
        for one in event.get("entities", ())
        if rule is None or one.get("cat") in rule.types
    ]
    return {
        "id": name,
        "where": ref.where if ref else None,
        "why": t(ref.why_fr, ref.why_en) if ref else None,
        "action": rule.action.name if rule else None,
        "found": found if rule else [],
    }


def _say_rule(rule: Mapping[str, Any], types: Mapping[str, EntityType]) -> None:
    where = rule["where"] or t("intégrée à Paravent", "built into Paravent")
    if rule["why"] is None:
        where = t("n'existe plus", "no longer exists")
    console.say(f"{rule['id']}  {rule['action'] or ''}  {where}")
    if rule["why"]:
        console.say(f"    {rule['why']}")
    for found in rule["found"]:
        kind = types.get(found["type"])
        name = t(kind.fr, kind.en) if kind else found["type"]
        console.say(f"    {name} ({found['n']}) : {found['action']}")


def replay_rules(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(exists=True, help="Dossiers de règles à essayer. / Rules to try."),
    ] = None,
    *,
    since: Annotated[str, typer.Option(metavar="30d|12h|2026-11-22")] = "30d",
    policy: Annotated[str, typer.Option(help="Politique à essayer. / Policy to try.")] = "",
    json: Json = False,
) -> None:
    """Ce que ces règles auraient changé, d'après le journal. / What they would have changed."""
    base = Base.load()
    folders = [path if path.is_dir() else path.parent for path in paths or ()]
    rules = load_policy(
        policy or base.settings.policy, [*base.policy_folders(), *folders], entities()
    )
    unreadable: list[int] = []
    with open_log() as log:
        events = _events(log.reader, moment(since), unreadable)
        clients = base.register().current.clients
        facts = base.provider_source().facts
        result = replay(rules, base.catalogue(), events, clients, facts)
        log.tell(result.events, "command=replay")
    if json:
        console.say_json(
            policy=rules.name,
            events=result.events,
            findings=result.findings,
            untold=result.untold,
            refused_otherwise=result.apart,
            unreadable=len(unreadable),
            would_block=result.blocked,
            would_send=result.sent,
            would_ask=result.asked,
            changes=[
                {"service": c.service, "type": c.type, "confidence": c.band, "was": c.was,
                 "now": c.now, "n": n}
                for c, n in result.changes.most_common()
            ],
        )  # fmt: skip
        return
    _say_replay(rules, result, len(unreadable))


def _events(
    reader: AuditReader, since: datetime | None, unreadable: list[int]
) -> Iterator[tuple[datetime, dict[str, Any]]]:
    query = Query(since=since, types=[EventType.REQUEST, EventType.BLOCK, EventType.RESPONSE])
    for entry in reader.select(query):
        try:
            yield entry.at, reader.read(entry.index).event()
        except ParaventError:  # erased, or altered: `audit verify` tells which
            unreadable.append(entry.index)


def _say_replay(rules: Policy, result: Replay, unreadable: int) -> None:
    if result.changes:
        console.table(
            (
                "service",
                t("données", "data"),
                t("confiance", "confidence"),
                t("nombre", "count"),
                t("alors", "then"),
                t("maintenant", "now"),
            ),
            [
                (one.service, one.type, one.band, str(n), one.was, one.now)
                for one, n in result.changes.most_common()
            ],
            right=(3,),
        )
    console.say(
        t(
            "Envois relus : {events}. Données trouvées : {findings}, dont {changed} seraient "
            "traitées autrement par « {policy} ».",
            "Requests read: {events}. Findings: {findings}, of which {changed} would be treated "
            'otherwise by "{policy}".',
            events=result.events,
            findings=result.findings,
            changed=sum(result.changes.values()),
            policy=rules.name,
        )
    )
    console.say(
        t(
            "Partis alors, bloqués maintenant : {blocked}. Bloqués alors, partis maintenant : "
            "{sent}.",
            "Sent then, blocked now: {blocked}. Blocked then, sent now: {sent}.",
            blocked=result.blocked,
            sent=result.sent,
        )
    )
    if any(rule.action.counts for rule in rules.rules):
        console.say(
            t(
                "Fois où la question « L'IA est-elle nécessaire ici ? » aurait été posée : {n}.",
                'Times at which "Is AI needed for this?" would have been asked: {n}.',
                n=result.asked,
            )
        )
    for line in _limits(rules, result, unreadable):
        console.note(line)


def _limits(rules: Policy, result: Replay, unreadable: int) -> Iterator[str]:
    """What the log cannot tell."""
    yield t(
        "Le journal ne garde aucun texte : ce qui n'avait pas été trouvé, ou était trop incertain "
        "pour toute règle, n'est pas compté.",
        "The log keeps no text: what had not been found, or was too unsure for any rule, is not "
        "counted.",
    )
    if result.untold:
        yield t(
            "Données dont le sort dépend de leur texte ou de leur confiance exacte : {n}.",
            "Findings whose fate hangs on their text or their exact confidence: {n}.",
            n=result.untold,
        )
    if rules.allowed:
        yield t(
            "La liste des textes autorisés n'a pas pu être appliquée.",
            "The list of allowed texts could not be applied.",
        )
    if rules.patterns:
        yield t(
            "Vos types de données ne sont comptés que là où ils étaient déjà cherchés.",
            "Your own types of data are counted only where they were looked for already.",
        )
    if result.apart:
        yield t(
            "Envois refusés sans qu'une règle décide, et qui le seraient encore : {n}.",
            "Requests refused without a rule deciding, which would be refused again: {n}.",
            n=result.apart,
        )
    if unreadable:
        yield t(
            "Événements effacés ou illisibles, qui ne sont pas comptés : {n}.",
            "Events that were erased or cannot be read, and are not counted: {n}.",
            n=unreadable,
        )
