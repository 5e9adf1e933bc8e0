"""What is decided about a request, and that it is on disk before anything is said of it."""

import asyncio
import json
import re
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk import Desk
from paravent.core.types import Finding, Tally
from paravent.errors import Exit, ParaventError, Reason, fail
from paravent.gateway.replies import explain
from paravent.pipeline.exchange import Forward, Refuse
from parting import NAME, Finds, open_parts

LABEL = re.compile(r"\[[A-Z]+_[0-9A-Z]{6}(?:\.\d+)?\]")
LABELLED = re.compile(rb"\[PERSONNE_[0-9A-Z]{6}\]")
THOUGHT = "The client is Léa Noël."


def anthropic(*content, target="/v1/messages"):
    return {
        "service": "anthropic_api",
        "target": target,
        "body": {"model": "m", "messages": [{"role": "assistant", "content": list(content)}]},
    }


def test_a_name_leaves_as_a_label_and_the_event_is_on_disk_first(desk):
    verdict = desk.chat(f"Écris à {NAME}, merci.")
    assert isinstance(verdict, Forward)
    assert verdict.recorded
    assert NAME.encode() not in verdict.body
    said = json.loads(verdict.body)["messages"][0]["content"]
    assert re.fullmatch(r"Écris à \[PERSONNE_\w{6}\], merci\.", said)
    (event,) = desk.events()
    assert event["type"] == "request"
    assert event["action"] == "redact"
    (entity,) = event["entities"]
    assert (entity["cat"], entity["act"]) == ("PERSON", "redact")
    assert NAME not in json.dumps(event, ensure_ascii=False)


def test_what_holds_nothing_personal_leaves_and_is_recorded_as_allowed(desk):
    verdict = desk.chat("Rédige une relance.")
    assert isinstance(verdict, Forward)
    (event,) = desk.events()
    assert event["action"] == "allow"


def test_the_same_name_has_the_same_label_in_each_turn_and_after_a_restart(tmp_path):
    labels = []
    for _ in range(2):
        with open_parts(tmp_path) as parts:
            desk = Desk(parts, tmp_path)
            labels += [LABELLED.findall(desk.chat(f"à {NAME}").body) for _ in range(2)]
    assert labels == [labels[0]] * 4
    assert len(labels[0]) == 1


def test_a_short_name_is_a_form_of_the_label_of_the_full_one(desk_with):
    desk = desk_with(Finds(PERSON="Noël"))
    desk.parts.vault.ledger("openai_api").label("PERSONNE", NAME)
    verdict = desk.chat("Et Noël ?")
    assert re.search(rb"\[PERSONNE_\w{6}\.2\]", verdict.body)


@pytest.mark.parametrize("place", ["headers", "target", "referer"])
def test_a_value_that_was_hidden_before_is_looked_for_everywhere(desk_with, place):
    desk = desk_with(Finds(EMAIL="lea.noel@exemple.fr"))
    desk.chat("Mail : lea.noel@exemple.fr")
    desk.parts.engine._texts = []
    value = "lea.noel%40exemple.fr"
    told = {
        "headers": {"headers": "x: lea.noel@exemple.fr"},
        "target": {"target": f"/v1/models?for={value}", "method": "GET"},
        "referer": {"referer": f"https://x.example/?q={value}"},
    }[place]
    verdict = desk.ask(**told)
    if place == "headers":
        assert isinstance(verdict, Refuse)
        assert verdict.reason is Reason.KNOWN_VALUE
    else:
        assert isinstance(verdict, Forward)
        assert "lea.noel" not in verdict.target + verdict.referer
        assert "EMAIL_" in verdict.target + verdict.referer


def test_hidden_values_of_one_site_are_nothing_to_another(desk_with):
    desk = desk_with(Finds(EMAIL="lea.noel@exemple.fr"))
    desk.chat("Mail : lea.noel@exemple.fr")
    desk.parts.engine._texts = []
    verdict = desk.ask(
        {"model": "m", "inputs": "lea.noel@exemple.fr"},
        service="mistral_api", target="/v1/embeddings",
    )  # fmt: skip
    assert b"lea.noel" in verdict.body


