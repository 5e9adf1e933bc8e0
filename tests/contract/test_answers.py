"""Every recorded answer is restored to the same text, whole, byte by byte and at every cut.

What reads messages never sees how they were cut, so that cuts are tried at every byte where
messages are cut out of a stream, and at some for the whole.
"""

import json
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paravent.core.framing import Framing, Message
from paravent.core.ledger import Entry, Ledger
from paravent.core.types import Placeholder, Sensitive, Tally
from paravent.services.answer import FrameAnswer, open_stream, restore_json
from paravent.services.catalogue import load_catalogue
from paravent.services.restoring import Restoring
from paravent.services.schema import FixtureModel
from paravent.services.service import Service
from paravent.services.texts import texts_of
from paravent.services.wire import FRAMINGS
from paravent.settings import shipped

CATALOGUE = load_catalogue([shipped("rules") / "services"])
VALUES = {
    ("PERSONNE", "1"): "Élodie Marchand-Lefèvre",
    ("EMAIL", "1"): "elodie.marchand@exemple.fr",
    ("TEL", "1"): "06 39 98 12 34",
}
LEDGER = Ledger(
    b"key", "s", [Entry(Placeholder(w, i), Sensitive(v)) for (w, i), v in VALUES.items()]
)
ANSWER = (
    "Bonjour Élodie Marchand-Lefèvre,\n\nVotre facture reste impayée. Répondez à "
    "elodie.marchand@exemple.fr ou au 06 39 98 12 34. Cordialement."
)
THINKING = "La cliente est Élodie Marchand-Lefèvre ; ton courtois."


def cutter(service: Service, fixture: FixtureModel) -> Callable[[], Framing] | None:
    if fixture.frames:
        return None
    wire = next(e.wire for e in service.endpoints if e.id == fixture.endpoint)
    return wire.framings.get(fixture.response_type) or FRAMINGS.get(fixture.response_type)


CASES = [
    pytest.param(service, fixture, id=f"{service.id}-{fixture.response}")
    for service in CATALOGUE.services.values()
    for fixture in service.fixtures
    if fixture.response
]


def restoring(service: Service, fixture: FixtureModel) -> Restoring:
    endpoint = next(e for e in service.endpoints if e.id == fixture.endpoint)
    return Restoring(endpoint.wire, LEDGER.value, Tally(), lambda signature, text: None)


def run(service: Service, fixture: FixtureModel, parts: list[bytes]) -> bytes:
    use = restoring(service, fixture)
    if fixture.frames:
        frames = FrameAnswer(use)
        lines = [line.decode() for line in b"".join(parts).splitlines()]
        return "".join(f"{out}\n" for line in lines for out in frames.take(line)).encode()
    stream = open_stream(fixture.response_type, use)
    if stream is None:
        return restore_json(b"".join(parts), use)
    return b"".join(stream.feed(part) for part in parts) + stream.close()


@cache
def run_whole(service: str, response: str) -> bytes:
    entry = CATALOGUE.services[service]
    fixture = next(f for f in entry.fixtures if f.response == response)
    return run(entry, fixture, [recorded(entry, fixture)])


def recorded(service: Service, fixture: FixtureModel) -> bytes:
    return (service.folder / "fixtures" / str(fixture.response)).read_bytes()


@pytest.mark.parametrize(("service", "fixture"), CASES)
def test_answers_show_the_values(service: Service, fixture: FixtureModel) -> None:
    body = recorded(service, fixture)
    shown = run(service, fixture, [body])
    wire = restoring(service, fixture).wire
    kind = "" if fixture.frames else fixture.response_type
    parts = shown.splitlines() if fixture.frames else [shown]
    texts = [text for part in parts for text in texts_of(part, kind, wire)]
    assert all(any(value in text for text in texts) for value in fixture.shows)
    assert not any(f"[{word}_" in text for text in texts for word, _ in VALUES)
    if not fixture.shows:
        assert shown == body


