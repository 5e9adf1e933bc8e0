"""Plays the exchanges that services carry, with the detection and the rules in use.

A request is read, redacted and written as it would be; an answer is restored with the labels of
the fixtures, whole, byte by byte, and cut in two wherever it can be. Its problems name the service
and the fixture, never a value.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from paravent.core.ledger import Entry, Ledger
from paravent.core.providing import HARMLESS
from paravent.core.redact import redact
from paravent.core.types import Effect, Placeholder, Sensitive, Tally
from paravent.core.vocabulary import Surface
from paravent.errors import Problem
from paravent.i18n import t
from paravent.policy.contents import look_into
from paravent.policy.evaluate import decide
from paravent.policy.rules import Situation
from paravent.services.answer import FrameAnswer, open_stream, restore_json
from paravent.services.body import media_type, read_body
from paravent.services.document import Document, UnreadableError
from paravent.services.jsonbody import parse_json
from paravent.services.paths import Path
from paravent.services.restoring import Restoring
from paravent.services.texts import is_told, texts_of
from paravent.services.wire import FRAMINGS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from paravent.core.types import Finding, Pattern, Segment
    from paravent.policy.rules import Policy
    from paravent.services.schema import FixtureModel
    from paravent.services.service import Endpoint, Service

type Scan = Callable[[Sequence[Segment], Sequence[Pattern]], Awaitable[Sequence[Sequence[Finding]]]]

LABELS = {
    ("PERSONNE", "1"): "Élodie Marchand-Lefèvre",
    ("EMAIL", "1"): "elodie.marchand@exemple.fr",
    ("TEL", "1"): "06 39 98 12 34",
}
"""What the labels of recorded answers stand for; a person who does not exist."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One fixture of a service."""

    service: Service
    endpoint: Endpoint
    fixture: FixtureModel

    def read(self, name: str) -> bytes:
        """The content of a file."""
        return (self.service.folder / "fixtures" / name).read_bytes()

    def problem(self, name: str | None, message: str) -> Problem:
        """What is wrong with one of its files."""
        return Problem(message, "", f"{self.service.id}/{name}")


async def check_service(service: Service, policy: Policy, scan: Scan) -> list[Problem]:
    """The fixtures of a service that do not pass, under rules that act even if they observe."""
    policy = replace(policy, observes=False)
    problems: list[Problem] = []
    for fixture in service.fixtures:
        endpoint = next(e for e in service.endpoints if e.id == fixture.endpoint)
        case = _Case(service, endpoint, fixture)
        if fixture.request:
            problems += await _check_request(case, policy, scan)
        if fixture.response:
            problems += _check_answer(case)
    return problems


async def _check_request(case: _Case, policy: Policy, scan: Scan) -> list[Problem]:
    name = str(case.fixture.request)
    body = case.read(name)
    pieces = body.splitlines() if case.fixture.frames else [body]
    left = [await _send(case, piece, policy, scan) for piece in pieces if piece]
    if (None in left) != case.fixture.refused:
        message = (
            t("cet envoi n'est pas refusé", "this request is not refused")
            if case.fixture.refused
            else t("cet envoi est refusé", "this request is refused")
        )
        return [case.problem(name, message)]
    if case.fixture.refused or case.endpoint.kind == "observe":
        return []
    sent = [piece for piece in left if piece is not None]
    return _compare(case, name, [piece for piece in pieces if piece], sent)


async def _send(case: _Case, body: bytes, policy: Policy, scan: Scan) -> bytes | None:
    """The body as it would leave, or None where it would be refused."""
    document = Document()
    service, endpoint = case.service, case.endpoint
    content_type = "" if case.fixture.frames else case.fixture.content_type
    try:
        write = read_body(body, content_type, endpoint.wire, document)
    except UnreadableError:
        return None
    if document.attachments:
        return None
    ledger = Ledger(b"fixtures", service.site)
    texts = [slot.segment.text.reveal() for slot in document.slots]
    findings = await scan([slot.segment for slot in document.slots], policy.searched)
    known = Situation(
        service.id,
        frozenset(service.groups),
        Surface(service.surface),
        size=len(body),
        provider=HARMLESS,
    )
    words = {entity.id: entity.word for entity in policy.entities.values()}
    situation = look_into(known, policy, zip(texts, findings, strict=True))
    for slot, text, found in zip(document.slots, texts, findings, strict=True):
        done = redact(text, decide(policy, found, text, situation), words, ledger)
        if any(decision.action.effect is Effect.REFUSE for decision in done.applied):
            return None
        if done.applied and endpoint.kind in {"fixed", "upload"} and not endpoint.wire.sized:
            return None
        if done.text != text:
            slot.put(done.text)
    document.close()
    return body if endpoint.kind in {"fixed", "observe"} else write()


def _compare(case: _Case, name: str, before: list[bytes], after: list[bytes]) -> list[Problem]:
    fixture, wire = case.fixture, case.endpoint.wire
    kind = "" if fixture.frames else media_type(fixture.content_type)
    said = [text for body in after for text in texts_of(body, kind, wire)]
    problems = [
        case.problem(
            name, t("la donnée n° {n} part en clair", "value no. {n} leaves in clear", n=n)
        )
        for n, value in enumerate(fixture.hides, 1)
        if any(value in text for text in said)
    ]
    problems += [
        case.problem(name, t("{path} est changé", "{path} is changed", path=path))
        for path in fixture.keeps
        if _values(path, before) != _values(path, after) or not any(_values(path, before))
    ]
    if not (wire.write or wire.sized) and not all(
        _same_form(one, other) for one, other in zip(before, after, strict=True)
    ):
        message = t("ce qui n'est pas du texte est changé", "what is no text is changed")
        problems.append(case.problem(name, message))
    return problems


