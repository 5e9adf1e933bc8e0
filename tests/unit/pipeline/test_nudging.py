"""A quota is reached: the person is asked once, and what they answer is what happens."""

import asyncio
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from desk import Desk
from paravent.cli.program import recall_sent
from paravent.errors import Reason
from paravent.gateway.replies import explain
from paravent.pipeline.exchange import Forward, Refuse
from paravent.pipeline.incoming import Receiver
from paravent.pipeline.nudging import Nudges
from paravent.settings import Home
from paravent.store.keys import load_keys
from paravent.store.reader import read_audit
from parting import Finds, open_parts

RULES = """
version: 1
name: own
describe: {{fr: essai, en: try}}
rules:
  - id: moderer
    when: {{{when}}}
    then: nudge
    why: {{fr: "Parce que.", en: "Because."}}
    tests: [{{text: "x", expect: hit}}, {{text: "x", expect: miss, given: {{used: 0}}}}]
  - id: bloquer
    when: {{types: [NIR]}}
    then: block
    why: {{fr: "Parce que.", en: "Because."}}
    tests: [{{text: "x", expect: hit}}, {{text: "Bonjour", expect: miss}}]
"""
NIR = "1 85 05 78 006 084 91"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Here:
    """A desk that can be closed and opened again, and a clock that is set by hand."""

    def __init__(self, folder, when):
        self.now, self._home, self._held = NOON, folder / "home", ExitStack()
        (folder / "rules").mkdir()
        (folder / "rules/own.yaml").write_text(RULES.format(when=when))
        self._rules = [folder / "rules"]
        self.open()

    def open(self):
        home = Home(self._home)
        self.desk = Desk(
            self._held.enter_context(
                open_parts(
                    self._home,
                    Finds(NIR=NIR),
                    policies=self._rules,
                    policy="own",
                    clock=lambda: self.now,
                    nudges=Nudges(lambda since: recall_sent(home, load_keys(home), since)),
                )
            ),
            self._home,
        )

    def close(self):
        self._held.close()

    def say(self, text, **options):
        return self.desk.chat(text, **options)

    def asked(self, text, **options):
        return isinstance(self.say(text, **options), Refuse)

    def answered(self):
        """What the log says was answered, and about what of how much."""
        with read_audit(Home(self._home).audit, load_keys(Home(self._home))) as log:
            events = [log.read(n).event() for n in range(log.size())]
        return [one for one in events if one["type"] == "nudge"]


@pytest.fixture
def make(tmp_path):
    with ExitStack() as held:

        def make(when):
            here = Here(tmp_path, when)
            held.callback(here.close)
            return here

        yield make


@pytest.fixture
def here(make):
    return make("quota: {requests: 2, per: day}")


def test_it_asks_when_the_quota_is_used_and_the_same_message_again_means_yes(here):
    assert [here.asked(f"Message {n}") for n in range(3)] == [False, False, True]
    question = here.say("Message 2 bis")
    assert question.reason is Reason.NUDGE
    assert question.rule.id == "moderer"
    assert question.found == (("requests/day", 2),)
    assert isinstance(here.say("Message 2"), Forward)
    assert not here.asked("Message 3")  # and nothing more until as much again has left
    assert here.asked("Message 4")
    block = next(e for e in here.desk.events() if e["type"] == "block")
    assert (block["reason"], block["rules"]["matched"]) == ("nudge", ["moderer"])
    (told,) = here.answered()
    assert told["notice"]["ok"] is True
    assert told["notice"]["n"] == 2
    assert told["rules"]["matched"] == ["moderer"]
    assert told["ref"] == block["id"]


def test_what_is_said_names_the_question_the_quota_and_the_way_on(here):
    for n in range(2):
        here.say(f"Message {n}")
    said = explain(here.say("Message 2"), here.desk.parts.entities)
    assert said.startswith("Une question de Paravent avant d'envoyer. Rien n'est encore parti vers")
    assert "L'IA est-elle nécessaire ici ? Vous avez envoyé 2 messages aujourd'hui" in said
    assert "Si oui, renvoyez le même message : il partira." in said
    assert "→ Oui · Non · Pourquoi ? — http://127.0.0.1:8788/b/" in said


@pytest.mark.parametrize("ok", [True, False])
def test_the_answer_may_be_given_on_the_page(here, ok):
    for n in range(2):
        here.say(f"Message {n}")
    question = here.say("Message 2")
    nudges, parts = here.desk.parts.nudges, here.desk.parts
    assert nudges.waits(question.index)
    assert asyncio.run(nudges.answer(parts, question.index, ok=ok))
    assert not asyncio.run(nudges.answer(parts, question.index, ok=ok))  # once
    assert here.asked("Message 3") is not ok
    assert [one["notice"]["ok"] for one in here.answered()] == [ok]


def test_neither_restart_nor_midnight_forgets_what_it_must_know(here):
    for n in range(2):
        here.say(f"Message {n}")
    here.close()
    here.open()
    assert here.asked("Message 2")
    assert not here.asked("Message 2")
    here.close()
    here.open()
    assert not here.asked("Message 3")  # the answer is known as well
    assert here.asked("Message 4")
    here.now += timedelta(days=1)
    assert not here.asked("Message 4")


def test_a_longer_conversation_that_holds_the_message_is_the_message_again(here):
    for n in range(2):
        here.say(f"Message {n}")
    assert here.asked("Message 2")
    turns = ({"role": "assistant", "content": "question"}, {"role": "user", "content": "Message 2"})
    body = {"model": "m", "messages": [*turns]}
    assert isinstance(here.desk.ask(body), Forward)


def test_each_service_by_itself(make):
    here = make("quota: {requests: 1, per: month, each_service: true}")
    assert not here.asked("a")
    assert not here.asked("a", service="mistral_api")
    assert here.asked("b")
    assert not here.asked("b")
    assert here.asked("b", service="mistral_api")


def test_only_services_that_the_rule_speaks_of_count_and_are_asked_about(make):
    here = make("services: [mistral_api], quota: {requests: 1, per: day}")
    assert not any(here.asked(f"{n}") for n in range(3))
    assert not here.asked("a", service="mistral_api")
    assert here.asked("b", service="mistral_api")


def test_tokens_of_answers_count(make):
    here = make("quota: {tokens: 100, per: month}")
    first = here.say("a")
    first.exchange.tally.tokens = 99
    asyncio.run(Receiver(here.desk.parts).finish(first.exchange, 200, streamed=False))
    second = here.say("b")
    assert isinstance(second, Forward)
    second.exchange.tally.tokens = 1
    asyncio.run(Receiver(here.desk.parts).finish(second.exchange, 200, streamed=False))
    assert here.say("c").found == (("tokens/month", 100),)


def test_what_a_rule_forbids_is_refused_for_that_and_asked_about_by_nobody(here):
    for n in range(2):
        here.say(f"Message {n}")
    assert here.say(f"NIR {NIR}").reason is Reason.POLICY
    assert here.answered() == []
