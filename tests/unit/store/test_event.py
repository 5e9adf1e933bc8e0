import json
import os
import uuid
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditing import make_event
from paravent.core.types import Category
from paravent.core.urls import Where
from paravent.core.vocabulary import Extension, Mark, Surface
from paravent.errors import ParaventError, Reason
from paravent.store import event as module
from paravent.store import vocabulary
from paravent.store.event import (
    Actor,
    Answer,
    Attachment,
    Body,
    Cost,
    Detector,
    Entity,
    Event,
    Footprint,
    Matter,
    Notice,
    Override,
    Provider,
    Rules,
    Transfer,
    model_name,
    new_id,
)
from paravent.store.fields import Part
from paravent.store.record import canonical
from paravent.store.vocabulary import (
    App,
    Band,
    Basis,
    Challenger,
    EventType,
    Outcome,
    OverrideReason,
    Parsed,
    Role,
    Tier,
    TokenSource,
    Unrestored,
    Why,
)

ID = "01920000-0000-7000-8000-00000000000a"
REF = "01920000-0000-7000-8000-000000000001"
HASH = "ab" * 32


def full() -> Event:
    """An event with no field at its default."""
    return Event(
        ID,
        EventType.RESPONSE,
        REF,
        3,
        Outcome.REDACT,
        Reason.POLICY,
        Actor("a1", "pf-01", App.BROWSER),
        Matter("C-014", "C-015", "A-03", Role.PROCESSOR),
        Provider(
            "openai_api",
            HASH,
            "*.openai.com",
            "/v1/{id}",
            Surface.API,
            Tier.TEAM,
            "eu-west",
            "gpt-5@20260101",
        ),
        Transfer("US", Basis.DPF, "2026-11-01"),
        Rules(HASH, ("freelance.identity",), HASH, (Detector("ner:fr", HASH),)),
        (Mark.ART9, Mark.NIR),
        (
            Entity(
                "PERSON",
                Category.IDENTITY,
                Mark.ART9,
                2,
                2,
                "redact",
                "ner",
                Band.HIGH,
                ("0" * 24,),
            ),
        ),
        Body(5, 4, 1, Why.BINARY, (Attachment(Extension.PDF, 9, Parsed.PARTIAL, Why.ENCRYPTED),)),
        Answer(200, True, 2, 1, ((Unrestored.URL, 1),), Challenger.TURNSTILE),
        Override(OverrideReason.CONSENT, "vu avec le client"),
        Cost(1, 2, 3, TokenSource.API),
        Footprint("ecologits-0.11.3", (1, 2), (3, 4), (5, 6), "FRA", ("model-guess",)),
        Notice(
            "0.1.0", True, -5, 6, 7, 8, HASH, 9, 10, ((EventType.BLOCK, 1),), ("type=block",), HASH
        ),
        REF,
    )


def test_the_smallest_event_is_an_id_and_a_type():
    assert Event(ID, EventType.START).to_payload() == {"v": 1, "id": ID, "type": "start"}


def test_every_field_is_written_under_its_name():
    def names(value):
        if isinstance(value, Part):
            return {
                item.name: names(getattr(value, item.name))
                for item in fields(value)
                if is_dataclass(value)
            }
        return None

    payload = full().to_payload()
    assert payload.pop("v") == 1
    for name, inner in names(full()).items():
        assert name in payload, name
        if inner:
            assert set(payload[name]) == set(inner), name
    assert payload["entities"][0].keys() == names(full().entities[0]).keys()
    assert payload["body"]["attachments"][0].keys() == names(full().body.attachments[0]).keys()
    assert payload["answer"]["refused_restore"] == [["url", 1]]


def test_a_payload_is_plain_json_in_one_form():
    payload = full().to_payload()
    text = canonical(payload)
    assert canonical(json.loads(text)) == text
    assert b" " not in text.replace(b"vu avec le client", b"")


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        (Event, {"id": "", "type": EventType.START}),
        (Event, {"id": ID.upper(), "type": EventType.START}),
        (Event, {"id": ID, "type": "request"}),
        (Event, {"id": ID, "type": EventType.START, "action": "redact"}),
        (Event, {"id": ID, "type": EventType.START, "action": EventType.BLOCK}),
        (Event, {"id": ID, "type": EventType.START, "count": 0}),
        (Event, {"id": ID, "type": EventType.START, "count": True}),
        (Event, {"id": ID, "type": EventType.START, "count": 2**53}),
        (Event, {"id": ID, "type": EventType.START, "count": 1.0}),
        (Event, {"id": ID, "type": EventType.START, "ref": "1"}),
        (Event, {"id": ID, "type": EventType.START, "actor": None}),
        (Event, {"id": ID, "type": EventType.START, "entities": [Entity()]}),
        (Event, {"id": ID, "type": EventType.START, "entities": (Body(),)}),
        (Event, {"id": ID, "type": EventType.START, "reason": Why.ENGINE}),
        (Actor, {"account": "Marie Dupont"}),
        (Actor, {"app": "browser"}),
        (Matter, {"dossier": "Dupont"}),
        (Matter, {"client": "DUPONT-SARL"}),
        (Matter, {"dossier": "Dupont c/ Durand 2026"}),
        (Matter, {"dossier": "٣"}),
        (Provider, {"host": "chatgpt.com/c/marie"}),
        (Provider, {"path": "/v1?q=marie"}),
        (Provider, {"path": "v1"}),
        (Provider, {"path": "/v1/Prénom"}),
        (Provider, {"model": "Marie Dupont"}),
        (Provider, {"model": "marie@dupont.fr"}),
        (Provider, {"catalogue": HASH.upper()}),
        (Transfer, {"country": "us"}),
        (Transfer, {"checked_on": "1/11/2026"}),
        (Rules, {"matched": ("a b",)}),
        (Rules, {"matched": ["a"]}),
        (Detector, {"sha256": "ab"}),
        (Entity, {"cat": "person"}),
        (Entity, {"fp": (HASH,)}),
        (Entity, {"n": 0}),
        (Entity, {"score": 0.9}),
        (Attachment, {"ext": "dupont"}),
        (Body, {"bytes": -1}),
        (Body, {"why": "because"}),
        (Answer, {"refused_restore": (("url", 1),)}),
        (Answer, {"refused_restore": ((Unrestored.URL, 0),)}),
        (Answer, {"streamed": 1}),
        (Cost, {"out_tokens": None}),
        (Footprint, {"energy_mwh": (2, 1)}),
        (Footprint, {"energy_mwh": (1,)}),
        (Footprint, {"energy_mwh": (0.5, 1)}),
        (Notice, {"filters": ("value=Marie Dupont",)}),
        (Notice, {"filters": ("Dupont",)}),
        (Notice, {"by_type": ((Outcome.BLOCK, 1),)}),
        (Notice, {"version": "0.1 (Marie)"}),
    ],
)
def test_what_has_no_place_in_the_log_is_refused_without_being_repeated(kind, arguments):
    with pytest.raises(ParaventError) as caught:
        kind(**arguments)
    assert caught.value.reason is Reason.STORE
    for secret in ("Marie", "Dupont", "dupont", "DUPONT"):
        assert secret not in str(caught.value)