def _values(text: str, bodies: list[bytes]) -> list[list[object]]:
    path = Path.parse(text)
    return [[spot.value for spot in path.find(parse_json(body))] for body in bodies]


def _same_form(before: bytes, after: bytes) -> bool:
    """Whether two JSON bodies differ in strings only; others are not compared."""
    return _form(_read(before)) == _form(_read(after))


def _form(tree: object) -> object:
    if isinstance(tree, dict):
        return [_form(value) for value in tree.values()]
    if isinstance(tree, list):
        return [_form(value) for value in tree]
    return str if isinstance(tree, str) else tree


def _check_answer(case: _Case) -> list[Problem]:
    name = str(case.fixture.response)
    body = case.read(name)
    shown = _restore(case, [body])
    kind = "" if case.fixture.frames else case.fixture.response_type
    parts = shown.splitlines() if case.fixture.frames else [shown]
    said = [text for part in parts for text in texts_of(part, kind, case.endpoint.wire)]
    problems = [
        case.problem(
            name, t("la donnée n° {n} ne revient pas", "value no. {n} does not come back", n=n)
        )
        for n, value in enumerate(case.fixture.shows, 1)
        if not any(value in text for text in said)
    ]
    if case.fixture.says and not is_told(_with_values(case.fixture.says), said):
        message = t("le texte ne revient pas en entier", "the text does not come back whole")
        problems.append(case.problem(name, message))
    if not case.fixture.shows and shown.splitlines() != body.splitlines():
        message = t("ce qui ne change pas ne reste pas", "what does not change does not stay")
        problems.append(case.problem(name, message))
    if not _in_order(_messages(case, body), _messages(case, shown)):
        message = t("ce qui n'est pas du texte est changé", "what is no text is changed")
        problems.append(case.problem(name, message))
    if not case.fixture.frames and not _bears_cuts(case, body, shown):
        message = t("une coupure change la réponse", "a cut changes the answer")
        problems.append(case.problem(name, message))
    return problems


def _with_values(text: str) -> str:
    """A text with the values that its labels stand for."""
    for (word, ident), value in LABELS.items():
        text = text.replace(str(Placeholder(word, ident)), value)
    return text


def _messages(case: _Case, body: bytes) -> list[object]:
    """The forms of the messages of an answer: all that is not in their strings."""
    wire, kind = case.endpoint.wire, media_type(case.fixture.response_type)
    framing = None if case.fixture.frames else wire.framings.get(kind) or FRAMINGS.get(kind)
    cutter = framing() if framing else None
    pieces = body.splitlines() if case.fixture.frames else [body]
    if cutter:
        messages = cutter.feed(body) + cutter.flush()
        pieces = [m.raw if m.data is None else m.data.encode() for m in messages]
    return [_form(_read(piece)) for piece in pieces]


def _read(piece: bytes) -> object:
    try:
        return json.loads(piece)
    except ValueError:
        return ""


def _in_order(before: list[object], after: list[object]) -> bool:
    """Whether everything is still there, in its order; more may stand between."""
    rest = iter(after)
    return all(any(one == other for other in rest) for one in before)


def _bears_cuts(case: _Case, body: bytes, shown: bytes) -> bool:
    """Whether an answer comes out the same however it is cut.

    What reads messages never sees how they were cut: where messages are cut out of a stream, it is
    enough that they are the same at every cut.
    """
    wire, kind = case.endpoint.wire, media_type(case.fixture.response_type)
    if _restore(case, [body[at : at + 1] for at in range(len(body))]) != shown:
        return False
    framing = wire.framings.get(kind) or FRAMINGS.get(kind)
    if framing is None:
        return True

    def cut(at: int) -> list[object]:
        cutter = framing()
        return [*cutter.feed(body[:at]), *cutter.feed(body[at:]), *cutter.flush()]

    whole = cut(len(body))
    return all(cut(at) == whole for at in range(len(body)))


def _restore(case: _Case, pieces: list[bytes]) -> bytes:
    """An answer that comes in pieces, as the person sees it."""
    wire, kind = case.endpoint.wire, media_type(case.fixture.response_type)
    entries = [Entry(Placeholder(*name), Sensitive(value)) for name, value in LABELS.items()]
    ledger = Ledger(b"fixtures", case.service.site, entries)
    restoring = Restoring(wire, ledger.value, Tally(), lambda _signature, _text: None)
    if case.fixture.frames:
        answer = FrameAnswer(restoring)
        frames = [line.decode() for line in b"".join(pieces).splitlines() if line]
        return "\n".join(out for frame in frames for out in answer.take(frame)).encode()
    stream = open_stream(kind, restoring)
    if stream is None:
        return restore_json(b"".join(pieces), restoring)
    return b"".join(stream.feed(piece) for piece in pieces) + stream.close()
