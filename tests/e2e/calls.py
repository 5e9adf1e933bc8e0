"""The calls that the vendors' SDKs offer: how a text is put in, and where the answer says it back."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

SYSTEM = "Tu aides un indépendant dans ses courriers."
SCHEMA = {"type": "object", "properties": {"nom": {"type": "string"}}, "required": ["nom"]}
FUNCTION = {"name": "creer_client", "description": "Crée une fiche.", "parameters": SCHEMA}
OPENAI_TOOLS = [{"type": "function", "function": FUNCTION}]
CLAUDE_TOOLS = [
    {"name": "creer_client", "description": "Crée une fiche.", "input_schema": SCHEMA},
]

METHODS_FOR_STREAMS = frozenset({"mistral", "cohere", "google", "poe", "bedrock"})
"""Vendors whose SDKs stream by a method of its own; the others are asked to with an argument."""


@dataclass(frozen=True)
class Call:
    """One call: ``put`` makes its arguments of a text, ``said`` finds the answer's text.

    ``said`` is given the result of a plain call, or the list of events of a streamed one.
    """

    vendor: str
    name: str
    method: str
    put: Callable[[str], dict[str, Any]]
    said: Callable[[Any], str]
    streams: bool = False

    def arguments(self, text: str) -> dict[str, Any]:
        """What the method is called with."""
        flagged = self.streams and self.vendor not in METHODS_FOR_STREAMS
        return self.put(text) | ({"stream": True} if flagged else {})

    def __str__(self) -> str:
        return f"{self.vendor}-{self.name}{'-streamed' if self.streams else ''}"


def _chat(text: str, **more: Any) -> dict[str, Any]:
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": text}]
    return {"model": "gpt-5.1", "messages": messages, **more}


def _claude(text: str, **more: Any) -> dict[str, Any]:
    messages = [{"role": "user", "content": text}]
    return {
        "model": "claude-opus-4-1",
        "max_tokens": 500,
        "system": SYSTEM,
        "messages": messages,
        **more,
    }


def _mistral(text: str, **more: Any) -> dict[str, Any]:
    return _chat(text, **more) | {"model": "mistral-large-latest"}


def _deltas(chunks: Iterable[Any]) -> Iterable[Any]:
    return (chunk["choices"][0]["delta"] for chunk in chunks)


def _argument(text: str) -> str:
    given = json.loads(text)
    assert given.get("n", 1) == 1
    return str(given["nom"])


def _streamed_tool(deltas: Iterable[Any]) -> str:
    calls = [call for delta in deltas for call in delta.get("tool_calls") or ()]
    assert calls[0]["function"]["name"] == "creer_client"
    return _argument("".join(call["function"]["arguments"] or "" for call in calls))


def _tool(result: Any) -> str:
    (call,) = result["choices"][0]["message"]["tool_calls"]
    return _argument(call["function"]["arguments"])


def _joined(events: Iterable[Any], kind: str, *way: str) -> str:
    """The texts that events of one kind carry, one after the other."""
    said = ""
    for event in events:
        if event["type"] == kind:
            for key in way:
                event = event[key]  # noqa: PLW2901 -- a walk down
            said += str(event)
    return said


def _responses(events: list[Any]) -> str:
    """The text of the deltas; what is told again whole must be the same."""
    said = _joined(events, "response.output_text.delta", "delta")
    assert _joined(events, "response.output_text.done", "text") == said
    assert events[-1]["type"] == "response.completed"
    assert events[-1]["response"]["output"][0]["content"][0]["text"] == said
    return said


def _choice(result: Any) -> str:
    return str(result["choices"][0]["message"]["content"])


def _mistral_text(events: list[Any]) -> str:
    return "".join(delta.get("content") or "" for delta in _deltas(e["data"] for e in events))


def _mistral_tool(events: list[Any]) -> str:
    return _streamed_tool(_deltas(e["data"] for e in events))


def _conversation(text: str) -> dict[str, Any]:
    inputs = [{"type": "message.input", "role": "user", "content": text}]
    return {"model": "mistral-large-latest", "inputs": inputs, "instructions": SYSTEM}


def _conversation_text(events: list[Any]) -> str:
    return _joined((e["data"] for e in events), "message.output.delta", "content")


def _chunks(events: Iterable[Any]) -> str:
    return "".join(delta.get("content") or "" for delta in _deltas(events))


def _cohere(text: str) -> dict[str, Any]:
    return {"model": "command-a", "messages": [{"role": "user", "content": text}]}


def _cohere_text(events: Iterable[Any]) -> str:
    return _joined(events, "content-delta", "delta", "message", "content", "text")


def _gemini(text: str) -> dict[str, Any]:
    return {"model": "gemini-3-pro", "contents": text, "config": {"system_instruction": SYSTEM}}


def _gemini_text(result: Any) -> str:
    return str(result["candidates"][0]["content"]["parts"][0]["text"])


def _converse(text: str) -> dict[str, Any]:
    messages = [{"role": "user", "content": [{"text": text}]}]
    return {"modelId": "anthropic.claude", "messages": messages, "system": [{"text": SYSTEM}]}


def _invoke(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}]}


def _like_openai(vendor: str, model: str) -> tuple[Call, Call]:
    """A call of an SDK that speaks as OpenAI's does, plain and streamed."""

    def put(text: str) -> dict[str, Any]:
        return _chat(text) | {"model": model}

    method = "chat.completions.create"
    plain = Call(vendor, "chat", method, put, _choice)
    return plain, Call(vendor, "chat", method, put, _chunks, streams=True)


