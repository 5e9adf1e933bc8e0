"""Plays the exchanges that services carry, with the detection and the rules in use.

A request is read, redacted and written as it would be; an answer is restored with the labels of
the fixtures. Its problems name the service and the fixture, never a value.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from paravent.core.ledger import Entry, Ledger
from paravent.core.redact import redact
from paravent.core.types import Effect, Placeholder, Sensitive, Tally
from paravent.core.vocabulary import Surface
from paravent.errors import Problem
from paravent.i18n import t
from paravent.policy.contents import look_into
from paravent.policy.evaluate import decide
from paravent.policy.rules import Situation
from paravent.services.answer import open_stream, restore_json
from paravent.services.body import read_body
from paravent.services.document import Document, UnreadableError
from paravent.services.jsonbody import parse_json
from paravent.services.paths import Path
from paravent.services.restoring import Restoring

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from paravent.core.types import Finding, Pattern, Segment
    from paravent.policy.rules import Policy
    from paravent.services.schema import FixtureModel
    from paravent.services.service import Service
    from paravent.services.wire import Wire

type Scan = Callable[[Sequence[Segment], Sequence[Pattern]], Awaitable[Sequence[Sequence[Finding]]]]

LABELS = {
    ("PERSONNE", "1"): "Élodie Marchand-Lefèvre",
    ("EMAIL", "1"): "elodie.marchand@exemple.fr",
    ("TEL", "1"): "06 39 98 12 34",
}
"""What the labels of recorded answers stand for; a person who does not exist."""


async def check_service(service: Service, policy: Policy, scan: Scan) -> list[Problem]:
    """The fixtures of a service that do not pass, under rules that act even if they observe."""
    policy = replace(policy, observes=False)
    problems: list[Problem] = []
    for fixture in service.fixtures:
        wire = next(e.wire for e in service.endpoints if e.id == fixture.endpoint)
        if fixture.request:
            body = (service.folder / "fixtures" / fixture.request).read_bytes()
            left = await _send(service, fixture, wire, body, policy, scan)
            problems += _compare(service, fixture, body, left)
        if fixture.response:
            problems += _check_answer(service, fixture, wire)
    return problems


async def _send(  # noqa: PLR0913, PLR0917 -- what an exchange is made of
    service: Service,
    fixture: FixtureModel,
    wire: Wire,
    body: bytes,
    policy: Policy,
    scan: Scan,
) -> bytes | None:
    """The body as it would leave, or None where it would be refused."""
    document = Document()
    try:
        write = read_body(body, fixture.content_type, wire, document)
    except UnreadableError:
        return None
    if document.attachments:
        return None
    ledger = Ledger(b"fixtures", service.site)
    texts = [slot.segment.text.reveal() for slot in document.slots]
    findings = await scan([slot.segment for slot in document.slots], policy.searched)
    known = Situation(
        service.id, frozenset(service.groups), Surface(service.surface), size=len(body)
    )
    words = {entity.id: entity.word for entity in policy.entities.values()}
    situation = look_into(known, policy, zip(texts, findings, strict=True))
    for slot, text, found in zip(document.slots, texts, findings, strict=True):
        done = redact(text, decide(policy, found, text, situation), words, ledger)
        if any(decision.action.effect is Effect.REFUSE for decision in done.applied):
            return None
        slot.put(done.text)
    document.close()
    return write()


def _compare(
    service: Service, fixture: FixtureModel, body: bytes, left: bytes | None
) -> list[Problem]:
    where = f"{service.id}/{fixture.request}"
    if (left is None) != fixture.refused:
        message = (
            t("cet envoi n'est pas refusé", "this request is not refused")
            if fixture.refused
            else t("cet envoi est refusé", "this request is refused")
        )
        return [Problem(message, "", where)]
    if left is None:
        return []
    problems = [
        Problem(
            t("la donnée n° {n} part en clair", "value no. {n} leaves in clear", n=number + 1),
            "",
            where,
        )
        for number, value in enumerate(fixture.hides)
        if value.encode() in left
    ]
    problems += [
        Problem(t("{path} est changé", "{path} is changed", path=text), "", where)
        for text in fixture.keeps
        if _values(text, body) != _values(text, left) or not _values(text, body)
    ]
    return problems


def _values(text: str, body: bytes) -> list[object]:
    return [spot.value for spot in Path.parse(text).find(parse_json(body))]


def _check_answer(service: Service, fixture: FixtureModel, wire: Wire) -> list[Problem]:
    body = (service.folder / "fixtures" / str(fixture.response)).read_bytes()
    entries = [Entry(Placeholder(*name), Sensitive(value)) for name, value in LABELS.items()]
    ledger = Ledger(b"fixtures", service.site, entries)
    restoring = Restoring(wire, ledger.value, Tally(), lambda _signature, _text: None)
    stream = open_stream(fixture.response_type, restoring)
    shown = stream.feed(body) + stream.close() if stream else restore_json(body, restoring)
    where = f"{service.id}/{fixture.response}"
    return [
        Problem(
            t("la donnée n° {n} ne revient pas", "value no. {n} does not come back", n=number + 1),
            "",
            where,
        )
        for number, value in enumerate(fixture.shows)
        if value.encode() not in shown
    ]
