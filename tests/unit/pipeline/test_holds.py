"""What a rule wants asked about waits for the person, and leaves as they say or not at all."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from desk import Desk
from paravent.errors import Reason
from paravent.pipeline.exchange import Forward, Refuse
from paravent.pipeline.holds import MOST, Held
from paravent.pipeline.permission import Mode, Permission
from paravent.store.vocabulary import OverrideReason
from parting import Finds, open_parts

NIR = "1 85 05 78 006 084 91"
KEY = "-----BEGIN PRIVATE KEY-----"
RULES = """
version: 1
name: own
describe: {fr: essai, en: try}
rules:
  - id: demander
    when: {types: [NIR]}
    then: ask
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: "NIR 1 85 05 78 006 084 91", expect: hit}, {text: "Bonjour", expect: miss}]
  - id: bloquer
    when: {types: [PRIVATE_KEY]}
    then: block
    why: {fr: "Parce que.", en: "Because."}
    tests: [{text: "x", expect: hit}, {text: "Bonjour", expect: miss}]
"""
BODY = {"model": "m", "messages": [{"role": "user", "content": f"NIR {NIR}"}]}
CLEAR = Permission(Mode.CLEAR, OverrideReason.CONSENT, "d'accord")
MASK = Permission(Mode.MASK)


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.yaml").write_text(RULES)
    with ExitStack() as held:

        def make(**options: Any) -> Desk:
            engine = Finds(NIR=NIR, PRIVATE_KEY=KEY)
            home = tmp_path / "home"
            parts = open_parts(home, engine, policies=[rules], policy="own", **options)
            return Desk(held.enter_context(parts), home)

        yield make


@pytest.fixture
def desk(make: Callable[..., Desk]) -> Desk:
    return make()


def outcome(desk: Desk, decision: Permission | None) -> Any:
    """What becomes of a held request when the person decides."""

    async def main() -> Any:
        held = await desk.sender.send(*desk.prepare(BODY))
        assert isinstance(held, Held)
        assert desk.events() == []
        assert desk.parts.holds.waiting() == [held.hold]
        held.hold.decide(decision)
        held.hold.decide(CLEAR if decision is None else None)  # the first one counts
        verdict = await held.decided()
        assert desk.parts.holds.waiting() == []
        return verdict

    return asyncio.run(main())


@pytest.mark.parametrize("decision", [MASK, CLEAR], ids=str)
def test_it_leaves_as_the_person_says(desk, decision):
    verdict = outcome(desk, decision)
    assert isinstance(verdict, Forward)
    text = json.loads(verdict.body)["messages"][0]["content"]
    assert (NIR in text) is (decision is CLEAR)
    override, request = desk.events()
    assert (override["type"], request["type"]) == ("override", "request")
    # What was let through once is not asked about again.
    later = desk.ask(BODY)
    assert isinstance(later, Forward)
    assert NIR.encode() not in later.body


def test_or_not_at_all(desk):
    verdict = outcome(desk, None)
    assert isinstance(verdict, Refuse)
    assert (verdict.reason, verdict.rule.id) == (Reason.POLICY, "demander")
    (event,) = desk.events()
    assert (event["type"], event["entities"][0]["act"]) == ("block", "ask")


def test_without_a_decision_it_is_refused_and_keeps_its_page(make):
    desk = make(ask_timeout_s=0.01)

    async def main() -> Any:
        held = await desk.sender.send(*desk.prepare(BODY))
        return held.hold, await held.decided()

    hold, verdict = asyncio.run(main())
    assert isinstance(verdict, Refuse)
    assert not hold.waits
    kept = desk.parts.refusals.find(hold.code)
    assert kept is desk.parts.refusals.find(verdict.page.rpartition("/")[2])
    assert kept.index is not None


def test_a_stricter_rule_does_not_ask(desk):
    body = {"model": "m", "messages": [{"role": "user", "content": f"NIR {NIR} {KEY}"}]}
    assert isinstance(desk.ask(body), Refuse)


def test_one_too_many_is_refused_at_once(desk):
    async def main() -> Any:
        held = [await desk.sender.send(*desk.prepare(BODY)) for _ in range(MOST + 1)]
        desk.parts.holds.close()
        return held[-1], [await one.decided() for one in held[:-1]]

    last, others = asyncio.run(main())
    assert isinstance(last, Refuse)
    assert last.modes == set(Mode)  # its page still lets it through once
    assert all(isinstance(one, Refuse) for one in others)


def test_what_is_typed_does_not_wait(desk):
    verdict = desk.ask(
        {"prompt": f"# {NIR}"},
        service="github_copilot", target="/v1/engines/gpt-41-copilot/completions",
    )  # fmt: skip
    assert isinstance(verdict, Refuse)


def test_a_permission_that_waits_answers_for_the_person(desk):
    async def main() -> Any:
        held = await desk.sender.send(*desk.prepare(BODY))
        held.hold.decide(None)
        refused = await held.decided()
        refusal = desk.parts.refusals.find(refused.page.rpartition("/")[2])
        desk.parts.permissions.grant(refusal.matter, CLEAR)
        return await desk.sender.send(*desk.prepare(BODY))

    assert isinstance(asyncio.run(main()), Forward)