ANSWERED = (
    Call("openai", "chat", "chat.completions.create", _chat, _choice),
    Call(
        "openai", "chat", "chat.completions.create", _chat, _chunks, streams=True,
    ),
    Call(
        "openai", "tools", "chat.completions.create",
        lambda text: _chat(text, tools=OPENAI_TOOLS), _tool,
    ),
    Call(
        "openai", "tools", "chat.completions.create",
        lambda text: _chat(text, tools=OPENAI_TOOLS),
        lambda events: _streamed_tool(_deltas(events)), streams=True,
    ),
    Call(
        "openai", "responses", "responses.create",
        lambda text: {"model": "gpt-5.1", "instructions": SYSTEM, "input": text},
        lambda result: result["output"][0]["content"][0]["text"],
    ),
    Call(
        "openai", "responses", "responses.create",
        lambda text: {"model": "gpt-5.1", "input": [{"role": "user", "content": text}]},
        _responses, streams=True,
    ),
    Call(
        "openai", "completions", "completions.create",
        lambda text: {"model": "gpt-3.5-turbo-instruct", "prompt": text},
        lambda result: result["choices"][0]["text"],
    ),
    Call(
        "openai", "images", "images.generate",
        lambda text: {"model": "gpt-image-1", "prompt": text, "size": "1024x1024"},
        lambda result: result["data"][0]["revised_prompt"],
    ),
    Call(
        "anthropic", "messages", "messages.create", _claude,
        lambda result: result["content"][0]["text"],
    ),
    Call(
        "anthropic", "messages", "messages.create", _claude,
        lambda events: _joined(events, "content_block_delta", "delta", "text"), streams=True,
    ),
    Call(
        "anthropic", "tools", "messages.create", lambda text: _claude(text, tools=CLAUDE_TOOLS),
        lambda result: result["content"][0]["input"]["nom"],
    ),
    Call(
        "anthropic", "tools", "messages.create", lambda text: _claude(text, tools=CLAUDE_TOOLS),
        lambda events: _argument(_joined(events, "content_block_delta", "delta", "partial_json")),
        streams=True,
    ),
    Call("mistral", "chat", "chat.complete", _mistral, _choice),
    Call("mistral", "chat", "chat.stream", _mistral, _mistral_text, streams=True),
    Call(
        "mistral", "tools", "chat.complete",
        lambda text: _mistral(text, tools=OPENAI_TOOLS), _tool,
    ),
    Call(
        "mistral", "tools", "chat.stream", lambda text: _mistral(text, tools=OPENAI_TOOLS),
        _mistral_tool, streams=True,
    ),
    Call(
        "mistral", "fim", "fim.complete",
        lambda text: {"model": "codestral-latest", "prompt": text, "suffix": "return fiche"},
        _choice,
    ),
    Call(
        "mistral", "agents", "agents.complete",
        lambda text: {"agent_id": "ag_1", "messages": [{"role": "user", "content": text}]},
        _choice,
    ),
    Call(
        "mistral", "conversations", "beta.conversations.start", _conversation,
        lambda result: result["outputs"][0]["content"],
    ),
    Call(
        "mistral", "conversations", "beta.conversations.start_stream", _conversation,
        _conversation_text, streams=True,
    ),
    *_like_openai("groq", "llama-3.3-70b-versatile"),
    *_like_openai("together", "meta-llama/Llama-3.3-70B"),
    *_like_openai("perplexity", "sonar"),
    *_like_openai("huggingface", "meta-llama/Llama-3.3-70B"),
    Call(
        "cohere", "chat", "chat", _cohere, lambda result: result["message"]["content"][0]["text"],
    ),
    Call("cohere", "chat", "chat_stream", _cohere, _cohere_text, streams=True),
    Call("google", "contents", "models.generate_content", _gemini, _gemini_text),
    Call(
        "google", "contents", "models.generate_content_stream", _gemini,
        lambda events: "".join(map(_gemini_text, events)), streams=True,
    ),
    Call(
        "ollama", "chat", "chat", lambda text: _chat(text) | {"model": "gpt-oss:120b"},
        lambda result: result["message"]["content"],
    ),
    Call(
        "ollama", "chat", "chat", lambda text: _chat(text) | {"model": "gpt-oss:120b"},
        lambda events: "".join(event["message"]["content"] for event in events), streams=True,
    ),
    Call(
        "ollama", "generate", "generate",
        lambda text: {"model": "gpt-oss:120b", "prompt": text, "system": SYSTEM},
        lambda events: "".join(event["response"] for event in events), streams=True,
    ),
    Call("deepl", "translate", "translate", lambda text: {"text": text}, str),
    Call("deepl", "write", "improve", lambda text: {"text": text}, str),
    Call(
        "poe", "bot", "ask", lambda text: {"text": text},
        lambda events: "".join(event["text"] for event in events), streams=True,
    ),
    Call(
        "bedrock", "converse", "converse", _converse,
        lambda result: result["output"]["message"]["content"][0]["text"],
    ),
    Call(
        "bedrock", "converse", "converse_stream", _converse,
        lambda events: "".join(
            event["contentBlockDelta"]["delta"]["text"]
            for event in events if "contentBlockDelta" in event
        ),
        streams=True,
    ),
    Call(
        "bedrock", "invoke", "invoke_model", _invoke, lambda result: result["content"][0]["text"],
    ),
    Call(
        "bedrock", "invoke", "invoke_model_stream", _invoke,
        lambda events: _joined(events, "content_block_delta", "delta", "text"), streams=True,
    ),
)  # fmt: skip
"""Calls that are answered with text."""

