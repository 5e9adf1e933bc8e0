"""What a person lets through once, goes through once, as they said, and nothing else does."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from desk import Desk
from paravent.core.types import Sensitive
from paravent.errors import ParaventError, Reason, fail
from paravent.pipeline.exchange import Forward, Refuse
from paravent.pipeline.permission import Matter, Mode, Permission, Permissions
from paravent.pipeline.refusals import Refusal, Refusals
from paravent.store.vocabulary import OverrideReason
from parting import Finds, open_parts

NIR = "1 85 05 78 006 084 91"
OTHER = "2 81 03 69 123 456 58"
EMAIL = "lea.noel@exemple.fr"
RULES = """
version: 1
name: own
describe: {fr: essai, en: try}
patterns:
  - id: AFFAIRE
    regex: 'AFF-[0-9]{4}'
    word: AFFAIRE
    category: professional
    name: {fr: numéro d'affaire, en: case number}
    tests: [{text: voir AFF-2026, expect: hit}, {text: voir AFF-26, expect: miss}]
rules:
  - id: masquer-telephone
    when: {types: [PHONE]}
    then: mask
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: "05 78 00 60 84", expect: hit}, {text: "Bonjour", expect: miss}]
  - id: bloquer-nir
    when: {types: [NIR, IBAN, PRIVATE_KEY, CARD, API_KEY, AFFAIRE]}
    then: block
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: "NIR 1 85 05 78 006 084 91", expect: hit}, {text: "Bonjour", expect: miss}]
"""
ONCE = Permission(Mode.CLEAR, OverrideReason.CLIENT_AGREEMENT, "accord écrit", 0)


class Hand:
    """A clock that somebody moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def make(tmp_path: Path, hand: Hand) -> Iterator[Callable[..., Desk]]:
    """Makes desks, one after the other, on one installation."""
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.yaml").write_text(RULES)
    with ExitStack() as held:

        def make(**types: str) -> Desk:
            held.pop_all().close()
            engine = Finds(**(types or {"NIR": NIR, "EMAIL": EMAIL}))
            home = tmp_path / "home"
            parts = open_parts(home, engine, policies=[rules], policy="own", monotonic=hand)
            return Desk(held.enter_context(parts), home)

        yield make


@pytest.fixture
def desk(make: Callable[..., Desk]) -> Desk:
    return make()


def refused(desk: Desk, text: str = f"NIR {NIR}, mail {EMAIL}", **options: Any) -> Refusal:
    """The refusal of a text, as its page has it."""
    verdict = desk.chat(text, **options)
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.POLICY
    code = verdict.page.rpartition("/")[2]
    kept = desk.parts.refusals.find(code)
    assert kept
    return kept


def allow(desk: Desk, refusal: Refusal, mode: Mode = Mode.CLEAR) -> None:
    assert refusal.matter
    desk.parts.permissions.grant(
        refusal.matter, Permission(mode, OverrideReason.CONSENT, "accord", refusal.index)
    )


def said(verdict: Any) -> list[str]:
    assert isinstance(verdict, Forward)
    return [message["content"] for message in json.loads(verdict.body)["messages"]]


def test_masked_it_leaves_as_a_label(desk):
    allow(desk, refused(desk), Mode.MASK)
    (text,) = said(desk.chat(f"NIR {NIR}, mail {EMAIL}"))
    assert NIR not in text
    assert EMAIL not in text
    assert text.startswith("NIR [NIR_")


def test_in_clear_it_leaves_as_it_is_and_the_rest_is_masked_all_the_same(desk):
    allow(desk, refused(desk))
    (text,) = said(desk.chat(f"NIR {NIR}, mail {EMAIL}"))
    assert text.startswith(f"NIR {NIR}, mail [EMAIL_")


def test_what_is_found_within_an_allowed_value_leaves_with_it(make):
    desk = make(NIR=NIR, PHONE="05 78 006 084")
    allow(desk, refused(desk, f"NIR {NIR}."))
    assert said(desk.chat(f"NIR {NIR}.")) == [f"NIR {NIR}."]


