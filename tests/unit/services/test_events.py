"""Streamed events: what is held back leaves in time, what is not ours to restore stays."""

import json

import pytest

from paravent.core.ledger import Entry, Ledger
from paravent.core.types import Placeholder, Sensitive, Tally
from paravent.services.answer import FrameAnswer, open_stream, restore_json
from paravent.services.restoring import Restoring
from paravent.services.wire import wires

LEDGER = Ledger(
    b"k",
    "s",
    [
        Entry(Placeholder("PERSONNE", "1"), Sensitive("Élodie Noël")),
        Entry(Placeholder("URL", "1"), Sensitive("https://x.fr/c/1")),
    ],
)


class Answer:
    def __init__(self, wire: str) -> None:
        self.tally = Tally()
        self.signed: dict[str, str] = {}
        self.restoring = Restoring(wires()[wire], LEDGER.value, self.tally, self.signed.__setitem__)
        stream = open_stream("text/event-stream", self.restoring)
        assert stream
        self.stream = stream

    def feed(self, *events: object, name: str = "") -> list[object]:
        head = f"event: {name}\n" if name else ""
        raw = "".join(f"{head}data: {_text(event)}\n\n" for event in events)
        return _events(self.stream.feed(raw.encode()))

    def close(self) -> list[object]:
        return _events(self.stream.close())


def _text(event: object) -> str:
    return event if isinstance(event, str) else json.dumps(event)


def _events(raw: bytes) -> list[object]:
    lines = [line[6:] for line in raw.decode().splitlines() if line.startswith("data: ")]
    return [line if line == "[DONE]" else json.loads(line) for line in lines]


def chunk(text: str | None = None, finish: str | None = None, index: int = 0) -> dict[str, object]:
    delta = {} if text is None else {"content": text}
    return {"choices": [{"index": index, "delta": delta, "finish_reason": finish}]}


def test_a_tail_leaves_before_the_event_that_ends_the_text() -> None:
    answer = Answer("openai_chat")
    assert answer.feed(chunk("Fin [PERS")) == [chunk("Fin ")]
    assert answer.feed(chunk(None, "stop")) == [chunk("[PERS"), chunk(None, "stop")]
    assert answer.feed("[DONE]") == ["[DONE]"]
    assert answer.close() == []


def test_a_tail_leaves_in_the_event_that_ends_the_text_if_it_carries_some() -> None:
    answer = Answer("openai_chat")
    assert answer.feed(chunk("a [PER"), chunk("S", "stop")) == [chunk("a "), chunk("[PERS", "stop")]


def test_a_tail_leaves_at_done_and_at_the_end() -> None:
    answer = Answer("openai_chat")
    answer.feed(chunk("a ["))
    assert answer.feed("[DONE]") == [chunk("["), "[DONE]"]
    answer = Answer("openai_chat")
    answer.feed(chunk("a ["))
    assert answer.close() == [chunk("[")]


def test_texts_of_two_choices_do_not_mix() -> None:
    answer = Answer("openai_chat")
    shown = answer.feed(
        chunk("[PERSO", index=0), chunk("[PERSONNE", index=1), chunk("NNE_1]", index=0),
        chunk("_1]", index=1),
    )  # fmt: skip
    assert shown == [
        chunk("", index=0), chunk("", index=1), chunk("Élodie Noël", index=0),
        chunk("Élodie Noël", index=1),
    ]  # fmt: skip


def test_events_that_do_not_change_leave_with_their_bytes() -> None:
    answer = Answer("openai_chat")
    raw = b': ping\n\ndata:   {"choices" : []}\n\ndata: [DONE]\n\n'
    assert answer.stream.feed(raw) == raw


def test_anthropic_tails_are_written_as_their_own_event() -> None:
    answer = Answer("anthropic_messages")
    delta = {
        "type": "content_block_delta",
        "index": 0,
        "delta": {"type": "text_delta", "text": "x ["},
    }
    stop = {"type": "content_block_stop", "index": 0}
    answer.feed(delta, name="content_block_delta")
    raw = answer.stream.feed(
        b'event: content_block_stop\ndata: {"type": "content_block_stop", "index": 0}\n\n'
    )
    assert raw.startswith(b"event: content_block_delta\ndata: ")
    late, end = _events(raw)
    assert late == {**delta, "delta": {"type": "text_delta", "text": "["}}
    assert end == stop


def block(kind: str) -> dict[str, object]:
    return {"type": "content_block_start", "index": 1, "content_block": {"type": kind, "input": {}}}


def arguments(text: str) -> dict[str, object]:
    delta = {"type": "input_json_delta", "partial_json": text}
    return {"type": "content_block_delta", "index": 1, "delta": delta}


