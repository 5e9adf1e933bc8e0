"""The vendors' own SDKs, through the proxy as `paravent env` sets it, and through the door."""

import base64
import json
from collections.abc import Iterable

import pytest

from e2e.calls import ANSWERED, ANSWERS, NODE, SILENT, Call
from e2e.conftest import Sdks
from e2e.drivers import BASES, Sdk, SdkError
from e2e.labels import align, fill, meanings, promised, texts
from e2e.leaks import leaks
from e2e.prompts import PROMPTS
from stub import LABEL, Stub, reply, strings

pytestmark = pytest.mark.sdk
WAYS = ("proxy", "door")
PROMPT = PROMPTS[0]


def in_all_ways(calls: Iterable[Call]) -> pytest.MarkDecorator:
    """Each call by the proxy, and by the door where the SDK takes it."""
    cases = [(c, way) for c in calls for way in WAYS if way == "proxy" or c.vendor in BASES]
    return pytest.mark.parametrize(("call", "way"), cases, ids=str)


def ask(sdk: Sdk, call: Call, text: str) -> str:
    """What the SDK makes of the answer to a text."""
    arguments = call.arguments(text)
    if not call.streams:
        return call.said(sdk.call(call.method, **arguments))
    return call.said(list(sdk.stream(call.method, **arguments)))


@in_all_ways((*ANSWERED, *NODE))
def test_a_call_comes_back_with_its_values(sdk: Sdks, stub: Stub, call: Call, way: str) -> None:
    said = ask(sdk(call.vendor, way), call, PROMPT.text)
    assert leaks(stub.everything(), PROMPT.planted) == []
    assert said == promised(stub.seen[-1], PROMPT.text)
    assert all(value in said for value in PROMPT.planted)


@in_all_ways(SILENT)
def test_a_call_without_a_text_in_its_answer(sdk: Sdks, stub: Stub, call: Call, way: str) -> None:
    said = ask(sdk(call.vendor, way), call, PROMPT.text)
    assert leaks(stub.everything(), PROMPT.planted) == []
    assert said == ANSWERS[call.name.partition(" ")[0]]
    arrived = [text for text in texts(stub.seen[-1]) if LABEL.search(text)]
    assert [align(PROMPT.text, text) is not None for text in arrived] == [True]


@in_all_ways(call for call in (*ANSWERED, *NODE) if call.streams)
def test_text_arrives_while_the_service_is_still_sending(
    sdk: Sdks, stub: Stub, call: Call, way: str
) -> None:
    stub.gate.clear()
    shown = []
    for event in sdk(call.vendor, way).stream(call.method, **call.arguments(PROMPT.text)):
        shown.append(event)
        if not stub.gate.is_set() and PROMPT.planted[1] in json.dumps(shown, ensure_ascii=False):
            stub.gate.set()
    assert call.said(shown) == promised(stub.seen[-1], PROMPT.text)


@pytest.mark.parametrize("way", WAYS)
def test_what_the_sdks_put_together_from_streams(sdk: Sdks, stub: Stub, way: str) -> None:
    by_name = {str(call): call for call in ANSWERED}
    for name, method, final in (
        ("openai-chat", "chat.completions.stream", "get_final_completion"),
        ("openai-tools", "chat.completions.stream", "get_final_completion"),
        ("openai-responses", "responses.stream", "get_final_response"),
        ("anthropic-messages", "messages.stream", "get_final_message"),
        ("anthropic-tools", "messages.stream", "get_final_message"),
    ):
        call = by_name[name]
        result = sdk(call.vendor, way).final(method, final, **call.put(PROMPT.text))
        assert call.said(result) == promised(stub.seen[-1], PROMPT.text)
    assert leaks(stub.everything(), PROMPT.planted) == []


def test_documents_and_system_blocks_of_anthropic(sdk: Sdks, stub: Stub) -> None:
    system, plain, coded = PROMPTS[4:7]
    sources = [
        {"type": "text", "media_type": "text/plain", "data": plain.text},
        {
            "type": "base64",
            "media_type": "text/plain",
            "data": base64.b64encode(coded.text.encode()).decode(),
        },
    ]
    blocks = [{"type": "document", "source": source, "title": "Note"} for source in sources]
    result = sdk("anthropic", "proxy").call(
        "messages.create",
        model="claude-opus-4-1",
        max_tokens=500,
        system=[{"type": "text", "text": system.text, "cache_control": {"type": "ephemeral"}}],
        messages=[
            {"role": "user", "content": [*blocks, {"type": "text", "text": "Résume les deux."}]}
        ],
    )
    planted = (*system.planted, *plain.planted, *coded.planted)
    assert leaks(stub.everything(), planted) == []
    body = json.loads(stub.seen[-1].body)
    one, two, _ = body["messages"][0]["content"]
    assert body["system"][0]["cache_control"] == {"type": "ephemeral"}
    assert align(plain.text, one["source"]["data"])
    assert align(coded.text, base64.b64decode(two["source"]["data"]).decode())
    assert result["content"][0]["text"] == promised(stub.seen[-1], system.text, plain.text)


def test_a_turn_with_a_tool(sdk: Sdks, stub: Stub) -> None:
    """A whole turn with a tool: what it returns is the client's data too."""
    asked, returned = PROMPTS[2], PROMPTS[13]
    call = {"id": "call_1", "type": "function"}
    call["function"] = {"name": "creer_client", "arguments": json.dumps({"note": asked.text})}
    result = sdk("openai", "proxy").call(
        "chat.completions.create",
        model="gpt-5.1",
        messages=[
            {"role": "user", "content": "Crée la fiche."},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_1", "content": returned.text},
        ],
    )
    assert leaks(stub.everything(), (*asked.planted, *returned.planted)) == []
    arrived = json.loads(stub.seen[-1].body)["messages"]
    note = json.loads(arrived[1]["tool_calls"][0]["function"]["arguments"])["note"]
    assert align(asked.text, note)
    assert align(returned.text, arrived[2]["content"])
    said = result["choices"][0]["message"]["content"]
    assert all(value in said for value in (*asked.planted, *returned.planted))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("method", ["talk", "respond"])
def test_openai_over_a_socket(sdk: Sdks, stub: Stub, method: str, way: str) -> None:
    """The Realtime API, and responses over a socket."""
    events = list(sdk("openai", way).stream(method, text=PROMPT.text))
    said = "".join(e["delta"] for e in events if e["type"] == "response.output_text.delta")
    arrived = strings(json.loads(stub.frames[-1]))
    assert leaks(stub.everything(), PROMPT.planted) == []
    assert (
        said
        == events[-1]["text"]
        == fill(reply(" ".join(arrived)), meanings([PROMPT.text], arrived))
    )
    assert all(value in said for value in PROMPT.planted)


def test_a_signed_request_with_values_is_refused(sdk: Sdks, stub: Stub) -> None:
    """What SigV4 signs cannot change; without values it goes as it is."""
    (converse,) = (c for c in ANSWERED if str(c) == "bedrock-converse")
    with pytest.raises(SdkError) as error:
        sdk("bedrock", "proxy").call("signed", **converse.put(PROMPT.text))
    assert error.value.told["status"] == 403
    assert "Rien n'a été transmis à Amazon Bedrock" in error.value.told["message"]
    assert stub.seen == []
    result = sdk("bedrock", "proxy").call("signed", **converse.put("Bonjour."))
    assert converse.said(result) == "Bonjour. Fin."
