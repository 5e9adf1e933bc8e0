"""Formats of other services: texts in pieces, in patches, in snapshots, within other texts."""

import base64
import json
from struct import pack
from zlib import crc32

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
        Entry(Placeholder("PERSONNE", "2"), Sensitive('Ana "Bo" <&> Li')),
    ],
)
SSE, JSON, LINES = "text/event-stream", "application/json", "application/x-ndjson"


class Answer:
    """An answer of one format, fed with bytes."""

    def __init__(self, wire: str, kind: str = SSE) -> None:
        self.tally = Tally()
        self.restoring = Restoring(wires()[wire], LEDGER.value, self.tally, lambda *_: None)
        stream = open_stream(kind, self.restoring)
        assert stream
        self.feed, self.close = stream.feed, stream.close


def sse(*events: object) -> bytes:
    return b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in events)


def read(raw: bytes) -> list[object]:
    lines = [line.removeprefix("data: ") for line in raw.decode().splitlines()]
    return [json.loads(line) for line in lines if line.startswith(("{", "["))]


# -- patches


def block(usage: str, *patches: dict[str, object]) -> dict[str, object]:
    diff = {"field": "markdown_block", "patches": list(patches)}
    return {"intended_usage": usage, "diff_block": diff}


def test_pieces_that_are_added_to_a_list_are_one_text_and_blocks_do_not_mix() -> None:
    answer = Answer("perplexity_blocks")
    start = {"op": "replace", "path": "", "value": {"chunks": ["a [PERS"], "answer": "a [PERS"}}
    more = {"op": "add", "path": "/chunks/1", "value": "ONNE_1]."}
    shown = answer.feed(sse({"blocks": [block("x", start), block("y", start)]}))
    assert b"PERS" not in shown
    (event,) = read(answer.feed(sse({"blocks": [block("y", more), block("x", more)]})))
    for one in event["blocks"]:  # type: ignore[index]
        assert one["diff_block"]["patches"][0]["value"] == "Élodie Noël."


def test_the_event_that_says_all_again_needs_nothing_that_was_held_back() -> None:
    answer = Answer("perplexity_blocks")
    start = {"op": "replace", "path": "", "value": {"chunks": ["a ["], "answer": "a ["}}
    answer.feed(sse({"blocks": [block("x", start)]}))
    last = {"final": True, "blocks": [{"markdown_block": {"chunks": ["a [PERS", "ONNE_1]"]}}]}
    (event,) = read(answer.feed(sse(last)))
    assert event["blocks"][0]["markdown_block"]["chunks"] == ["a ", "Élodie Noël"]  # type: ignore[index]
    assert answer.close() == b""


def test_what_is_left_of_a_patched_text_leaves_as_a_patch() -> None:
    answer = Answer("notion_patch", LINES)
    lines = [
        {"type": "patch-start", "data": {"s": [{"type": "config"}]}},
        {"type": "patch", "v": [{"o": "a", "p": "/s/-", "v": {"value": [{"content": "b ["}]}}]},
    ]
    for line in lines:
        answer.feed(json.dumps(line).encode() + b"\n")
    patch, done = read(answer.feed(b'{"type": "done"}\n'))
    assert patch == {"type": "patch", "v": [{"p": "/s/1/value/0/content", "o": "x", "v": "["}]}
    assert done == {"type": "done"}


def test_a_path_from_the_end_of_a_list_is_that_of_its_last_element() -> None:
    answer = Answer("deepseek_patch")
    fragments = [{"type": "THINK", "content": "[PERS"}, {"type": "RESPONSE", "content": "x"}]
    answer.feed(sse({"v": {"response": {"fragments": fragments}}}))
    (one,) = read(
        answer.feed(sse({"p": "response/fragments/0/content", "o": "APPEND", "v": "ONNE_1]"}))
    )
    assert one == {"p": "response/fragments/0/content", "o": "APPEND", "v": "Élodie Noël"}
    answer.feed(sse({"p": "response/fragments/-1/content", "v": " [PERSONNE"}))
    (two,) = read(answer.feed(sse({"v": "_1]"})))
    assert two == {"v": "Élodie Noël"}


def test_lines_with_patches_and_lines_with_texts() -> None:
    answer = Answer("mistral_lines")
    start = {"json": {"patches": [{"op": "replace", "path": "/a", "value": [{"text": "[PERS"}]}]}}
    more = {"json": {"patches": [{"op": "append", "path": "/a/0/text", "value": "ONNE_1]"}]}}
    answer.feed(f"15:{json.dumps(start)}\n".encode())
    shown = answer.feed(f"9:{json.dumps(more)}\n".encode())
    assert "Élodie Noël" in shown.decode()
    assert shown.startswith(b"9:{")
    assert answer.feed(b'0:"[PERSO"\n') == b'0:""\n'
    assert answer.feed(b'0:"NNE_1]"\n').decode() == '0:"Élodie Noël"\n'