@pytest.mark.parametrize(("service", "fixture"), CASES)
def test_answers_do_not_depend_on_the_cuts(service: Service, fixture: FixtureModel) -> None:
    body = recorded(service, fixture)
    whole = run(service, fixture, [body])
    assert run(service, fixture, [body[i : i + 1] for i in range(len(body))]) == whole
    for cut in range(0, len(body), 1 + len(body) // 100):
        assert run(service, fixture, [body[:cut], body[cut:]]) == whole


FRAMED = [
    pytest.param(framing, case.values[0], case.values[1], id=case.id)
    for case in CASES
    if (framing := cutter(case.values[0], case.values[1]))
]


@pytest.mark.parametrize(("framing", "service", "fixture"), FRAMED)
def test_messages_do_not_depend_on_the_cuts(
    framing: Callable[[], Framing], service: Service, fixture: FixtureModel
) -> None:
    body = recorded(service, fixture)

    def cut(at: int) -> list[Message]:
        use = framing()
        return [*use.feed(body[:at]), *use.feed(body[at:]), *use.flush()]

    whole = cut(len(body))
    assert b"".join(message.raw for message in whole) == body
    for at in range(len(body)):
        assert cut(at) == whole


STREAMS = [case for case in CASES if not case.values[1].frames]


@pytest.mark.parametrize(("service", "fixture"), STREAMS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_answers_do_not_depend_on_random_cuts(
    service: Service, fixture: FixtureModel, data: st.DataObject
) -> None:
    body = recorded(service, fixture)
    edges = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=12)))
    parts = [body[a:b] for a, b in zip([0, *edges], [*edges, len(body)], strict=True)]
    assert run(service, fixture, parts) == run_whole(service.id, str(fixture.response))


def events(shown: bytes) -> list[dict[str, object]]:
    lines = shown.decode().splitlines()
    found = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    return [json.loads(line) for line in found if line.startswith("{")]


def openai_text(shown: bytes) -> str:
    chunks = [c for e in events(shown) for c in e["choices"]]
    return "".join(c["delta"].get("content") or "" for c in chunks)


def anthropic(kind: str) -> Callable[[bytes], str]:
    return lambda shown: "".join(e.get("delta", {}).get(kind) or "" for e in events(shown))


def typed(kind: str, key: str) -> Callable[[bytes], str]:
    return lambda shown: "".join(str(e[key]) for e in events(shown) if e.get("type") == kind)


def chatgpt(path: str) -> Callable[[bytes], str]:
    def read(shown: bytes) -> str:
        memory: dict[str, object] = {"p": "", "o": "add"}
        text = ""
        for event in events(shown):
            if "v" not in event:
                continue
            memory |= {k: event[k] for k in ("p", "o") if k in event}
            steps = event["v"] if memory["o"] == "patch" else [{**memory, "v": event["v"]}]
            text += "".join(s["v"] for s in steps if s.get("p") == path and s["o"] == "append")
        return text

    return read


@pytest.mark.parametrize(
    ("service", "response", "read", "expected"),
    [
        ("openai_api", "chat_completions_stream.response.sse", openai_text, ANSWER),
        ("mistral_api", "chat_completions_stream.response.sse", openai_text, ANSWER),
        ("anthropic_api", "messages_stream.response.sse", anthropic("text"), ANSWER),
        ("anthropic_api", "messages_stream.response.sse", anthropic("thinking"), THINKING),
        ("openai_api", "responses_stream.response.sse", typed("response.output_text.delta", "delta"), ANSWER),
        ("openai_api", "responses_stream.response.sse", typed("response.output_text.done", "text"), ANSWER),
        ("openai_api", "responses_stream.response.sse", typed("response.reasoning_summary_text.delta", "delta"), THINKING),
        ("mistral_api", "conversations_stream.response.sse", typed("message.output.delta", "content"), ANSWER),
        ("chatgpt_web", "conversation.response.sse", chatgpt("/message/content/parts/0"), ANSWER),
        ("chatgpt_web", "conversation.response.sse", chatgpt("/message/content/thoughts/0/content"), THINKING),
        ("chatgpt_web", "conversation.response.sse", typed("title_generation", "title"), "Relance de Élodie Marchand-Lefèvre"),
    ],
)  # fmt: skip
def test_streamed_texts_read_as_the_model_wrote_them(
    service: str, response: str, read: Callable[[bytes], str], expected: str
) -> None:
    entry = CATALOGUE.services[service]
    fixture = next(f for f in entry.fixtures if f.response == response)
    assert read(run(entry, fixture, [recorded(entry, fixture)])) == expected


@pytest.mark.parametrize(
    ("service", "response"),
    [
        ("openai_api", "chat_completions_tools.response.sse"),
        ("anthropic_api", "messages_tool_stream.response.sse"),
    ],
)
def test_tool_arguments_stay_json(service: str, response: str) -> None:
    entry = CATALOGUE.services[service]
    fixture = next(f for f in entry.fixtures if f.response == response)
    text = ""
    for event in events(run(entry, fixture, [recorded(entry, fixture)])):
        for choice in event.get("choices", ()):
            for call in choice["delta"].get("tool_calls", ()):
                text += call["function"].get("arguments", "")
        text += event.get("delta", {}).get("partial_json", "")
    assert json.loads(text) == {"nom": "Élodie Marchand-Lefèvre", "note": 'dit "Le Lilas"'}