def test_hands_off_paths_pass_byte_for_byte_and_are_counted(desk):
    body = b'{"p":  "gAAAA", "n":1}'
    verdict = desk.ask(
        body, service="chatgpt_web", target="/backend-api/sentinel/chat-requirements"
    )
    assert isinstance(verdict, Forward)
    assert verdict.body == body
    assert not verdict.recorded
    asyncio.run(desk.parts.counter.write(desk.parts.recorder, desk.parts.audit))
    (event,) = desk.events()
    assert event["body"]["why"] == "hands_off"


@pytest.mark.parametrize(
    "written",
    [
        "lea.noel@exemple.fr",
        "lea.noel%40exemple.fr",
        r"lea.noel\u0040exemple.fr",
        "lea%2Enoel%40exemple%2Efr",
    ],
)
def test_hands_off_paths_are_refused_where_a_hidden_value_stands_in_them(desk_with, written):
    desk = desk_with(Finds(EMAIL="lea.noel@exemple.fr"))
    asked = {"service": "chatgpt_web"}
    desk.ask({"messages": ["lea.noel@exemple.fr"]}, target="/backend-api/x", **asked)
    verdict = desk.ask(f'{{"p": "{written}"}}'.encode(), target="/backend-api/sentinel/x", **asked)
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.KNOWN_VALUE


def test_telemetry_is_refused_without_a_word_and_counted(desk):
    for _ in range(3):
        verdict = desk.ask({"e": NAME}, service="chatgpt_web", target="/ces/v1/t")
        assert isinstance(verdict, Refuse)
        assert verdict.quiet
    asyncio.run(desk.parts.counter.write(desk.parts.recorder, desk.parts.audit))
    (event,) = desk.events()
    assert (event["type"], event["count"]) == ("block", 3)


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"{broken", "application/json", Reason.UNREADABLE),
        (b"\x00\x01\x02\xff", "application/octet-stream", Reason.UNREADABLE),
        (b"[" * 5000, "application/json", Reason.UNREADABLE),
        (b"\xff\xfe{", "application/json", Reason.UNREADABLE),
        (b"--x\r\n", "multipart/form-data", Reason.UNREADABLE),
        (b"%PDF-1.7", "application/pdf", Reason.UNREADABLE),
    ],
)
def test_what_cannot_be_read_is_refused(desk, body, content_type, reason):
    verdict = desk.ask(body, content_type=content_type)
    assert isinstance(verdict, Refuse)
    assert verdict.reason is reason
    (event,) = desk.events()
    assert (event["type"], event["reason"]) == ("block", str(reason))
    assert event["body"]["uninspected_bytes"] == len(body)


def test_an_image_in_a_message_is_an_attachment_and_refused(desk):
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    verdict = desk.ask({"model": "m", "messages": [{"role": "user", "content": [image]}]})
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.ATTACHMENT
    (event,) = desk.events()
    assert event["body"]["attachments"][0]["ext"] == "png"


OPEN = """
version: 1
name: own
describe: {fr: essai, en: try}
unread: allow
rules:
  - id: bloquer
    when: {types: [PERSON]}
    then: block
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: "Léa Noël", expect: hit}, {text: "Bonjour", expect: miss}]
"""


def test_what_cannot_be_read_passes_where_the_rules_say_so(desk_with):
    desk = desk_with(rules=OPEN)
    assert isinstance(desk.ask(b"{broken"), Forward)
    verdict = desk.ask(b"%PDF-1.7", content_type="application/pdf")
    assert isinstance(verdict, Forward)
    assert verdict.body == b"%PDF-1.7"


def test_even_then_not_with_a_hidden_value_in_it(desk_with):
    desk = desk_with(Finds(EMAIL="lea.noel@exemple.fr"), rules=OPEN)
    desk.chat("lea.noel@exemple.fr")
    assert isinstance(desk.ask(b"{broken lea.noel@exemple.fr"), Refuse)


WATCH = "version: 1\nname: own\nextends: observe\n"


