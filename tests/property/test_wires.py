"""No mutation of what services exchange crashes a format's reader, leaks a value or halves one.

Each format's recorded exchanges are mutated: keys are renamed, values moved, wrapped, dropped and
planted, messages lost and repeated, bytes cut and changed. Only the detectors are played: they find
what is planted wherever it is given to them to read, in whatever spelling.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from e2e.leaks import views
from paravent.core.ledger import Entry, Ledger
from paravent.core.redact import redact
from paravent.core.types import (
    Action,
    Decision,
    Effect,
    Finding,
    Placeholder,
    RuleRef,
    Sensitive,
    Tally,
)
from paravent.detect.disguise import Uncovered, uncover
from paravent.services.answer import FrameAnswer, open_stream, restore_json
from paravent.services.body import media_type, read_body
from paravent.services.catalogue import load_catalogue
from paravent.services.document import Document, UnreadableError
from paravent.services.restoring import Restoring
from paravent.services.schema import FixtureModel
from paravent.services.wire import FRAMINGS, Wire, wires
from paravent.settings import shipped

PLANTED = {
    "Élodie Marchand-Lefèvre": "PERSON",
    "elodie.marchand@exemple.fr": "EMAIL",
    "06 39 98 12 34": "PHONE",
}
WORDS = {"PERSON": "PERSONNE", "EMAIL": "EMAIL", "PHONE": "TEL"}
REDACT = Action("redact", 50, Effect.REPLACE)
RULE = RuleRef("r", "test:1:1")
SHOWN = {("PERSONNE", "1"): "‹Ω1Ω›", ("EMAIL", "1"): "‹Ω2Ω›", ("TEL", "1"): "‹Ω3Ω›"}
LABELS = ("[PERSONNE_1]", "[EMAIL_1]", "[TEL_1]")
FEW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=2000)


@dataclass(frozen=True)
class Recorded:
    """One recorded body, with its media type; empty for WebSocket frames, a line each."""

    body: bytes
    kind: str


def _collect(part: str) -> dict[str, list[Recorded]]:
    """The recorded requests or responses of each format."""
    found: dict[str, list[Recorded]] = defaultdict(list)
    for service in load_catalogue([shipped("rules") / "services"]).services.values():
        for fixture in service.fixtures:
            name = getattr(fixture, part)
            wire = next(e.wire for e in service.endpoints if e.id == fixture.endpoint)
            if name:
                body = (service.folder / "fixtures" / name).read_bytes()
                found[wire.name] += _split(body, part, fixture)
    return found


def _split(body: bytes, part: str, fixture: FixtureModel) -> list[Recorded]:
    kind = fixture.content_type if part == "request" else fixture.response_type
    if not fixture.frames:
        return [Recorded(body, kind)]
    if part == "response":
        return [Recorded(body.strip(b"\n"), "")]
    return [Recorded(line, "") for line in body.splitlines() if line]


PLAIN = Recorded(
    json.dumps(
        {
            "model": "m",
            "messages": [{"role": "user", "content": [{"type": "text", "text": "Bonjour"}]}],
        }
    ).encode(),
    "application/json",
)
SAID = "Bonjour [PERSONNE_1], à [EMAIL_1] ou au [TEL_1]."
TOLD = Recorded(
    b"".join(
        b"data: %b\n\n" % json.dumps({"type": "x", "text": SAID[at : at + 5]}).encode()
        for at in range(0, len(SAID), 5)
    ),
    "text/event-stream",
)
REQUESTS, RESPONSES = _collect("request"), _collect("response")
CODECS = sorted(wires())

values = st.sampled_from(sorted(PLANTED))
texts = st.one_of(
    values,
    values.map(lambda value: f"Bonjour {value}, merci."),
    values.map(lambda value: json.dumps({"note": value})),
    values.map(lambda value: json.dumps([json.dumps([value])])),
    values.map(lambda value: "\n" + json.dumps([value])),
    values.map(json.dumps),
    st.sampled_from(["", "x", "[PERS", "ONNE_1]", "_1", "]", "\ud800", "é" * 40, *LABELS]),
)
# A copy each time: what is put into one tree is mutated with it, and may not be in the next.
odd: st.SearchStrategy[Any] = st.one_of(
    texts, st.sampled_from([None, True, 0, -1, 1e300, 10**30, [], {}, [[]], {"": ""}]).map(deepcopy)
)


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every (holder, key) of a tree."""
    found, stack = [], [tree]
    while stack:
        holder = stack.pop()
        keys = holder.keys() if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], dict | list):
                stack.append(holder[key])
    return found


