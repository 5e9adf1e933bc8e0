"""What may not be changed: refused where something would be masked, noted, or passed by."""

import asyncio
import json
from dataclasses import replace

import pytest

from desk import Desk
from paravent.errors import Reason
from paravent.pipeline.exchange import Forward, Refuse
from parting import NAME, open_parts

CONVERSE = "/model/m/converse"
SAVE = {"service": "notion_ai", "target": "/api/v3/saveTransactionsFanout"}


def converse(desk, text, *, signed):
    body = {"messages": [{"role": "user", "content": [{"text": text}]}]}
    raw = json.dumps(body, indent=1).encode()
    request, exchange = desk.prepare(raw, service="aws_bedrock", target=CONVERSE)
    return raw, replace(request, signed=signed), exchange


def test_a_signed_request_with_something_to_mask_is_refused(desk):
    _, request, exchange = converse(desk, f"à {NAME}", signed=True)
    verdict = asyncio.run(desk.sender.send(request, exchange))
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.SIGNATURE


def test_a_signed_request_with_nothing_to_mask_leaves_byte_for_byte(desk):
    raw, request, exchange = converse(desk, "Bonjour.", signed=True)
    verdict = asyncio.run(desk.sender.send(request, exchange))
    assert isinstance(verdict, Forward)
    assert verdict.body == raw


def test_the_same_request_with_a_bearer_key_is_masked(desk):
    _, request, exchange = converse(desk, f"à {NAME}", signed=False)
    verdict = asyncio.run(desk.sender.send(request, exchange))
    assert isinstance(verdict, Forward)
    assert NAME.encode() not in verdict.body


@pytest.mark.parametrize(("service", "target"), [("poe_web", "/api/gql_POST"), ("grammarly", "/x")])
def test_a_site_that_counts_letters_is_sent_none_of_a_name(desk, service, target):
    host = "goldengate.grammarly.com" if service == "grammarly" else ""
    told = {"service": service, "target": target, "host": host}
    verdict = desk.ask({"query": f"à {NAME}"}, **told)
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.SIGNED_BODY
    raw = b'{"query" : "Bonjour"}'
    assert desk.ask(raw, **told).body == raw


def test_what_a_site_saves_is_noted_and_leaves_as_it_is(desk):
    raw = json.dumps({"args": [[f"Note sur {NAME}"]]}, indent=2).encode()
    verdict = desk.ask(raw, **SAVE)
    assert isinstance(verdict, Forward)
    assert verdict.body == raw
    (event,) = desk.events()
    assert [(one["cat"], one["act"]) for one in event["entities"]] == [("PERSON", "allow")]
    assert event["action"] == "allow"
    assert not len(desk.parts.vault.ledger("notion_ai"))


def test_a_file_is_filled_up_to_the_size_that_was_announced(desk):
    told = {"service": "chatgpt_web", "host": "files.oaiusercontent.com", "method": "PUT"}
    content = f"Dossier de {NAME}".encode()
    verdict = desk.ask(content, target="/file-1", content_type="text/plain", **told)
    assert isinstance(verdict, Forward)
    assert NAME.encode() not in verdict.body
    assert len(verdict.body) == (2 * len(content) + 4096) // 4 * 4


def test_a_request_that_is_no_longer_of_its_format_is_counted(desk):
    verdict = desk.ask(
        b"\x08\x01", service="chatgpt_web", target="/backend-api/f/conversation",
        content_type="application/protobuf",
    )  # fmt: skip
    assert isinstance(verdict, Refuse)
    assert desk.parts.counter.drifts == {"chatgpt_web": 1}


@pytest.mark.parametrize("policy", ["freelance", "observe"])
def test_a_request_that_is_read_but_no_longer_of_its_format_is_counted(tmp_path, policy):
    with open_parts(tmp_path, policy=policy) as parts:
        desk = Desk(parts, tmp_path)
        verdict = desk.ask({"model": "m", "dialogue": [{"texte": f"Relance pour {NAME}"}]})
        assert isinstance(verdict, Forward)
        assert (NAME in str(json.loads(verdict.body))) is (policy == "observe")
        assert parts.counter.drifts == {"openai_api": 1}
        desk.chat("Relance pour un client")
        assert parts.counter.drifts == {"openai_api": 1}