# -- snapshots


def frame(*texts: str) -> bytes:
    inner = json.dumps([None, list(texts)], ensure_ascii=False, separators=(",", ":"))
    body = (
        "\n"
        + json.dumps([["wrb.fr", None, inner]], ensure_ascii=False, separators=(",", ":"))
        + "\n"
    )
    return f"{len(body.encode('utf-16-le')) // 2}{body}".encode()


def test_a_growing_text_is_shown_without_the_beginning_of_a_label() -> None:
    answer = Answer("google_batchexecute", JSON)
    assert answer.feed(b")]}'\n\n" + frame("a [PERS")).endswith(frame("a "))
    assert answer.feed(frame("a [PERSONNE_2] 😀")) == frame('a Ana "Bo" <&> Li 😀')
    assert answer.feed(frame("a [PERSONNE_2] 😀 b")) == frame('a Ana "Bo" <&> Li 😀 b')
    assert answer.close() == b""
    assert answer.tally.restored == 1


def test_a_growing_text_that_ends_with_a_bracket_is_shown_whole_at_the_end() -> None:
    answer = Answer("google_batchexecute", JSON)
    answer.feed(frame("a [PERS"))
    assert answer.close() == frame("a [PERS")


def test_an_answer_that_is_no_frames_is_restored_all_the_same() -> None:
    answer = Answer("google_batchexecute", JSON)
    shown = answer.feed(b"<p>Service down for [PERS") + answer.feed(b"ONNE_1], sorry.</p>\n")
    assert "down for Élodie Noël, sorry" in (shown + answer.close()).decode()
    assert answer.restoring.drifted


def test_pieces_of_a_page_are_escaped_and_hold_no_half_label() -> None:
    answer = Answer("chatgpt_delta_v1", "text/vnd.openai.web-mobile-partial+html")
    shown = answer.feed(b"<p>a [PERS</p><p>a [PERSONNE_2]</p><a href='[PERSONNE_1]'>b [</a>")
    assert shown + answer.close() == (
        b"<p>a </p><p>a Ana \"Bo\" &lt;&amp;&gt; Li</p><a href='[PERSONNE_1]'>b [</a>"
    )


def test_a_list_that_comes_piece_by_piece_or_an_object_that_comes_whole() -> None:
    def part(text: str) -> dict[str, object]:
        return {"candidates": [{"index": 0, "content": {"parts": [{"text": text}]}}]}

    answer = Answer("gemini_content", JSON)
    shown = answer.feed(json.dumps([part("a [PERS"), part("ONNE_1] ["), part("!")]).encode())
    assert json.loads(shown + answer.close()) == [part("a "), part("Élodie Noël "), part("[!")]
    whole = Answer("gemini_content", JSON)
    assert whole.feed(json.dumps(part("[PERSONNE_1]")).encode()) == b""
    assert json.loads(whole.close()) == part("Élodie Noël")


def test_a_list_is_closed_after_what_was_held_back() -> None:
    answer = Answer("gemini_content", JSON)
    part = {"candidates": [{"index": 0, "content": {"parts": [{"text": "a ["}]}}]}
    shown = json.loads(answer.feed(json.dumps([{}, part]).encode()) + answer.close())
    texts = [one["candidates"][0]["content"]["parts"][0]["text"] for one in shown[1:]]
    assert "".join(texts) == "a ["


# -- within other texts


def test_events_in_base64_are_restored_and_what_is_late_has_a_frame_of_its_own() -> None:
    def carried(event: object) -> bytes:
        payload = json.dumps({"bytes": base64.b64encode(json.dumps(event).encode()).decode()})
        head = b"\x0b:event-type\x07\x00\x05chunk"
        prelude = pack(">II", 16 + len(head) + len(payload), len(head))
        raw = prelude + pack(">I", crc32(prelude)) + head + payload.encode()
        return raw + pack(">I", crc32(raw))

    def delta(text: str) -> dict[str, object]:
        return {
            "type": "content_block_delta",
            "index": 0,
            "delta": {"type": "text_delta", "text": text},
        }

    answer = Answer("bedrock_invoke", "application/vnd.amazon.eventstream")
    stop = {"type": "content_block_stop", "index": 0}
    stream = b"".join(map(carried, [delta("[PERS"), delta("ONNE_1] ["), stop]))
    shown = answer.feed(stream) + answer.close()
    texts = [
        json.loads(base64.b64decode(json.loads(piece.split(b'"}')[0] + b'"}')["bytes"]))
        for piece in (b'{"bytes"' + rest for rest in shown.split(b'{"bytes"')[1:])
    ]
    assert [one.get("delta", {}).get("text") for one in texts] == ["", "Élodie Noël ", "[", None]