@pytest.mark.parametrize("mode", Mode)
def test_a_type_of_the_persons_own_can_be_let_through(desk, mode):
    refusal = refused(desk, "Voir AFF-2026.")
    assert refusal.found == (("AFFAIRE", 1),)
    allow(desk, refusal, mode)
    (text,) = said(desk.chat("Voir AFF-2026."))
    assert ("AFF-2026" in text) is (mode is Mode.CLEAR)


def test_the_override_is_in_the_log_before_the_request(desk):
    refusal = refused(desk)
    allow(desk, refusal)
    verdict = desk.chat(f"NIR {NIR}, mail {EMAIL}")
    block, override, request = desk.events()
    assert (block["type"], override["type"], request["type"]) == ("block", "override", "request")
    assert (override["action"], request["action"]) == ("override", "override")
    assert override["override"] == {"reason_code": "consent", "comment": "accord"}
    assert override["ref"] == request["id"] == verdict.exchange.id
    assert override["notice"]["index"] == refusal.index
    acts = {entity["cat"]: entity["act"] for entity in request["entities"]}
    assert acts == {"NIR": "allow", "EMAIL": "redact"}
    written = json.dumps(desk.events())
    assert NIR not in written
    assert EMAIL not in written


def test_masked_the_request_is_redacted_and_the_override_says_so(desk):
    allow(desk, refused(desk), Mode.MASK)
    desk.chat(f"NIR {NIR}, mail {EMAIL}")
    _, override, request = desk.events()
    assert (override["action"], request["action"]) == ("redact", "redact")


def test_one_permission_lets_one_request_through(make):
    desk = make(NIR=NIR)
    allow(desk, refused(desk, NIR))
    assert said(desk.chat(NIR)) == [NIR]
    # What was let through once is masked from then on; neither blocked again nor in clear again.
    (text,) = said(desk.chat(NIR))
    assert text.startswith("[NIR_")


def test_of_two_sends_at_once_one_goes_through(make):
    desk = make(NIR=NIR)
    allow(desk, refused(desk, NIR))
    body = {"model": "m", "messages": [{"role": "user", "content": NIR}]}

    async def both():
        sends = (desk.sender.send(*desk.prepare(body)) for _ in range(2))
        return await asyncio.gather(*sends)

    kinds = sorted(type(verdict).__name__ for verdict in asyncio.run(both()))
    assert kinds == ["Forward", "Refuse"]


@pytest.mark.parametrize("mode", Mode)
def test_later_turns_mask_what_an_earlier_one_let_through(make, mode):
    desk = make(NIR=NIR)
    allow(desk, refused(desk, NIR), mode)
    (first,) = said(desk.chat(NIR))
    body = {
        "model": "m",
        "messages": [
            {"role": "user", "content": NIR},
            {"role": "assistant", "content": f"Le NIR {NIR} est valable."},
            {"role": "user", "content": "Et sa clé ?"},
        ],
    }
    for _ in range(2):
        one, two, three = said(desk.ask(body))
        assert one.startswith("[NIR_")
        assert two == f"Le NIR {one} est valable."
        assert three == "Et sa clé ?"
    assert (first == NIR) is (mode is Mode.CLEAR)


def test_they_still_do_after_a_restart(make):
    desk = make(NIR=NIR)
    allow(desk, refused(desk, NIR))
    desk.chat(NIR)
    desk.chat("Bonjour")  # what it writes down goes with the next request
    (text,) = said(make(NIR=NIR).chat(NIR))
    assert text.startswith("[NIR_")


def test_another_value_in_a_later_turn_is_refused(make):
    desk = make(NIR=NIR, IBAN=OTHER)
    allow(desk, refused(desk, NIR))
    desk.chat(NIR)
    assert refused(desk, f"{NIR} et {OTHER}").found == (("IBAN", 1),)


