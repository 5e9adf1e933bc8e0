"""The vendors' own SDKs, through the proxy as `paravent env` sets it, and through the door."""

import base64
import json

import pytest

from e2e.calls import ANSWERED, ANSWERS, SILENT, Call
from e2e.conftest import Sdks
from e2e.drivers import Sdk
from e2e.labels import align, promised, texts
from e2e.leaks import leaks
from e2e.prompts import PROMPTS
from stub import LABEL, Stub

pytestmark = pytest.mark.sdk
WAYS = ("proxy", "door")
PROMPT = PROMPTS[0]


def ask(sdk: Sdk, call: Call, text: str) -> str:
    """What the SDK makes of the answer to a text."""
    arguments = call.put(text)
    if not call.streams:
        return call.said(sdk.call(call.method, **arguments))
    if call.vendor != "mistral":  # which has a method of its own for streams
        arguments["stream"] = True
    return call.said(list(sdk.stream(call.method, **arguments)))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", ANSWERED, ids=str)
def test_a_call_comes_back_with_its_values(sdk: Sdks, stub: Stub, call: Call, way: str) -> None:
    said = ask(sdk(call.vendor, way), call, PROMPT.text)
    assert leaks(stub.everything(), PROMPT.planted) == []
    assert said == promised(stub.seen[-1], PROMPT.text)
    assert all(value in said for value in PROMPT.planted)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", SILENT, ids=str)
def test_a_call_without_a_text_in_its_answer(sdk: Sdks, stub: Stub, call: Call, way: str) -> None:
    said = ask(sdk(call.vendor, way), call, PROMPT.text)
    assert leaks(stub.everything(), PROMPT.planted) == []
    assert said == ANSWERS[call.name.partition(" ")[0]]
    arrived = [text for text in texts(stub.seen[-1]) if LABEL.search(text)]
    assert [align(PROMPT.text, text) is not None for text in arrived] == [True]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("call", [call for call in ANSWERED if call.streams], ids=str)
def test_text_arrives_while_the_service_is_still_sending(
    sdk: Sdks, stub: Stub, call: Call, way: str
) -> None:
    stub.gate.clear()
    arguments = call.put(PROMPT.text) | ({} if call.vendor == "mistral" else {"stream": True})
    shown = []
    for event in sdk(call.vendor, way).stream(call.method, **arguments):
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