def test_a_refused_file_says_which_kind_it_is(desk):
    body = (
        b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n%PDF-1.4\r\n--B--\r\n"
    )
    verdict = desk.ask(
        body, service="anthropic_api", target="/v1/files",
        content_type="multipart/form-data; boundary=B",
    )  # fmt: skip
    assert isinstance(verdict, Refuse)
    assert verdict.found == (("pdf", 1),)


FRAME = {"service": "grammarly", "method": "GET", "target": "/freews", "content_type": ""}


def test_a_keystroke_of_a_checker_that_counts_letters_leaves_as_it_is_or_not_at_all(desk):
    typed = '{"id": 1, "action": "submit_ot", "deltas": [{"ops": [{"insert": "%s"}]}]}'
    verdict = desk.ask((typed % f"Note sur {NAME}").encode(), **FRAME)
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.SIGNED_BODY
    raw = (typed % "Note sur le devis").encode()
    assert desk.ask(raw, **FRAME).body == raw


def test_a_file_of_a_page_that_signs_what_it_sends_leaves_as_it_is_or_not_at_all(desk):
    told = {"service": "poe_web", "target": "/api/gql_upload_POST"}
    told["content_type"] = "multipart/form-data; boundary=B"
    head = b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    for text, leaves in ((f"nom;{NAME}", False), ("nom;devis", True)):
        raw = head + text.encode() + b"\r\n--B--  \r\n"
        verdict = desk.ask(raw, **told)
        assert isinstance(verdict, Forward) is leaves
        assert not leaves or verdict.body == raw


BLOCKING = """\
version: 1
name: own
extends: freelance
unread: {unread}
rules:
  - id: no-names-in-notes
    when: {{categories: [identity], services: [notion_ai]}}
    then: block
    why: {{fr: "Pas dans les notes."}}
    tests:
      - {{text: "Écris à Mme Claire Dupont.", expect: hit, service: notion_ai}}
      - {{text: "Bonjour.", expect: miss, service: notion_ai}}
"""


def test_what_a_site_saves_is_refused_where_a_rule_says_so(desk_with):
    desk = desk_with(rules=BLOCKING.format(unread="block"))
    verdict = desk.ask({"args": [[f"Note sur {NAME}"]]}, **SAVE)
    assert isinstance(verdict, Refuse)
    assert verdict.rule
    assert verdict.rule.id == "no-names-in-notes"
    raw = b'{"args" : [["Note sur le devis"]]}'
    assert desk.ask(raw, **SAVE).body == raw


GRPC = [
    {"service": "xai_api", "target": "/xai_api.Chat/GetCompletionChunk"},
    {
        "service": "vertex_ai",
        "target": "/google.cloud.aiplatform.v1.PredictionService/GenerateContent",
    },
]


@pytest.mark.parametrize("call", GRPC, ids=lambda one: one["service"])
def test_a_message_without_a_known_schema_is_refused_or_passes_byte_for_byte(desk_with, call):
    call = {**call, "content_type": "application/grpc"}
    raw = b"\x00\x00\x00\x00\x0e\x0a\x0c\x0a\x0aNote: devis"
    desk = desk_with(rules=BLOCKING.format(unread="allow"))
    verdict = desk.ask(raw, **call)
    assert isinstance(verdict, Forward)
    assert verdict.body == raw
    desk.chat(f"Note sur {NAME}", service=call["service"], target="/v1/chat/completions")
    verdict = desk.ask(raw.replace(b"devis", NAME.encode()), **call)
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.KNOWN_VALUE


@pytest.mark.parametrize("call", GRPC, ids=lambda one: one["service"])
def test_a_message_without_a_known_schema_is_refused_by_default(desk, call):
    verdict = desk.ask(b"\x00\x00\x00\x00\x02\x0a\x00", **call, content_type="application/grpc")
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.UNREADABLE