def test_what_a_hosted_tool_receives_is_not_restored() -> None:
    answer = Answer("anthropic_messages")
    events = [block("server_tool_use"), arguments('{"q": "[PERSO'), arguments('NNE_1]"}')]
    assert answer.feed(*events) == events
    assert answer.tally.restored == 0


def test_what_a_tool_of_the_client_receives_is() -> None:
    answer = Answer("anthropic_messages")
    shown = answer.feed(block("tool_use"), arguments('{"q": "[PERSO'), arguments('NNE_1]"}'))
    text = "".join(e["delta"]["partial_json"] for e in shown[1:])  # type: ignore[index]
    assert json.loads(text) == {"q": "Élodie Noël"}


def test_an_index_that_is_used_again_is_judged_again() -> None:
    answer = Answer("anthropic_messages")
    stop = {"type": "content_block_stop", "index": 1}
    answer.feed(block("server_tool_use"), arguments('"[PERSONNE_1]"'), stop)
    shown = answer.feed(block("tool_use"), arguments('"[PERSONNE_1]"'))
    assert shown[1]["delta"]["partial_json"] == '"Élodie Noël"'  # type: ignore[index]


def test_signed_thinking_is_remembered_as_it_was_produced() -> None:
    answer = Answer("anthropic_messages")

    def think(text: str) -> dict[str, object]:
        delta = {"type": "thinking_delta", "thinking": text}
        return {"type": "content_block_delta", "index": 0, "delta": delta}

    sign = {
        "type": "content_block_delta",
        "index": 0,
        "delta": {"type": "signature_delta", "signature": "SIG"},
    }
    shown = answer.feed(think("vu [PERSO"), think("NNE_1] ;"), sign)
    assert [e["delta"].get("thinking") for e in shown[:2]] == ["vu ", "Élodie Noël ;"]  # type: ignore[index]
    assert answer.signed == {"SIG": "vu [PERSONNE_1] ;"}


def test_whole_answers_are_restored_and_their_signed_texts_remembered() -> None:
    answer = Answer("anthropic_messages")
    body = {
        "content": [
            {"type": "thinking", "thinking": "[PERSONNE_1]", "signature": "S"},
            {"type": "tool_use", "input": {"a": "[PERSONNE_1]"}},
            {"type": "server_tool_use", "input": {"a": "[PERSONNE_1]"}},
        ]
    }
    shown = json.loads(restore_json(json.dumps(body).encode(), answer.restoring))
    assert shown["content"][0]["thinking"] == "Élodie Noël"
    assert shown["content"][1]["input"] == {"a": "Élodie Noël"}
    assert shown["content"][2] == body["content"][2]
    assert answer.signed == {"S": "[PERSONNE_1]"}
    assert answer.tally.restored == 2


def test_arguments_of_functions_are_json_in_json() -> None:
    answer = Answer("openai_responses")
    item = {
        "type": "function_call",
        "arguments": '{"nom": "[PERSONNE_1]", "u": "x.fr/?[PERSONNE_1]"}',
    }
    hosted = {"type": "mcp_call", "arguments": '{"nom": "[PERSONNE_1]"}'}
    shown = json.loads(
        restore_json(json.dumps({"output": [item, hosted]}).encode(), answer.restoring)
    )
    assert json.loads(shown["output"][0]["arguments"]) == {
        "nom": "Élodie Noël",
        "u": "x.fr/?[PERSONNE_1]",
    }
    assert shown["output"][1] == hosted


def test_json_that_does_not_change_keeps_its_bytes() -> None:
    answer = Answer("json")
    body = b'{ "a" : "x", "b" : 1.50 }'
    assert restore_json(body, answer.restoring) == body


@pytest.mark.parametrize(
    "body",
    [
        '{"a": "[PERSONNE_1]"}\n{"a": "[PERSONNE_1]"}\n',
        '{"a": "[PERSONNE_1]", "b": [1, "x',
        "Pas de JSON : [PERSONNE_1]",
    ],
)
def test_what_only_claims_to_be_json_is_restored_all_the_same(body: str) -> None:
    answer = Answer("json")
    shown = restore_json(body.encode(), answer.restoring).decode()
    assert shown == body.replace("[PERSONNE_1]", "Élodie Noël")
    assert restore_json(b"\xff [x", answer.restoring) == b"\xff [x"


def test_keys_are_restored_too() -> None:
    answer = Answer("anthropic_messages")
    body = {"content": [{"type": "tool_use", "input": {"a": 1, "[PERSONNE_1]": {"n": 2}, "z": 3}}]}
    shown = json.loads(restore_json(json.dumps(body).encode(), answer.restoring))
    given = shown["content"][0]["input"]
    assert given == {"a": 1, "Élodie Noël": {"n": 2}, "z": 3}
    assert list(given) == ["a", "Élodie Noël", "z"]


