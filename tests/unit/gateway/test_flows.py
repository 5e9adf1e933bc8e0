"""mitmproxy's requests, read as ours; verdicts, written back."""

import gzip

import pytest
from mitmproxy.test import tflow, tutils

from paravent.errors import ParaventError
from paravent.gateway import flows
from paravent.pipeline.exchange import Exchange, Forward
from paravent.store.vocabulary import App


def request(**fields):
    headers = fields.pop("headers", {})
    one = tutils.treq(host="api.openai.com", port=443, path=b"/v1/x?q=1", **fields)
    one.headers.clear()
    for name, value in headers.items():
        one.headers[name] = value
    return one


def forward(one, body=b"", target="/v1/x", change=str):
    exchange: Exchange = None  # type: ignore[assignment]  # not looked at
    headers = change(flows.envelope(one, "fr").headers.reveal())
    return Forward(exchange, target, body, "", headers, recorded=True)


def test_a_request_is_read_with_its_encoding_undone():
    told = {
        "content-type": "application/json", "content-encoding": "gzip", "user-agent": "curl/8",
        "referer": "https://a.example/", "accept-language": "en;q=0.5, fr",
        "cookie": "s=1", "authorization": "Bearer k", "x-note": "Léa",
    }  # fmt: skip
    asked = flows.outgoing(request(content=gzip.compress(b"{}"), headers=told), "en", 100)
    assert asked.body.reveal() == b"{}"
    assert asked.target.reveal() == "/v1/x?q=1"
    assert (asked.app, asked.language) == (App.CLI, "fr")
    lines = asked.headers.reveal().split("\n")
    assert "x-note: Léa" in lines
    assert not {"s=1", "Bearer k", "https://a.example/"} & {
        line.partition(": ")[2] for line in lines
    }


@pytest.mark.parametrize("value", ["Léa".encode(), "Léa".encode("latin-1")])
def test_headers_of_a_verdict_are_written_back_where_they_stood(value):
    told = {
        "expect": "100-continue", "x-a": "1", "content-encoding": "gzip", "x-b": b"2\r\n 3",
        "cookie": "s=1", "X-Note": value, "x-c": b"\xe9",
    }  # fmt: skip
    one = request(content=b"", headers=told)
    flows.forward(one, forward(one, change=lambda text: text.replace("Léa", "[PERSONNE_1]")))
    assert list(one.headers.fields) == [
        (b"x-a", b"1"), (b"x-b", b"2\r\n 3"), (b"cookie", b"s=1"), (b"X-Note", b"[PERSONNE_1]"),
        (b"x-c", b"\xe9"),
    ]  # fmt: skip


def test_what_swells_beyond_the_limit_is_not_read():
    body = gzip.compress(bytes(10_000))
    with pytest.raises(ParaventError):
        flows.outgoing(request(content=body, headers={"content-encoding": "gzip"}), "fr", 9_999)


def test_a_verdict_is_written_back_whole():
    told = {
        "content-encoding": "gzip", "content-length": "99", "expect": "100-continue",
        "referer": "https://a.example/?q=L",
    }  # fmt: skip
    one = request(content=b"old", headers=told)
    flows.forward(one, forward(one, b"new body", "/v1/y"))
    assert (one.raw_content, one.path) == (b"new body", "/v1/y")
    assert one.headers["content-length"] == "8"
    assert not {"content-encoding", "expect", "referer"} & {name.lower() for name in one.headers}


def test_a_request_without_a_body_does_not_get_one():
    one = request(content=b"", headers={})
    flows.forward(one, forward(one))
    assert "content-length" not in one.headers


@pytest.mark.parametrize(
    ("sni", "host_header", "target", "names"),
    [
        ("api.openai.com", "api.openai.com", "api.openai.com", {"api.openai.com"}),
        ("api.openai.com", "api.openai.com:443", "104.18.6.192", {"api.openai.com"}),
        ("API.OpenAI.com.", "api.openai.com", "api.openai.com", {"api.openai.com"}),
        ("api.openai.com", "evil.example", "api.openai.com", {"api.openai.com", "evil.example"}),
        (None, "", "104.18.6.192", {"104.18.6.192"}),
    ],
)
def test_every_host_that_a_request_names(sni, host_header, target, names):
    flow = tflow.tflow(req=request(headers={"host": host_header}))
    flow.request.host = target
    flow.request.headers["host"] = host_header
    flow.client_conn.sni = sni
    assert flows.names(flow) == names


@pytest.mark.parametrize(
    ("method", "asked", "sent"),
    [
        (b"POST", "gzip, br", "identity"),
        (b"GET", "gzip, deflate, br, zstd", "gzip, deflate, br, zstd"),
        (b"GET", "rot13", "identity"),
        (b"GET", "", "identity"),
        (b"GET", "br;q=0.5,dcb", "br;q=0.5"),
    ],
)
def test_answers_are_asked_for_in_what_can_be_read(method, asked, sent):
    one = request(method=method, headers={"accept-encoding": asked})
    flows.ask_readable(one)
    assert one.headers["accept-encoding"] == sent


@pytest.mark.parametrize(
    ("accept", "mode", "chats"),
    [
        ("text/event-stream", "cors", True),
        ("application/json, text/event-stream", "cors", True),
        ("*/*", "cors", False),
        ("text/html,*/*", "navigate", False),
        ("text/event-stream", "", False),
    ],
)
def test_only_what_streams_into_a_conversation_is_answered_there(accept, mode, chats):
    one = request(headers={"accept": accept} | ({"sec-fetch-mode": mode} if mode else {}))
    assert flows.is_chat(one) is chats