def _mutate_tree(draw: st.DrawFn, tree: Any) -> Any:
    root = [tree]
    for _ in range(draw(st.integers(1, 4))):
        holder, key = draw(st.sampled_from(_places(root)))
        old = holder[key]
        way = draw(st.sampled_from(("put", "plant", "wrap", "quote", "drop", "rename", "add")))
        if way == "put":
            holder[key] = draw(odd)
        elif way == "plant":
            holder[key] = f"{old} {draw(texts)}" if isinstance(old, str) else draw(texts)
        elif way == "wrap":
            holder[key] = draw(st.sampled_from(([old], {"data": old}, [old, old])))
        elif way == "quote":
            holder[key] = json.dumps(old)
        elif way == "drop" and holder is not root:
            del holder[key]
        elif way == "rename" and isinstance(holder, dict):
            holder[draw(texts)] = holder.pop(key)
        elif way == "add" and isinstance(holder, dict):
            holder[draw(texts)] = draw(odd)
    return root[0]


def _mutate_bytes(draw: st.DrawFn, body: bytes) -> bytes:
    at = draw(st.integers(0, len(body)))
    to = min(len(body), at + draw(st.integers(0, 12)))
    middle = draw(
        st.one_of(
            st.just(b""),
            st.binary(max_size=4),
            st.just(body[at:to] * 2),
            # Digits that touch base64 would shift it: nobody can read that, nor what stands in it.
            values.map(lambda value: f" {value} ".encode()),
        )
    )
    return body[:at] + middle + body[to:]


def _mutate(draw: st.DrawFn, body: bytes) -> bytes:
    """A body, or one message of a stream, otherwise than it was recorded."""
    if draw(st.booleans()):
        head, mark, rest = (b"", b"", body) if body[:1] in b"{[" else body.partition(b"data: ")
        try:
            tree = json.loads(rest)
        except ValueError:
            return _mutate_bytes(draw, body)
        escaped = draw(st.booleans())
        new = json.dumps(_mutate_tree(draw, tree), ensure_ascii=escaped)
        return head + mark + new.encode("utf-8", "surrogatepass") + (b"\n\n" if mark else b"")
    return _mutate_bytes(draw, body)


@st.composite
def requests(draw: st.DrawFn, wire: Wire) -> Recorded:
    one = draw(st.sampled_from(REQUESTS.get(wire.name) or [PLAIN]))
    body = one.body
    for _ in range(draw(st.integers(1, 2))):
        body = _mutate(draw, body)
    return Recorded(body, one.kind)


@st.composite
def responses(draw: st.DrawFn, wire: Wire) -> Recorded:
    one = draw(st.sampled_from(RESPONSES.get(wire.name) or [TOLD]))
    kind = media_type(one.kind)
    framing = wire.framings.get(kind) or FRAMINGS.get(kind) if kind else None
    if framing:
        cutter = framing()
        parts = [message.raw for message in cutter.feed(one.body) + cutter.flush()]
    elif kind:
        return Recorded(_mutate(draw, one.body), one.kind)
    else:
        parts = one.body.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(parts) - 1))
        way = draw(st.sampled_from(("mutate", "drop", "repeat", "swap", "end")))
        if way == "mutate":
            parts[at] = _mutate(draw, parts[at])
        elif way == "drop" and len(parts) > 1:
            del parts[at]
        elif way == "repeat":
            parts.insert(at, parts[at])
        elif way == "swap":
            parts[at], parts[-1] = parts[-1], parts[at]
        elif way == "end":
            parts = parts[: at + 1]
    return Recorded(b"".join(parts), one.kind)


