"""What sites send while a person types, and what they count: hidden alike, emptied, or refused.

One row for each while-typing call and each measure of use that is known of the services.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from desk import Desk
from paravent.core.types import Sensitive
from paravent.pipeline.exchange import Forward, Refuse, Verdict
from parting import NAME, open_parts
from stub import LABEL, strings

HALF = f"Rédige une relance pour {NAME}"
WHOLE = f"{HALF}, qui n'a pas payé."
CHATS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "chatgpt_web": (
        "POST", "/backend-api/f/conversation",
        {"messages": [{"author": {"role": "user"}, "content": {"parts": [WHOLE]}}]},
    ),
    "perplexity_web": ("POST", "/rest/sse/perplexity_ask", {"query_str": WHOLE}),
    "github_copilot": (
        "POST", "/chat/completions", {"messages": [{"role": "user", "content": WHOLE}]},
    ),
    "deepl": ("POST", "/jsonrpc", {"params": {"texts": [{"text": WHOLE}]}}),
    "claude_web": ("POST", "/api/organizations/o/chat_conversations/c/completion", {"prompt": WHOLE}),
    "anthropic_api": ("POST", "/v1/messages", {"messages": [{"role": "user", "content": WHOLE}]}),
    "midjourney_discord": ("POST", "/api/v9/interactions", {"type": 2, "data": {"value": WHOLE}}),
}  # fmt: skip
"""How each service is sent the whole message."""

EMPTIED: list[tuple[str, str, str, Any, dict[str, str]]] = [
    ("chatgpt_web", "POST", "/backend-api/conversation/experimental/generate_autocompletions",
     {"input_text": HALF, "num_completions": 4}, {}),
    ("chatgpt_web", "POST", "/backend-api/f/conversation/prepare",
     {"partial_query": {"content": {"content_type": "text", "parts": [HALF]}}}, {}),
    ("chatgpt_web", "POST", "/backend-anon/f/conversation/prepare",
     {"partial_query": {"content": {"content_type": "text", "parts": [HALF]}}}, {}),
    ("perplexity_web", "GET", "/suggest/ws", {"q": HALF}, {"host": "suggest.perplexity.ai"}),
    ("perplexity_web", "POST", "/rest/autosuggest/list-autosuggest", {"query": HALF}, {}),
]  # fmt: skip
"""What is being typed leaves empty: half of a value cannot be told from other words."""

HIDDEN: list[tuple[str, str, str, Any, dict[str, str]]] = [
    ("perplexity_web", "GET", f"/search?q={NAME.replace(' ', '+')}", b"", {}),
    ("github_copilot", "POST", "/v1/engines/gpt-41-copilot/completions",
     {"prompt": f"# {HALF}", "suffix": f"# {NAME}", "extra": {"context": [NAME]}}, {}),
    ("deepl", "POST", "/jsonrpc",
     {"method": "LMT_handle_texts", "params": {"texts": [{"text": HALF}], "timestamp": 7}},
     {"host": "www2.deepl.com"}),
    ("deepl", "POST", "/jsonrpc", {"params": {"texts": [{"text": HALF}]}},
     {"host": "write-free.www.deepl.com"}),
    ("claude_web", "POST", "/api/organizations/o/chat_conversations/c/title",
     {"message_content": HALF}, {}),
    ("anthropic_api", "POST", "/v1/messages/count_tokens",
     {"messages": [{"role": "user", "content": HALF}]}, {}),
    ("midjourney_discord", "POST", "/api/v9/interactions",
     {"type": 4, "data": {"options": [{"name": "prompt", "value": HALF, "focused": True}]}}, {}),
]  # fmt: skip

QUIET: list[tuple[str, str, str, str]] = [
    ("chatgpt_web", "chatgpt.com", "POST", "/ces/v1/t"),
    ("chatgpt_web", "chatgpt.com", "POST", "/ces/statsc/flush"),
    ("chatgpt_web", "chatgpt.com", "POST", "/v1/rgstr"),
    ("chatgpt_web", "ab.chatgpt.com", "POST", "/v1/rgstr"),
    ("chatgpt_web", "chatgpt.com", "POST", "/backend-api/lat/r"),
    ("claude_web", "a-api.anthropic.com", "POST", "/v1/p"),
    ("claude_web", "claude.ai", "POST", "/api/event_logging/batch"),
    ("anthropic_api", "api.anthropic.com", "POST", "/api/event_logging/batch"),
    ("perplexity_web", "www.perplexity.ai", "POST", "/rest/event/analytics"),
    ("github_copilot", "copilot-telemetry.githubusercontent.com", "POST", "/telemetry"),
    ("mistral_web", "chat.mistral.ai", "POST", "/api/trpc/event.sendEventToDatalake"),
    ("deepl", "s.deepl.com", "POST", "/web/statistics"),
]

REFUSED: list[tuple[str, str, str, str, bytes, str]] = [
    ("deepl", "ita-free.www.deepl.com", "POST", "/v2/startSession",
     b"\x0a\x06" + NAME.encode(), "application/x-protobuf"),
    ("deepl", "ita-free.www.deepl.com", "GET", "/v2/sessions/x",
     b"\x00\x95" + NAME.encode(), "application/octet-stream"),
    ("grammarly", "capi.grammarly.com", "GET", "/freews",
     json.dumps({"ops": [{"insert": HALF}]}).encode(), ""),
    ("noota", "api.noota.io", "POST", "/v1/recordings", b"RIFF", "audio/wav"),
]  # fmt: skip
"""What cannot be masked without breaking it."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("drafts")
    with open_parts(folder) as parts:
        yield Desk(parts, folder)