def test_a_repeat_that_the_detectors_miss_is_masked_as_well(make):
    class Once(Finds):
        """Finds a value only next to the word that gives it away."""

        def _find(self, text):
            return super()._find(text) if "NIR" in text else []

    desk = make(NIR=NIR)
    desk.parts.engine._find = Once(NIR=NIR)._find
    body = {
        "model": "m",
        "messages": [{"role": "user", "content": c} for c in (f"NIR {NIR}", f"sans {NIR}")],
    }
    verdict = desk.ask(body)
    assert isinstance(verdict, Refuse)
    kept = desk.parts.refusals.find(verdict.page.rpartition("/")[2])
    allow(desk, kept, Mode.MASK)
    assert all(NIR not in text for text in said(desk.ask(body)))


@pytest.mark.parametrize(
    "other",
    [
        {"text": f"NIR {NIR}, IBAN {OTHER}"},  # one more value
        {"text": f"IBAN {OTHER}"},  # another value
        {"service": "mistral_api"},
        {"target": "/v1/completions"},
    ],
    ids=["more", "other", "service", "call"],
)
def test_a_permission_fits_nothing_else(make, other):
    desk = make(NIR=NIR, IBAN=OTHER)
    text = f"NIR {NIR}"
    allow(desk, refused(desk, text))
    assert isinstance(desk.chat(**({"text": text} | other)), Refuse)
    assert said(desk.chat(text)) == [text]  # it still waits for its own


@pytest.mark.parametrize(
    ("service", "target", "key", "body"),
    [
        (
            "chatgpt_web", "/backend-api/f/conversation", "conversation_id",
            {"action": "next", "messages": [{"content": {"parts": [NIR]}}]},
        ),
        ("openai_api", "/v1/responses", "conversation", {"model": "m", "input": NIR}),
        ("mistral_api", "/v1/conversations", "conversation_id", {"model": "m", "inputs": NIR}),
    ],
)  # fmt: skip
def test_a_permission_fits_no_other_conversation(make, service, target, key, body):
    desk = make(NIR=NIR)

    def ask(conversation: str | None) -> Any:
        return desk.ask({**body, key: conversation}, service=service, target=target)

    one, other = (f"0f1e2d3c-0000-4000-8000-00000000000{n}" for n in (1, 2))
    allow(desk, desk.parts.refusals.find(ask(one).page.rpartition("/")[2]))
    assert isinstance(ask(other), Refuse)
    assert isinstance(ask(None), Refuse)
    assert isinstance(ask(one), Forward)


def test_other_words_around_the_same_values_are_the_same_matter(desk):
    allow(desk, refused(desk))
    assert said(desk.chat(f"Vérifie : {NIR.replace(' ', '')} ou {NIR} ?"))


def test_what_it_is_for_is_known_to_this_installation_alone(desk):
    verdict, values = desk.chat(f"NIR {NIR}"), [("NIR", NIR)]
    assert isinstance(verdict, Refuse)
    entities = desk.parts.policies.current().entities
    matters = {
        Permissions(Sensitive(secret), lambda: 0.0)
        .matter(verdict.exchange, "", values, entities)
        .digest
        for secret in (b"one" * 11, b"other" * 7)
    }
    assert len(matters) == 2


def test_it_ends_after_five_minutes(desk, hand):
    refusal = refused(desk)
    allow(desk, refusal)
    permission, left_s = desk.parts.permissions.waiting(refusal.matter)
    assert (permission.mode, left_s) == (Mode.CLEAR, 5 * 60)
    hand.now += 5 * 60
    assert desk.parts.permissions.waiting(refusal.matter) is None
    refused(desk)
    hand.now -= 1  # a clock that goes back brings nothing back
    refused(desk)


def test_it_is_used_up_even_if_the_request_fails(desk, monkeypatch):
    allow(desk, refused(desk))

    async def full(*_events):
        raise fail("disque plein", reason=Reason.STORE)

    with monkeypatch.context() as broken:
        broken.setattr(desk.parts.audit, "append", full)
        with pytest.raises(ParaventError):
            desk.chat(f"NIR {NIR}, mail {EMAIL}")
    refused(desk)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("PRIVATE_KEY", "-----BEGIN PRIVATE KEY-----"),
        ("CARD", "4111 1111 1111 1111"),
        ("API_KEY", "sk-x"),
    ],
)
def test_keys_and_cards_leave_masked_or_not_at_all(make, kind, value):
    desk = make(**{kind: value})
    refusal = refused(desk, f"Voici {value}")
    assert refusal.matter.modes == {Mode.MASK}
    with pytest.raises(ValueError, match="mode"):
        allow(desk, refusal, Mode.CLEAR)
    refused(desk, f"Voici {value}")
    allow(desk, refusal, Mode.MASK)
    (text,) = said(desk.chat(f"Voici {value}"))
    assert value not in text