def test_plain_text_streams_are_restored() -> None:
    answer = Answer("json")
    stream = open_stream("text/plain", answer.restoring)
    assert stream
    data = "Bonjour [PERSONNE_1] été [URL_1].".encode()
    shown = b"".join(stream.feed(data[i : i + 1]) for i in range(len(data))) + stream.close()
    assert shown.decode() == "Bonjour Élodie Noël été https://x.fr/c/1."


def test_other_media_are_not_ours() -> None:
    answer = Answer("json")
    assert open_stream("image/png", answer.restoring) is None
    assert open_stream("text/html", answer.restoring) is None


def test_frames_are_restored_one_by_one() -> None:
    answer = Answer("openai_responses")
    frames = FrameAnswer(answer.restoring)
    place = {"type": "response.output_text.delta", "item_id": "i", "output_index": 0}
    done = {"type": "response.output_text.done", "item_id": "i", "output_index": 0, "text": "[P"}
    assert [json.loads(f) for f in frames.take(json.dumps({**place, "delta": "[PERSONNE"}))] == [
        {**place, "delta": ""}
    ]
    assert [json.loads(f) for f in frames.take(json.dumps({**place, "delta": "_1] ["}))] == [
        {**place, "delta": "Élodie Noël "}
    ]
    assert [json.loads(f) for f in frames.take(json.dumps(done))] == [{**place, "delta": "["}, done]
    assert frames.take("plain [PERSONNE_1]") == ["plain Élodie Noël"]
    assert frames.take('{"keep": "as it is"}') == ['{"keep": "as it is"}']


def delta(**event: object) -> dict[str, object]:
    return event


PARTS = "/message/content/parts/0"


def message(text: str = "", ident: str = "m") -> dict[str, object]:
    content = {"content_type": "text", "parts": [text]}
    return {"message": {"id": ident, "content": content, "status": "in_progress"}}


def test_chatgpt_tails_leave_within_the_patch_that_ends_the_message() -> None:
    answer = Answer("chatgpt_delta_v1")
    answer.feed(delta(p="", o="add", v=message()), delta(p=PARTS, o="append", v="Fin [PERS"))
    status = {"p": "/message/status", "o": "replace", "v": "finished_successfully"}
    (end,) = answer.feed(delta(p="", o="patch", v=[status]))
    assert end["v"] == [{"p": PARTS, "o": "append", "v": "[PERS"}, status]  # type: ignore[index]


def test_chatgpt_tails_leave_before_another_message_which_then_says_all() -> None:
    answer = Answer("chatgpt_delta_v1")
    answer.feed(delta(p="", o="add", v=message(), c=0), delta(p=PARTS, o="append", v="Fin ["))
    answer.feed(delta(p="", o="add", v=message("x"), c=1))
    answer.feed(delta(p=PARTS, o="append", v="y ["))
    late, whole = answer.feed(delta(p="", o="add", v=message("[PERSONNE_1]", "n")))
    assert late == {"p": PARTS, "o": "append", "v": "["}
    assert whole == {"c": 1, "p": "", "o": "add", "v": message("Élodie Noël", "n")}


def test_chatgpt_events_after_a_late_one_do_not_rely_on_memory() -> None:
    answer = Answer("chatgpt_delta_v1")
    answer.feed(delta(p="", o="add", v=message()), delta(p=PARTS, o="append", v="Fin ["))
    complete = {"type": "message_stream_complete"}
    assert answer.feed(complete) == [{"p": PARTS, "o": "append", "v": "["}, complete]
    assert answer.feed(delta(v=" suite")) == [{"p": PARTS, "o": "append", "v": " suite"}]
    assert answer.feed(delta(v=" fin")) == [{"v": " fin"}]


def test_chatgpt_thoughts_are_texts_of_their_own() -> None:
    answer = Answer("chatgpt_delta_v1")
    path = "/message/content/thoughts"
    answer.feed(delta(p="", o="add", v={"message": {"content": {"thoughts": []}}}))
    answer.feed(delta(p=path, o="append", v=[{"summary": "a", "content": ""}]))
    answer.feed(delta(p=path, o="append", v=[{"summary": "b", "content": "vu [PERS"}]))
    shown = answer.feed(delta(p=f"{path}/1/content", o="append", v="ONNE_1]"))
    assert shown == [delta(p=f"{path}/1/content", o="append", v="Élodie Noël")]


def test_chatgpt_a_replaced_text_loses_what_was_held_back() -> None:
    answer = Answer("chatgpt_delta_v1")
    answer.feed(delta(p="", o="add", v=message()), delta(p=PARTS, o="append", v="ab ["))
    assert answer.feed(delta(p=PARTS, o="replace", v="c [PERSONNE_1] [")) == [
        delta(p=PARTS, o="replace", v="c Élodie Noël ")
    ]
    assert answer.feed("[DONE]") == [delta(p=PARTS, o="append", v="["), "[DONE]"]