def ask(desk: Desk, body: Any, **told: str) -> Verdict:
    """A call, or a frame of a socket, which has neither path nor type."""
    request, exchange = desk.prepare(body, **told)
    assert exchange.endpoint or "?" in told["target"]
    if told["method"] == "GET" and body:
        request = replace(request, target=Sensitive(""), content_type="")
    verdict: Verdict = asyncio.run(desk.sender.send(request, exchange))
    return verdict


def label_in(verdict: Verdict) -> str:
    assert isinstance(verdict, Forward)
    left = f"{verdict.target} {verdict.body.decode()}"
    for name in (NAME, json.dumps(NAME)[1:-1], NAME.replace(" ", "+")):
        assert name not in left
    found = LABEL.search(left.replace("%5B", "[").replace("%5D", "]"))
    assert found
    return found[0]


@pytest.mark.parametrize(("service", "method", "target", "body", "where"), HIDDEN)
def test_a_half_typed_value_leaves_under_the_label_of_the_whole_message(
    desk: Desk, service: str, method: str, target: str, body: Any, where: dict[str, str]
) -> None:
    verdict = ask(desk, body, service=service, method=method, target=target, **where)
    if HALF in str(body) and leaves_empty(desk, service, method, target, where.get("host", "")):
        assert isinstance(verdict, Forward)
        assert not {HALF, NAME} & set(strings(json.loads(verdict.body)))
        assert "" in strings(json.loads(verdict.body))
        return
    half = label_in(verdict)
    way, path, whole = CHATS[service]
    assert label_in(ask(desk, whole, service=service, method=way, target=path)) == half


@pytest.mark.parametrize(("service", "method", "target", "body", "where"), EMPTIED)
def test_what_is_being_typed_leaves_empty(
    desk: Desk, service: str, method: str, target: str, body: Any, where: dict[str, str]
) -> None:
    verdict = ask(desk, body, service=service, method=method, target=target, **where)
    assert isinstance(verdict, Forward)
    assert verdict.body.decode() == json.dumps(body, separators=(",", ":")).replace(
        json.dumps(HALF), '""'
    )
    assert not verdict.recorded


@pytest.mark.parametrize(("service", "host", "method", "target"), QUIET)
def test_measures_of_use_are_refused_without_a_word(
    desk: Desk, service: str, host: str, method: str, target: str
) -> None:
    told = {"service": service, "host": host, "method": method, "target": target}
    verdict = desk.ask({"events": [{"text": HALF}]}, **told)
    assert isinstance(verdict, Refuse)
    assert verdict.quiet
    assert verdict.page == ""


@pytest.mark.parametrize(("service", "host", "method", "target", "body", "kind"), REFUSED)
def test_what_cannot_be_masked_while_somebody_types_does_not_leave(
    desk: Desk, service: str, host: str, method: str, target: str, body: bytes, kind: str
) -> None:
    told = {"service": service, "host": host, "method": method, "target": target}
    verdict = desk.ask(body, content_type=kind, **told)
    assert isinstance(verdict, Refuse)


HALVES = ("appelle le 06 39 98 1", "carte 4970 1012", "FR76 3000 6", "réponds à claire.dup@cab")


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("row", [HIDDEN[1], HIDDEN[2]], ids=["github_copilot", "deepl"])
def test_a_draft_that_ends_in_half_of_a_value_is_left_out(desk: Desk, row: Any, half: str) -> None:
    service, method, target, body, headers = row
    told = {"service": service, "method": method, "target": target, **headers}
    typed = json.loads(json.dumps(body).replace(json.dumps(HALF)[1:-1], json.dumps(half)[1:-1]))
    verdict = asyncio.run(desk.sender.send(*desk.prepare(typed, **told)))
    assert isinstance(verdict, Refuse)
    assert verdict.quiet
    whole = json.loads(json.dumps(typed).replace(json.dumps(half)[1:-1], f"voir {NAME}"))
    assert isinstance(asyncio.run(desk.sender.send(*desk.prepare(whole, **told))), Forward)


def test_every_while_typing_call_of_a_service_is_in_the_table(desk: Desk) -> None:
    named = {
        (service, endpoint.id)
        for service, method, target, _, where in [*EMPTIED, *HIDDEN]
        for endpoint in [_endpoint(desk, service, where.get("host", ""), method, target)]
        if endpoint
    }
    named |= {
        (service, found.id)
        for service, host, method, target, *_ in [*QUIET, *REFUSED]
        for found in [_endpoint(desk, service, host, method, target)]
        if found
    }
    drafts = {
        (service.id, one.id)
        for service in desk.parts.catalogue.services.values()
        for one in service.endpoints
        if one.kind == "draft"
    }
    assert drafts - named == {("github_copilot", "ghost_text_newer")}


def leaves_empty(desk: Desk, service: str, method: str, target: str, host: str) -> bool:
    endpoint = _endpoint(desk, service, host, method, target)
    return bool(endpoint and endpoint.wire.unfinished)


def _endpoint(desk: Desk, service: str, host: str, method: str, target: str) -> Any:
    found = desk.parts.catalogue.services[service]
    name = host or found.hosts[0].name
    return desk.parts.catalogue.endpoint(found, method, name, target.partition("?")[0])