def test_a_file_cannot_be_masked(make):
    desk = make(NIR=NIR)
    options = {
        "service": "chatgpt_web", "host": "files.oaiusercontent.com", "method": "PUT",
        "target": "/file-1", "content_type": "text/plain",
    }  # fmt: skip
    verdict = desk.ask(NIR.encode(), **options)
    assert verdict.modes == {Mode.CLEAR}
    allow(desk, desk.parts.refusals.find(verdict.page.rpartition("/")[2]))
    # Filled up: the site was told a size at which a masked file has its place.
    assert desk.ask(NIR.encode(), **options).body.rstrip(b"\n") == NIR.encode()


def test_what_is_typed_has_no_page(make):
    desk = make(NIR=NIR)
    verdict = desk.ask(
        {"prompt": f"# {NIR}"},
        service="github_copilot", target="/v1/engines/gpt-41-copilot/completions",
    )  # fmt: skip
    assert (verdict.reason, verdict.page, verdict.modes) == (Reason.POLICY, "", frozenset())


def test_what_could_not_be_read_cannot_be_let_through(desk):
    verdict = desk.ask(b"{broken")
    kept = desk.parts.refusals.find(verdict.page.rpartition("/")[2])
    assert (kept.reason, kept.matter, verdict.modes) == (Reason.UNREADABLE, None, frozenset())


def test_only_the_latest_permissions_wait():
    permissions = Permissions(Sensitive(b"k" * 32), lambda: 0.0)
    matters = [Matter(str(n).encode(), frozenset(Mode)) for n in range(101)]
    for matter in matters:
        permissions.grant(matter, ONCE)
    assert [permissions.take(m) for m in matters].count(None) == 1
    assert permissions.take(matters[0]) is None


def test_a_code_leads_to_its_event_and_no_other_does(tmp_path):
    refusals = Refusals(Sensitive(b"k" * 32), "http://127.0.0.1:8788", lambda: None)
    kept = Refusal(None, "ChatGPT", Reason.POLICY, index=4711)
    page = refusals.keep(kept)
    code = page.removeprefix("http://127.0.0.1:8788/b/")
    assert refusals.find(code) is kept
    assert refusals.find(code.lower()) is kept
    later = Refusals(Sensitive(b"k" * 32), "", lambda: None)
    assert later.find(code) is None
    assert later.index(code) == 4711
    assert later.index(code.lower()) == 4711
    other = Refusals(Sensitive(b"o" * 32), "", lambda: None)
    wrong = [code[:-1] + ("2" if code[-1] != "2" else "3"), f"2{code}", code[1:], "", "A234567"]
    assert [later.index(text) for text in wrong] == [None] * 5
    assert other.index(code) is None
    assert [
        refusals.index(refusals.keep(Refusal(None, "", Reason.POLICY, index=n))[-5:])
        for n in range(9)
    ] == list(range(9))


def test_a_refusal_that_is_in_no_log_has_a_page_while_it_lasts():
    refusals = Refusals(Sensitive(b"k" * 32), "", lambda: None)
    code = refusals.keep(Refusal(None, "ChatGPT", Reason.STORE)).removeprefix("/b/")
    assert refusals.find(code)
    assert refusals.index(code) is None


def test_only_the_latest_refusals_are_kept():
    refusals = Refusals(Sensitive(b"k" * 32), "", lambda: None)
    codes = [
        refusals.keep(Refusal(None, "", Reason.POLICY, index=n)).removeprefix("/b/")
        for n in range(201)
    ]
    assert refusals.find(codes[0]) is None
    assert all(map(refusals.find, codes[1:]))