def test_a_policy_that_observes_changes_not_a_byte_and_records_what_was_found(desk_with):
    desk = desk_with(rules=WATCH)
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    body = {
        "messages": [{"content": [{"type": "text", "text": f"à {NAME}  [PERSONNE_222222]"}, image]}]
    }
    sent = json.dumps(body, indent=3).encode()
    target = f"/v1/chat/completions?q={NAME}"
    verdict = desk.ask(sent, target=target, referer=f"https://x.fr/{NAME}")
    assert isinstance(verdict, Forward)
    assert (verdict.body, verdict.target) == (sent, target)
    assert verdict.referer == f"https://x.fr/{NAME}"
    (event,) = desk.events()
    assert (event["action"], event["rules"]["matched"]) == ("allow", ["masquer-identites"])
    assert [(entity["cat"], entity["act"]) for entity in event["entities"]] == [("PERSON", "allow")]


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        (b"{broken", {}),
        (b"%PDF-1.7", {"content_type": "application/pdf"}),
        (b"{}", {"service": "chatgpt_web", "target": "/ces/v1/t"}),
        (b"x", {"service": "chatgpt_web", "target": "/backend-api/sentinel/x"}),
        (b'{"p": "lea.noel@exemple.fr"}', {"headers": "x: lea.noel@exemple.fr"}),
    ],
)
def test_a_policy_that_observes_refuses_nothing(desk_with, body, asked):
    desk = desk_with(rules=WATCH)
    for site in ("openai_api", "chatgpt_web"):
        desk.parts.vault.ledger(site).label("EMAIL", "lea.noel@exemple.fr")
    verdict = desk.ask(body, **asked)
    assert isinstance(verdict, Forward)
    assert verdict.body == body


PATTERN = """
version: 1
name: own
patterns:
  - id: AFFAIRE
    regex: 'AFF-[0-9]{4}'
    word: AFFAIRE
    category: professional
    name: {fr: "numéro d'affaire", en: case number}
    tests: [{text: AFF-2026, expect: hit}, {text: AFF-26, expect: miss}]
rules:
  - id: masquer
    when: {types: [AFFAIRE]}
    then: %s
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: AFF-2026, expect: hit}, {text: "Bonjour", expect: miss}]
"""


def test_a_type_of_ones_own_is_hidden_restored_recorded_and_looked_for_later(desk_with):
    desk = desk_with(rules=PATTERN % "redact")
    verdict = desk.chat("voir AFF-2026")
    (label,) = LABEL.findall(verdict.body.decode())
    assert label.startswith("[AFFAIRE_")
    assert {v for _, v in desk.parts.vault.ledger("openai_api").values()} == {"AFF-2026"}
    (event,) = desk.events()
    assert [(e["cat"], e["reg_cat"], e["act"]) for e in event["entities"]] == [
        ("AFFAIRE", "professional", "redact")
    ]


def test_a_type_of_ones_own_can_be_blocked_and_is_named(desk_with):
    desk = desk_with(rules=PATTERN % "block")
    verdict = desk.chat("voir AFF-2026 et AFF-2027")
    assert isinstance(verdict, Refuse)
    assert verdict.found == (("AFFAIRE", 2),)
    assert "numéro d'affaire (2)" in explain(verdict, desk.parts.entities)


CONDITIONAL = [
    ("groups: [us-cloud]", {}, {"service": "mistral_api"}),
    ("surfaces: [api]", {}, {"service": "chatgpt_web", "target": "/backend-api/x"}),
    ("size: {at_least: 200}", {"text": f"{NAME} {'x' * 200}"}, {}),
    ("persons: {at_least: 2}", {"text": f"{NAME} et Max Weber"}, {}),
    ("sensitive: [secret]", {"text": f"{NAME} et hunter2"}, {}),
    ("attachments: [png]", {"image": True}, {}),
]


@pytest.mark.parametrize(
    ("written", "there", "elsewhere"), CONDITIONAL, ids=[c[0] for c in CONDITIONAL]
)
def test_a_rule_applies_in_its_situation_and_nowhere_else(desk_with, written, there, elsewhere):
    desk = desk_with(
        Finds(PERSON=NAME, API_KEY="hunter2"),
        rules=OPEN.replace("[PERSON]", f"[PERSON], {written}"),
    )
    desk.parts.engine._texts += [("Max Weber", "PERSON")]
    image = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}

    def send(text=f"à {NAME}", image_too=(), **options):
        content = [{"type": "text", "text": text}, *image_too]
        return desk.ask(
            {"model": "m", "messages": [{"role": "user", "content": content}]}, **options
        )

    verdict = send(there.get("text", f"à {NAME}"), [image] if "image" in there else [])
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.POLICY
    assert isinstance(send(**elsewhere), Forward)