def test_turns_on_one_socket_do_not_mix() -> None:
    restoring = Restoring(wires()["chatgpt_socket"], LEDGER.value, Tally(), lambda *_: None)
    frames = FrameAnswer(restoring)

    def message(turn: str, text: str) -> str:
        event = {"p": "/message/content/parts/0", "o": "append", "v": text}
        item = f"event: delta\ndata: {json.dumps(event)}\n\n"
        payload = {"payload": {"turn_id": turn, "encoded_item": item}}
        return json.dumps([{"type": "message", "payload": payload}])

    frames.take(message("a", "[PERSON"))
    frames.take(message("b", "[PERSO"))
    assert (
        "Élodie Noël"
        in json.loads(frames.take(message("a", "NE_1]"))[0])[0]["payload"]["payload"][
            "encoded_item"
        ]
    )
    assert (
        "Élodie Noël"
        in json.loads(frames.take(message("b", "NNE_1]"))[0])[0]["payload"]["payload"][
            "encoded_item"
        ]
    )


def test_json_within_json_is_escaped_one_level_more() -> None:
    inner = json.dumps({"to": "[PERSONNE_2]"})
    restoring = Restoring(wires()["json"], LEDGER.value, Tally(), lambda *_: None)
    shown = json.loads(restore_json(json.dumps({"a": {"b": inner}}).encode(), restoring))
    assert json.loads(shown["a"]["b"]) == {"to": 'Ana "Bo" <&> Li'}


def test_a_socket_frame_of_several_messages_keeps_its_separators() -> None:
    restoring = Restoring(wires()["signalr_chat"], LEDGER.value, Tally(), lambda *_: None)
    one = {"type": 1, "arguments": [{"writeAtCursor": "[PERSONNE_1] [PE"}]}
    (shown,) = FrameAnswer(restoring).take(f'{json.dumps(one)}\x1e{{"type":3}}\x1e')
    update, late, end, rest = shown.split("\x1e")
    assert json.loads(update)["arguments"][0]["writeAtCursor"] == "Élodie Noël "
    assert json.loads(late)["arguments"][0]["writeAtCursor"] == "[PE"
    assert (json.loads(end), rest) == ({"type": 3}, "")


def test_padding_is_left_out_of_labels_and_put_back() -> None:
    answer = Answer("hf_chat", "application/jsonl")
    answer.feed(b'{"type":"stream","token":"[PERSONNE_\\u0000\\u0000"}\n')
    (event,) = read(answer.feed(b'{"type":"stream","token":"1]\\u0000"}\n'))
    assert event == {"type": "stream", "token": "Élodie Noël".ljust(16, "\0")}


# -- formats that nobody knows


def test_a_label_that_is_cut_in_an_unknown_place_comes_back() -> None:
    answer = Answer("json")
    answer.feed(sse({"x": {"piece": "a [PERS"}, "n": 1}))
    (event,) = read(answer.feed(sse({"x": {"piece": "ONNE_1]!"}, "n": 2})))
    assert event == {"x": {"piece": "Élodie Noël!"}, "n": 2}
    assert not answer.restoring.drifted


def test_an_unknown_text_that_grows_is_not_said_twice() -> None:
    answer = Answer("json")
    assert read(answer.feed(sse({"t": "a [PERS"}))) == [{"t": "a "}]
    assert read(answer.feed(sse({"t": "a [PERSONNE_1]"}))) == [{"t": "a Élodie Noël"}]
    answer.feed(sse({"t": "b ["}))
    assert read(answer.close()) == [{"t": "["}]


@pytest.mark.parametrize("wire", ["openai_responses", "dust_events", "chatgpt_delta_v1"])
def test_a_format_that_has_changed_is_restored_and_told(wire: str) -> None:
    answer = Answer(wire)
    answer.feed(sse({"kind": "new", "words": "[PERS"}))
    (event,) = read(answer.feed(sse({"kind": "new", "words": "ONNE_1]"})))
    assert event == {"kind": "new", "words": "Élodie Noël"}
    answer.close()
    assert answer.restoring.drifted


def test_a_known_format_does_not_take_other_strings_for_pieces() -> None:
    answer = Answer("openai_responses")
    delta = {"type": "response.output_text.delta", "item_id": "i", "delta": "x"}
    answer.feed(sse(delta))
    event = {"type": "response.note", "note": "a ["}
    assert read(answer.feed(sse(event))) == [event]
