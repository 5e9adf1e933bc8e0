"""What is learnt from one exchange: a ``service.yaml``, and a fixture with nobody's data in it.

The format is that of ours which finds most of its texts in the exchange, or any JSON where none or
several do. Must never write what was heard: ``survivors`` looks for it in what is to be written.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from paravent.core.aws_frames import AwsEventStream
from paravent.services.departure import holds_words
from paravent.services.document import UnreadableError
from paravent.services.events import look_up
from paravent.services.learning.heard import told
from paravent.services.learning.invention import Invention, speech
from paravent.services.learning.retelling import ANSWERED, ASKED, HIDDEN, answer_anew, ask_anew
from paravent.services.learning.vocabulary import is_said, is_usual
from paravent.services.match import split_path
from paravent.services.wire import wires

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paravent.services.learning.heard import Heard, Side
    from paravent.services.paths import Path
    from paravent.services.wire import Wire

_WORD = re.compile(r"\w{4,}")
_TURNS = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """The service that is learnt: its id, its host, the site whose labels it shares, the day."""

    id: str
    host: str
    site: str
    groups: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Field:
    """A place that holds strings: which way they go, what they are, how long, how many."""

    outgoing: bool
    path: str
    text: bool
    shortest: int
    longest: int
    count: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be written: the service's file, and the fixtures by name."""

    service: str
    fixtures: tuple[tuple[str, bytes], ...]
    wire: str


def fields_of(side: Side, *, outgoing: bool) -> list[Field]:
    """The places of one side that hold strings, in their order; those with words first."""
    found: dict[str, list[str]] = {}
    for _, way, text in side.strings():
        found.setdefault(told(way), []).append(text)
    rows = [
        Field(
            outgoing,
            path,
            holds_words("".join(texts)),
            min(map(len, texts)),
            max(map(len, texts)),
            len(texts),
        )
        for path, texts in found.items()
    ]
    return sorted(rows, key=lambda row: not row.text)


def teach(heard: Heard, subject: Subject, *, reply: bool = True, known: bool = True) -> Lesson:
    """What is to be written about an exchange.

    Args:
        heard: the exchange; its request can be read.
        subject: whose it is.
        reply: whether the answer is to be in the fixture.
        known: whether it may be of a format that is known already.

    Raises:
        UnreadableError: it is too deep, or nothing can stand for it.
    """
    asked, answered = heard.request(), heard.reply() if reply else None
    assert asked
    wire = _choose(asked, answered) if known else "json"
    for turn in range(_TURNS):
        invention = Invention(turn)
        call = _call(heard, invention)
        files = [(f"{call.id}.request.{asked.ending}", ask_anew(asked, invention))]
        shows = False
        if answered:
            body, shows = answer_anew(answered, invention)
            files.append((f"{call.id}.response.{answered.ending}", body))
        lesson = Lesson(
            _service(subject, heard, call, wire, [*_exchange(files, asked, answered, shows=shows)]),
            tuple(files),
            wire,
        )
        if not survivors(heard, lesson, subject):
            return lesson
    raise UnreadableError("some of what was said would stay")


def survivors(heard: Heard, lesson: Lesson, subject: Subject) -> set[str]:
    """Words of what was heard that stand in a lesson, save those of ours and of the host's name."""
    bodies = [body.decode() for _, body in lesson.fixtures]
    written = " ".join([lesson.service, *bodies, *map(unquote_plus, bodies)])
    fixed = [speech(400), ASKED, ANSWERED, _HEAD, _REST, *_LIMITS, _OURS, *wires(), subject.day]
    ours = set(_WORD.findall(" ".join([*fixed, subject.host, subject.site, *subject.groups])))
    said = {word for text in _said(heard) for word in _WORD.findall(text)}
    return {
        word
        for word in said & set(_WORD.findall(written))
        if word not in ours and not is_usual(word) and not is_said(word)
    }


def _said(heard: Heard) -> Iterator[str]:
    """All that was said on both sides, as far as it can be read."""
    yield heard.path.reveal()
    for side in (heard.request(), heard.reply()):
        if side:
            yield from (json.dumps(item.value, ensure_ascii=False) for item in side.items)
            yield from (text for _, _, text in side.strings() if not is_said(text))


@dataclass(frozen=True, slots=True)
class _Call:
    id: str
    match: str