def test_all_that_is_wrong_is_named_at_once():
    with pytest.raises(ParaventError, match=r"Provider\.host, Provider\.model"):
        Provider(host="A B", model="A B")


def test_no_field_of_any_part_takes_a_stretch_of_a_prompt():
    prompt = "Rédige un courrier à Mme Dupont, 12 rue des Lilas"
    for kind in vars(module).values():
        if not (isinstance(kind, type) and issubclass(kind, Part) and is_dataclass(kind)):
            continue
        required = {"id": ID, "type": EventType.START} if kind is Event else {}
        for item in fields(kind):
            if (kind, item.name) == (Override, "comment"):
                continue  # the one free text, scanned before it comes here
            for value in (prompt, (prompt,), ((prompt, 1),)):
                with pytest.raises(ParaventError):
                    kind(**{**required, item.name: value})


def test_a_comment_is_cut_and_cannot_deceive():
    assert Override(comment="a\nb\x1b[2J\u202e\u2028\ud800").comment == (
        r"a\u{a}b\u{1b}[2J\u{202e}\u{2028}\u{d800}"
    )
    assert Override(comment="d’accord, « oui » à\u00a01\u202f€").comment == (
        "d’accord, « oui » à\u00a01\u202f€"
    )
    long = Override(comment="x" * 500).comment
    assert len(long) == 200
    assert long.endswith("…")


@given(st.text())
def test_any_comment_makes_an_event_that_can_be_written(text):
    comment = Override(comment=text).comment
    assert len(comment) <= 200
    assert json.loads(canonical({"comment": comment})) == {"comment": comment}
    assert comment.isprintable() or {c for c in comment if not c.isprintable()} <= set(
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    )


@given(st.text(max_size=30))
def test_any_text_gives_a_model_that_the_log_takes(text):
    assert Provider(model=model_name(text)).model in (text, "other")


@pytest.mark.parametrize(
    "name", ["gpt-5.5", "claude-sonnet-5-5@20260101", "hf.co/mistral/Small-3:q4", "o4", ""]
)
def test_models_keep_their_names(name):
    assert model_name(name) == name


@given(st.integers(0, 253_402_300_799_000))
def test_ids_are_version_7_uuids_of_their_time(ms):
    at = datetime.fromtimestamp(ms / 1000, UTC)
    found = uuid.UUID(new_id(at, os.urandom(10)))
    assert found.version == 7
    assert found.variant == uuid.RFC_4122
    assert found.int >> 80 == int(at.timestamp() * 1000)
    assert new_id(at, bytes(10)) != new_id(at, b"\1" * 10)


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".PDF", Extension.PDF),
        ("jpeg", Extension.JPG),
        (".py", Extension.CODE),
        (".dupont", Extension.OTHER),
        ("", Extension.OTHER),
    ],
)
def test_a_file_is_known_by_its_kind_only(suffix, kind):
    assert Extension.of(suffix) is kind


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (1.0, Band.CERTAIN),
        (0.85, Band.HIGH),
        (0.849, Band.MEDIUM),
        (0.5, Band.MEDIUM),
        (0.49, Band.LOW),
        (0.0, Band.LOW),
    ],
)
def test_a_score_falls_into_its_band(score, band):
    assert Band.of(score) is band


def test_the_vocabularies_hold_plain_words():
    for name, kind in vars(vocabulary).items():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            for word in kind:
                assert word.isascii(), name
                assert word == word.lower(), name
                assert word.replace("_", "").isalnum(), name


def test_every_place_where_a_label_is_left_has_its_word():
    assert {where.value for where in Where if where is not Where.TEXT} <= set(Unrestored)


def test_events_of_the_tests_are_events():
    assert make_event().to_payload()["entities"][1]["cat"] == "EMAIL"
