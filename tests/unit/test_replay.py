"""What other rules would have changed, from events as the log holds them."""

from datetime import UTC, datetime, timedelta

import pytest

from paravent.detect.catalogue import entities
from paravent.policy.load import load_policy
from paravent.replay import NOTHING, Change, replay
from paravent.services.catalogue import load_catalogue
from paravent.settings import shipped

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
RULE = """\
  - id: r{n}
    when: {{{when}}}
    then: {then}
    why: {{fr: x}}
    tests: [{{text: a, expect: hit}}, {{text: b, expect: miss}}]
"""


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue([shipped("rules") / "services"])


@pytest.fixture
def play(tmp_path, catalogue):
    """Replays events by rules given as ``(when, then)``."""

    def run(rules, *events, head=""):
        written = "".join(
            RULE.format(n=n, when=when, then=then) for n, (when, then) in enumerate(rules)
        )
        text = f"version: 1\nname: own\n{head}rules:\n{written}"
        (tmp_path / "own.yaml").write_text(text)
        policy = load_policy("own", [tmp_path], entities())
        return replay(policy, catalogue, [(AT, event) for event in events])

    return run


def sent(*found, kind="request", **more):
    return {
        "type": kind,
        "provider": {"id": "openai_api", "surface": "api"},
        "entities": list(found),
        **more,
    }


def person(act="redact", **more):
    return {"cat": "PERSON", "act": act, "score": "high", "src": "ner", **more}


def test_what_is_treated_alike_is_no_change(play):
    result = play([("types: [PERSON]", "redact")], sent(person(n=3)))
    assert (result.events, result.findings, result.changes) == (1, 3, {})
    assert (result.blocked, result.sent, result.untold) == (0, 0, 0)


def test_changes_are_counted_by_service_type_and_band(play):
    result = play(
        [("types: [PERSON]", "warn")],
        sent(person(n=3), person(n=2, score="certain")),
        sent(person()),
        sent(person("warn", n=7)),
    )
    assert result.changes == {
        Change("openai_api", "PERSON", "high", "redact", "warn"): 4,
        Change("openai_api", "PERSON", "certain", "redact", "warn"): 2,
    }


def test_requests_that_would_now_be_refused_and_the_reverse(play):
    blocked = sent(person("block"), kind="block", reason="policy")
    result = play([("types: [PERSON]", "block")], sent(person()), sent(person()), blocked)
    assert (result.blocked, result.sent) == (2, 0)
    result = play([("types: [PERSON]", "redact")], sent(person()), blocked)
    assert (result.blocked, result.sent) == (0, 1)


def test_what_was_refused_for_another_reason_is_counted_apart(play):
    result = play(
        [("types: [PERSON]", "redact")],
        sent(kind="block", reason="unreadable"),
        {"type": "response"},
        {"type": "start"},
    )
    assert (result.events, result.apart, result.sent) == (1, 1, 0)


@pytest.mark.parametrize(
    ("band", "least", "untold"),
    [
        ("certain", 1.0, 0),
        ("high", 0.85, 0),
        ("high", 0.9, 1),
        ("medium", 0.5, 0),
        ("medium", 0.85, 0),
        ("medium", 0.6, 1),
        ("low", 0.5, 0),
        ("low", 0.2, 1),
    ],
)
def test_a_band_that_a_rule_cuts_in_two_is_not_guessed(play, band, least, untold):
    rules = [(f"types: [PERSON], confidence: {least}", "block")]
    assert play(rules, sent(person(score=band))).untold == untold


def test_what_no_rule_is_sure_enough_of_becomes_nothing(play):
    result = play([("types: [PERSON], confidence: 1", "redact")], sent(person(score="medium")))
    assert result.changes == {Change("openai_api", "PERSON", "medium", "redact", NOTHING): 1}


def test_what_hangs_on_a_text_is_not_guessed(play):
    allowed = sent(person("allow"), rules={"matched": ["liste-autorisee"]})
    assert play([("types: [PERSON]", "redact")], allowed).untold == 1
    birth = {"cat": "DATE_OF_BIRTH", "score": "high"}
    rules = [("types: [DATE_OF_BIRTH]", "generalise")]
    assert play(rules, sent({**birth, "act": "redact"})).untold == 1
    assert play(rules, sent({**birth, "act": "generalise"})).untold == 0
    blocked = sent({**birth, "act": "redact"}, person("block"), kind="block", reason="policy")
    assert play([*rules, ("types: [PERSON]", "redact")], blocked).sent == 0


@pytest.mark.parametrize(
    ("when", "event", "applies"),
    [
        ("groups: [us-cloud]", {}, True),
        ("groups: [eu-cloud]", {}, False),
        ("services: [openai_api]", {}, True),
        ("surfaces: [api]", {}, True),
        ("surfaces: [web]", {}, False),
        ("dossiers: [d-1]", {"matter": {"dossier": "d-1"}}, True),
        ("dossiers: [d-1]", {}, False),
        ("size: {at_least: 10}", {"body": {"bytes": 10}}, True),
        ("size: {at_least: 10}", {"body": {"bytes": 9}}, False),
        ("attachments: [pdf]", {"body": {"attachments": [{"ext": "pdf"}]}}, True),
        ("attachments: [pdf]", {"body": {"attachments": [{}]}}, False),
        ("persons: {at_least: 2}", {}, True),
        ("persons: {at_least: 3}", {}, False),
        ("sensitive: [art9]", {}, True),
        ("sensitive: [art10]", {}, False),
        ("sensitive: [minor]", {"sens": ["minor"]}, True),
        ("sensitive: [minor]", {"sens": ["of-a-later-version"]}, False),
    ],
)
def test_the_situation_is_that_of_the_event(play, when, event, applies):
    rules = [("types: [PERSON]", "redact"), (f"types: [PERSON], {when}", "block")]
    result = play(rules, sent(person(distinct=2, sens="art9"), **event))
    assert result.blocked == applies


def test_the_hour_is_that_of_the_event_in_local_time(play):
    local = AT.astimezone()
    around = f"time: {{from: '{local:%H}:00', to: '{local:%H}:59'}}"
    assert play([(f"types: [PERSON], {around}", "block")], sent(person())).blocked == 1
    outside = f"time: {{from: '{local:%H}:59', to: '{local:%H}:00'}}"
    assert play([(f"types: [PERSON], {outside}", "block")], sent(person())).blocked == 0


def test_how_often_a_quota_would_have_asked(tmp_path, catalogue):
    """As long as every answer is yes: before the message after each time it is used up."""
    rule = RULE.format(n=0, when="quota: {requests: 3, per: day}", then="nudge")
    (tmp_path / "own.yaml").write_text(f"version: 1\nname: own\nrules:\n{rule}")
    policy = load_policy("own", [tmp_path], entities())
    events = [(AT, sent(id=f"{n}")) for n in range(10)]
    assert replay(policy, catalogue, events[:3]).asked == 0
    assert replay(policy, catalogue, events[:4]).asked == 1
    assert replay(policy, catalogue, events).asked == 3
    assert (
        replay(policy, catalogue, [*events[:3], (AT + timedelta(days=1), events[3][1])]).asked == 0
    )
