"""One prompt, several recipients: the log tells one exchange."""

import asyncio

import pytest

from paravent.pipeline.exchange import Forward, Refuse
from paravent.settings import Home
from paravent.store.hops import WINDOW, hops_of
from paravent.store.keys import load_keys
from paravent.store.reader import read_audit
from parting import NAME

SYSTEM = "Tu aides un indépendant."
PROMPT = f"Écris à {NAME} au sujet de sa facture."
CHAT = {"messages": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": PROMPT}]}
HOPS = {
    "groq": ("/openai/v1/chat/completions", {"model": "llama-4", **CHAT}),
    "cohere": ("/v1/chat", {"model": "command-a", "preamble": SYSTEM, "message": PROMPT}),
    "anthropic_api": (
        "/v1/messages",
        {
            "model": "claude-opus-4-1",
            "max_tokens": 500,
            "system": SYSTEM,
            "messages": [{"role": "user", "content": [{"type": "text", "text": PROMPT}]}],
        },
    ),
    "openai_api": ("/v1/chat/completions", {"model": "gpt-5.1", **CHAT}),
}


def hop(desk, service, **changes):
    target, body = HOPS[service]
    return desk.ask({**body, **changes}, service=service, target=target)


def recipients(desk):
    """Services of the hops of the exchange of each event, by the event's service."""
    home = Home(desk.folder)
    with read_audit(home.audit, load_keys(home)) as log:
        records = [log.read(index) for index in range(log.size())]
        return {
            one.event()["provider"]["id"]: [
                each.event()["provider"]["id"] for each in hops_of(log, one)
            ]
            for one in records
            if one.header.type in {"request", "block"}
        }


def test_the_hops_of_a_cascade_are_one_exchange(desk):
    for service in HOPS:
        assert isinstance(hop(desk, service), Forward)
    first, *others = desk.events()
    assert "cascade" not in first
    assert [event["cascade"] for event in others] == [first["id"]] * 3
    assert recipients(desk) == {one: list(HOPS) for one in HOPS}


def test_hops_at_the_same_time_are_one_exchange(desk):
    async def send():
        asked = [desk.prepare(HOPS[one][1], service=one, target=HOPS[one][0]) for one in HOPS]
        return await asyncio.gather(*(desk.sender.send(*one) for one in asked))

    assert all(isinstance(verdict, Forward) for verdict in asyncio.run(send()))
    assert {len(hops) for hops in recipients(desk).values()} == {4}


def test_another_model_of_one_service_is_another_recipient_and_a_retry_is_not(desk):
    hop(desk, "openai_api")
    hop(desk, "openai_api")
    hop(desk, "openai_api", model="gpt-5.1-mini")
    first, again, other = desk.events()
    assert "cascade" not in again
    assert other["cascade"] == first["id"]


def test_another_prompt_is_another_exchange(desk):
    hop(desk, "openai_api")
    hop(desk, "groq", messages=[*CHAT["messages"], {"role": "user", "content": "Plus court."}])
    hop(desk, "groq", messages=[{"role": "user", "content": PROMPT.replace("sa", "une")}])
    assert not [event for event in desk.events() if "cascade" in event]


def test_a_web_page_takes_part_in_no_cascade(desk):
    body = {"action": "next", "messages": [{"content": {"parts": [PROMPT]}}]}
    hop(desk, "openai_api", messages=[{"role": "user", "content": PROMPT}])
    desk.ask(body, service="chatgpt_web", target="/backend-api/f/conversation")
    assert not [event for event in desk.events() if "cascade" in event]


@pytest.mark.parametrize(("seconds", "joined"), [(299, True), (301, False)])
def test_what_comes_much_later_is_another_exchange(desk_with, seconds, joined):
    desk = desk_with()
    now = [0.0]
    desk.sender._cascades._monotonic = lambda: now[0]
    hop(desk, "openai_api")
    now[0] = seconds
    assert WINDOW.total_seconds() == 300
    hop(desk, "groq")
    assert ("cascade" in desk.events()[1]) is joined


RULES = """\
version: 1
name: own
extends: freelance
rules:
  - id: no-groq
    when: {categories: [identity], services: [groq]}
    then: block
    why: {fr: "Pas là."}
    tests:
      - {text: "Écris à Mme Claire Dupont.", expect: hit, service: groq}
      - {text: "Bonjour.", expect: miss, service: groq}
"""


def test_a_refused_hop_is_one_of_the_exchange(desk_with):
    desk = desk_with(rules=RULES)
    assert isinstance(hop(desk, "openai_api"), Forward)
    assert isinstance(hop(desk, "groq"), Refuse)
    assert isinstance(hop(desk, "cohere"), Forward)
    first, refused, last = desk.events()
    assert (refused["type"], refused["cascade"]) == ("block", first["id"])
    assert last["cascade"] == first["id"]
    assert recipients(desk)["cohere"] == ["openai_api", "groq", "cohere"]