def test_a_rule_for_the_night_goes_by_the_local_time(tmp_path, monkeypatch):
    (tmp_path / "rules").mkdir()
    when = "[PERSON], time: {from: 20:00, to: 07:00}"
    (tmp_path / "rules" / "own.yaml").write_text(OPEN.replace("[PERSON]", when))
    monkeypatch.setenv("TZ", "Pacific/Auckland")  # UTC+13 in November
    time.tzset()
    try:
        for hour, verdict in ((6, Forward), (7, Refuse), (17, Refuse), (18, Forward)):
            at = datetime(2026, 11, 25, hour, tzinfo=UTC)
            home = tmp_path / f"home{hour}"
            with open_parts(
                home, policies=[tmp_path / "rules"], policy="own", clock=lambda at=at: at
            ) as parts:
                assert isinstance(Desk(parts, home).chat(f"à {NAME}"), verdict), hour
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_dossier_that_is_set_is_a_condition_and_in_the_event(desk_with):
    desk = desk_with(rules=OPEN.replace("[PERSON]", "[PERSON], dossiers: [2026-014]"))
    assert isinstance(desk.chat(f"à {NAME}"), Forward)
    desk = Desk(replace(desk.parts, dossier="2026-014"), desk.folder)
    assert isinstance(desk.chat(f"à {NAME}"), Refuse)
    without, with_dossier = desk.events()
    assert "matter" not in without
    assert with_dossier["matter"] == {"dossier": "2026-014"}


def own_rules(action, types="[PERSON]"):
    return OPEN.replace("then: block", f"then: {action}").replace("[PERSON]", types)


def test_a_warning_leaves_redacted_and_says_so_in_the_event_and_the_verdict(desk_with):
    desk = desk_with(rules=own_rules("warn"))
    verdict = desk.chat(f"à {NAME}")
    assert isinstance(verdict, Forward)
    assert verdict.warned
    assert NAME.encode() not in verdict.body
    assert len(LABELLED.findall(verdict.body)) == 1
    assert not desk.chat("rien").warned
    (notice,) = desk.parts.notices.after(-1)
    assert (notice.service, notice.found) == ("openai_api", (("PERSON", 1),))
    assert [rule.why_fr for rule in notice.rules] == ["Parce que."]
    warned, plain = desk.events()
    assert (warned["action"], warned["entities"][0]["act"]) == ("warn", "warn")
    assert plain["action"] == "allow"


def test_what_is_being_typed_leaves_empty_and_is_not_read(desk):
    """Half of a value cannot be told from other words."""
    draft = {"service": "chatgpt_web", "target": "/backend-api/f/conversation/prepare"}
    typed = {"model": "gpt", "partial_query": {"content": {"parts": ["Relance 06 39 98"]}}}
    sent = desk.ask(typed, **draft)
    assert json.loads(sent.body) == typed | {"partial_query": {"content": {"parts": [""]}}}
    assert desk.events() == []


def test_a_warning_is_told_once_however_often_the_same_value_is_sent(desk_with):
    desk = desk_with(Finds(PERSON=NAME, EMAIL="a@exemple.fr"), rules=own_rules("warn"))
    draft = {"service": "github_copilot", "target": "/v1/engines/copilot/completions"}
    assert desk.ask({"prompt": NAME}, **draft).warned
    assert desk.parts.notices.after(-1) == []
    for _ in range(3):
        assert desk.chat(f"à {NAME}").warned
    (notice,) = desk.parts.notices.after(-1)
    desk.parts.engine._texts.append(("Max Weber", "PERSON"))
    desk.chat(f"à {NAME} et Max Weber")
    (later,) = desk.parts.notices.after(notice.index)
    assert later.found == (("PERSON", 1),)