NODE = tuple(
    replace(call, vendor=f"node_{call.vendor}")
    for call in ANSWERED
    if call.vendor in {"openai", "anthropic"}
)
"""The same, of the SDKs for Node."""

SILENT = (
    Call(
        "openai", "embeddings", "embeddings.create",
        lambda text: {"model": "text-embedding-3-small", "input": [text, "Bonjour."]},
        lambda result: str(result["data"][0]["embedding"]),
    ),
    Call(
        "openai", "embeddings as floats", "embeddings.create",
        lambda text: {
            "model": "text-embedding-3-small", "input": text, "encoding_format": "float",
        },
        lambda result: str(result["data"][0]["embedding"]),
    ),
    Call(
        "openai", "moderations", "moderations.create",
        lambda text: {"input": text}, lambda result: str(result["results"][0]["flagged"]),
    ),
    Call(
        "anthropic", "count_tokens", "messages.count_tokens",
        lambda text: {
            "model": "claude-opus-4-1", "messages": [{"role": "user", "content": text}],
        },
        lambda result: str(result["input_tokens"]),
    ),
    Call(
        "mistral", "embeddings", "embeddings.create",
        lambda text: {"model": "mistral-embed", "inputs": [text]},
        lambda result: str(result["data"][0]["embedding"]),
    ),
)  # fmt: skip
"""Calls whose answers hold no text: a vector, a number, a verdict."""

ANSWERS = {"embeddings": "[0.5, -0.25]", "moderations": "False", "count_tokens": "12"}
"""What the stub answers to them, by the beginning of the call's name."""