def _find(text: str) -> list[Decision]:
    """What is planted in a text, as it stands and under another spelling."""
    read = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    plain = Uncovered(text, list(range(len(text))), list(range(1, len(text) + 1)))
    seen = [plain, *filter(None, [uncover(read) if len(read) == len(text) else None])]
    return [
        Decision(
            Finding(one.starts[at], one.ends[at + len(value) - 1], kind, 1.0, "test"), REDACT, RULE
        )
        for one in seen
        for value, kind in PLANTED.items()
        for at in range(len(one.text))
        if one.text.startswith(value, at)
    ]


def send(one: Recorded, wire: Wire) -> bytes | None:
    """The body as it leaves; None where it is refused, as by the pipeline."""
    document, ledger = Document(), Ledger(b"key", "site")
    try:
        write = read_body(one.body, one.kind, wire, document)
    except UnreadableError:
        return None
    unread = [*document.kept, *document.keys, *(b.segment.text.reveal() for b in document.signed)]
    if document.attachments or any(value in text for text in unread for value in PLANTED):
        return None
    for slot in document.slots:
        text = slot.segment.text.reveal()
        done = redact(text, _find(text), WORDS, ledger)
        if done.text != text:
            slot.put(done.text)
    try:
        document.close()
        return write()
    except UnreadableError:
        return None


def check_request(wire: Wire, one: Recorded) -> None:
    gone = send(one, wire)
    if gone is not None:
        seen = views(gone)
        assert not [value for value in PLANTED if any(value in text for text in seen)]


def show(one: Recorded, wire: Wire, cuts: list[int]) -> bytes:
    """An answer as it is shown, when it comes in these pieces."""
    entries = [Entry(Placeholder(*name), Sensitive(value)) for name, value in SHOWN.items()]
    ledger = Ledger(b"key", "site", entries)
    use = Restoring(wire, ledger.value, Tally(), lambda _signature, _text: None)
    if not one.kind:
        frames = FrameAnswer(use)
        lines = one.body.decode("utf-8", "replace").split("\n")
        return "\n".join(out for line in lines for out in frames.take(line)).encode()
    stream = open_stream(media_type(one.kind), use)
    if stream is None:
        return restore_json(one.body, use)
    edges = [0, *sorted(min(cut, len(one.body)) for cut in cuts), len(one.body)]
    parts = [one.body[a:b] for a, b in pairwise(edges)]
    return b"".join(map(stream.feed, parts)) + stream.close()


def check_response(wire: Wire, one: Recorded, cuts: list[int]) -> None:
    whole = show(one, wire, [])
    assert show(one, wire, cuts) == whole
    for text in views(whole):
        bare = text
        for value in SHOWN.values():
            bare = bare.replace(value, "")
        assert "Ω" not in bare


def _each(test: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.parametrize("codec", CODECS)(test)


@cache
def _wire(codec: str) -> Wire:
    return wires()[codec]


@_each
@FEW
@given(data=st.data())
def test_a_mutated_request_leaks_nothing(codec: str, data: st.DataObject) -> None:
    check_request(_wire(codec), data.draw(requests(_wire(codec))))


@_each
@FEW
@given(data=st.data(), cuts=st.lists(st.integers(0, 4000), max_size=6))
def test_a_mutated_answer_is_not_halved(codec: str, data: st.DataObject, cuts: list[int]) -> None:
    check_response(_wire(codec), data.draw(responses(_wire(codec))), cuts)


@pytest.mark.long
@_each
@MANY
@given(data=st.data())
def test_many_mutated_requests_leak_nothing(codec: str, data: st.DataObject) -> None:
    check_request(_wire(codec), data.draw(requests(_wire(codec))))


@pytest.mark.long
@_each
@MANY
@given(data=st.data(), cuts=st.lists(st.integers(0, 4000), max_size=6))
def test_many_mutated_answers_are_not_halved(
    codec: str, data: st.DataObject, cuts: list[int]
) -> None:
    check_response(_wire(codec), data.draw(responses(_wire(codec))), cuts)