def test_a_mask_leaves_no_label_behind_and_is_told_as_redacted(desk_with):
    desk = desk_with(rules=own_rules("mask"))
    verdict = desk.chat(f"à {NAME}")
    assert json.loads(verdict.body)["messages"][0]["content"] == "à [PERSONNE ●●●●]"
    assert list(desk.parts.vault.ledger("openai_api").values()) == []
    (event,) = desk.events()
    assert (event["action"], event["entities"][0]["act"]) == ("redact", "mask")


def test_a_masked_value_is_looked_for_elsewhere_all_the_same(desk_with):
    desk = desk_with(Finds(EMAIL="lea.noel@exemple.fr"), rules=own_rules("mask", "[EMAIL]"))
    asked = {"service": "chatgpt_web"}
    desk.ask({"messages": ["lea.noel@exemple.fr"]}, target="/backend-api/x", **asked)
    desk.parts.engine._texts = []
    verdict = desk.ask(b'{"p": "lea.noel@exemple.fr"}', target="/backend-api/sentinel/x", **asked)
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.KNOWN_VALUE
    verdict = desk.ask({"messages": ["et lea.noel@exemple.fr"]}, target="/backend-api/x", **asked)
    assert b"lea.noel" not in verdict.body


def test_a_repeat_of_what_is_masked_is_masked(desk_with):
    desk = desk_with(rules=own_rules("mask"))
    desk.parts.engine._find = lambda text: [Finding(0, 8, "PERSON", 1.0, "t")] * (text[:3] == "Léa")
    body = {"messages": [{"content": f"{NAME} ici"}, {"content": f"et {NAME}"}]}
    verdict = desk.ask(body)
    assert NAME not in json.loads(verdict.body)["messages"][1]["content"]


def test_what_can_be_generalised_is_and_the_event_tells_what_was_done(desk_with):
    rules = own_rules("generalise", "[DATE_OF_BIRTH, PERSON]")
    desk = desk_with(Finds(DATE_OF_BIRTH="12/03/1975", PERSON=NAME), rules=rules)
    verdict = desk.chat(f"{NAME} née le 12/03/1975")
    assert LABELLED.search(verdict.body)
    assert b"[NAISSANCE 1975]" in verdict.body
    (event,) = desk.events()
    acts = {entity["cat"]: entity["act"] for entity in event["entities"]}
    assert acts == {"DATE_OF_BIRTH": "generalise", "PERSON": "redact"}


def test_a_rule_that_blocks_names_itself_and_the_kinds_never_the_value(desk_with):
    desk = desk_with(rules=OPEN)
    verdict = desk.chat(f"{NAME} et {NAME}")
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.POLICY
    assert verdict.rule
    assert (verdict.rule.id, verdict.rule.why_fr) == ("bloquer", "Parce que.")
    assert verdict.found == (("PERSON", 2),)
    assert verdict.index is not None
    (event,) = desk.events()
    assert (event["type"], event["action"]) == ("block", "block")
    assert event["rules"]["matched"] == ["bloquer"]


def test_a_label_that_was_minted_for_a_refused_request_does_no_harm(desk_with):
    desk = desk_with(Finds(PERSON=NAME, EMAIL="a@exemple.fr"), rules=OPEN)
    assert isinstance(desk.chat(f"{NAME} a@exemple.fr"), Refuse)
    desk.parts.engine._texts = [("a@exemple.fr", "EMAIL")]
    assert isinstance(desk.chat("a@exemple.fr"), Forward)


def test_a_request_without_any_text_is_counted_not_listed(desk):
    verdict = desk.ask(method="GET", target="/v1/models")
    assert isinstance(verdict, Forward)
    assert not verdict.recorded
    assert desk.events() == []


def test_an_upload_that_would_have_to_be_changed_is_refused(desk):
    verdict = desk.ask(
        f"Dossier de {NAME}".encode(), service="openai_api", target="/v1/uploads/u1/parts",
        content_type="text/plain",
    )  # fmt: skip
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.ATTACHMENT