def _call(heard: Heard, invention: Invention) -> _Call:
    """The call's name and pattern: parts of the path that may say something are left open."""
    parts = split_path(heard.path.reveal())
    kept = [part if is_usual(part) else "{part}" for part in parts]
    named = [part for part in kept if part != "{part}"] or ["call"]
    name = re.sub(r"[^a-z0-9]+", "_", named[-1].lower()).strip("_") or invention.name("")
    return _Call(name, f"{heard.method} /{'/'.join(kept)}")


def _choose(asked: Side, answered: Side | None) -> str:
    """The one format that finds most texts where it names them; else any JSON."""
    scores = {
        wire.name: _score(wire, asked, answered)
        for wire in wires().values()
        if wire.described and not (wire.separator or AwsEventStream in wire.framings.values())
    }
    best = max(scores.values(), default=0)
    winners = [name for name, score in scores.items() if score == best]
    return winners[0] if best and len(winners) == 1 else "json"


def _score(wire: Wire, asked: Side, answered: Side | None) -> int:
    """How many messages have a text where the format names one; 0 where a side has none at all."""
    sent = _matches(asked, ((path, "") for path in wire.says), wire)
    if answered is None or not sent:
        return 0
    places = [(path, "") for path in wire.tells]
    places += [(one.path, one.event) for one in wire.stream.channels]
    came = _matches(answered, places, wire)
    return sent + came if came else 0


def _matches(side: Side, places: Iterable[tuple[Path, str]], wire: Wire) -> int:
    wanted = list(places)
    return sum(
        any(
            (not event or event in {str(look_up(item.value, wire.stream.kind)), item.name})
            and any(True for _ in path.find(item.value))
            for path, event in wanted
        )
        for item in side.items
    )


_LIMITS = (
    "Appris d'un seul échange (services learn) ; le reste est lu comme un JSON quelconque.",
    "Learnt from one exchange (services learn); all else is read as any JSON.",
)
_HEAD = """\
# Appris par « paravent services learn » : toutes les valeurs de l'échange sont inventées.
# Learnt by `paravent services learn`: every value of the exchange is invented.
version: 1"""
_OURS = (
    "name vendor surface groups hosts site checked confidence limits endpoints endpoint match wire "
    "fixtures hides shows frames content_type response_type application urlencoded plain https "
    "http mailto"
)
_REST = """\
refusal:
  status: 403
  body: {error: {message: "{message}", code: paravent_blocked}}
"""


def blank(subject: Subject) -> str:
    """The ``service.yaml`` of a service that is only watched: all of it is read as any JSON."""
    lines = ["endpoints:", '  - {id: any, match: "* /**"}']
    return "\n".join([*_head(subject, "web"), *lines]) + "\n"


def _service(subject: Subject, heard: Heard, call: _Call, wire: str, exchange: list[str]) -> str:
    """The text of ``service.yaml``."""
    lines = [
        "endpoints:",
        f"  - {{id: {call.id}, match: {_quoted(call.match)}, wire: {wire}}}",
        "",
        "fixtures:",
        f"  - endpoint: {call.id}",
        *(f"    {line}" for line in exchange),
    ]
    return "\n".join([*_head(subject, "web" if heard.from_page else "api"), *lines]) + "\n"


def _head(subject: Subject, surface: str) -> list[str]:
    """What is known of a service before its calls."""
    return [
        _HEAD,
        f"id: {subject.id}",
        f"name: {subject.host}",
        f"vendor: {subject.host}",
        f"surface: {surface}",
        f"groups: [{', '.join(subject.groups)}]",
        f"hosts: [{subject.host}]",
        *([f"site: {subject.site}"] if subject.site != subject.id else []),
        f'checked: "{subject.day}"',
        f'format: {{confidence: low, date: "{subject.day}"}}',
        "limits:",
        f"  fr: {_quoted(_LIMITS[0])}",
        f"  en: {_quoted(_LIMITS[1])}",
        _REST,
    ]


def _exchange(
    files: list[tuple[str, bytes]], asked: Side, answered: Side | None, *, shows: bool
) -> Iterator[str]:
    """The lines of the fixture."""
    frames = asked.form == "frames"
    yield f"request: {files[0][0]}"
    yield "frames: true" if frames else f"content_type: {_quoted(asked.media_type)}"
    yield f"hides: {json.dumps(list(HIDDEN))}"
    if answered:
        yield f"response: {files[1][0]}"
        if not frames:
            yield f"response_type: {_quoted(answered.media_type)}"
        if shows:
            yield f"shows: {json.dumps(list(HIDDEN))}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