def test_a_signed_thought_goes_back_as_the_service_made_it(desk):
    ledger = desk.parts.vault.ledger("anthropic_api")
    made = THOUGHT.replace(NAME, str(ledger.label("PERSONNE", NAME)))
    desk.parts.vault.remember("anthropic_api", "sig", made)
    block = {"type": "thinking", "signature": "sig", "thinking": THOUGHT}
    verdict = desk.ask(**anthropic(block))
    assert isinstance(verdict, Forward)
    sent = json.loads(verdict.body)["messages"][0]["content"][0]
    assert sent == {**block, "thinking": made}


@pytest.mark.parametrize("changed", [THOUGHT + " ", "Léa Noël", ""])
def test_a_signed_thought_that_was_changed_is_not_passed_off_as_signed(desk, changed):
    ledger = desk.parts.vault.ledger("anthropic_api")
    made = THOUGHT.replace(NAME, str(ledger.label("PERSONNE", NAME)))
    desk.parts.vault.remember("anthropic_api", "sig", made)
    block = {"type": "thinking", "signature": "sig", "thinking": changed}
    verdict = desk.ask(**anthropic(block))
    if NAME in changed:
        assert isinstance(verdict, Refuse)
        assert verdict.reason is Reason.SIGNED_BLOCK
    else:
        assert isinstance(verdict, Forward)
        assert NAME.encode() not in verdict.body


def test_a_signed_thought_that_nobody_remembers_passes_if_it_holds_nothing(desk):
    block = {"type": "thinking", "signature": "old", "thinking": "Two and two."}
    verdict = desk.ask(**anthropic(block))
    assert isinstance(verdict, Forward)
    assert json.loads(verdict.body)["messages"][0]["content"] == [block]


KEY = "sk-proj-" + "GRlrwZbqcabUGJmGEp7CgQ0PBQFI14zG"


@pytest.mark.parametrize(
    "told",
    [
        {"body": {"model": KEY, "messages": []}},
        {"body": {"model": "m", "messages": [], "metadata": {"id": KEY}}},
        {"method": "GET", "target": f"/v1/responses/{KEY}"},
    ],
)
def test_what_is_kept_as_structure_holds_nothing_that_was_hidden_before(desk_with, told):
    desk = desk_with(Finds(API_KEY=KEY))
    desk.chat(f"Ma clé : {KEY}")
    verdict = desk.ask(**told)
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.KNOWN_VALUE


def test_a_log_that_cannot_be_written_keeps_the_request_here(desk, monkeypatch):
    async def full(*_events):
        raise fail("disque plein", exit_code=Exit.NOT_READY, reason=Reason.STORE)

    monkeypatch.setattr(desk.parts.audit, "append", full)
    with pytest.raises(ParaventError) as caught:
        desk.chat(f"à {NAME}")
    assert caught.value.reason is Reason.STORE


def test_a_refusal_that_cannot_be_recorded_is_one_all_the_same(desk, monkeypatch):
    async def full(*_events):
        raise fail("disque plein", reason=Reason.STORE)

    monkeypatch.setattr(desk.parts.audit, "append", full)
    verdict = desk.ask(b"{broken")
    assert isinstance(verdict, Refuse)
    assert verdict.index is None


def test_ids_in_the_path_of_a_named_call_are_structure_and_texts_are_not(desk_with):
    desk = desk_with(Finds(PERSON=NAME, EMAIL="a@exemple.fr"))
    verdict = desk.ask(method="GET", target="/v1/responses/resp_1")
    assert verdict.target == "/v1/responses/resp_1"
    verdict = desk.ask(method="GET", target="/v1/responses/a@exemple.fr")
    assert re.fullmatch(r"/v1/responses/(\[|%5B)EMAIL_\w{6}(\]|%5D)", verdict.target)
    verdict = desk.ask(method="GET", target="/v1/unknown/L%C3%A9a%20No%C3%ABl?q=1")
    assert "No" not in verdict.target


def test_the_answer_is_restored_with_the_labels_of_its_own_site_only(desk):
    verdict = desk.chat(f"Écris à {NAME}")
    (label,) = LABEL.findall(verdict.body.decode())
    ledgers = desk.parts.vault
    assert NAME in {v for _, v in ledgers.ledger("openai_api").values()}
    assert list(ledgers.ledger("mistral_api").values()) == []
    assert verdict.exchange.tally == Tally()
    assert label
