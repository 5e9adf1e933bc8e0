"""A conversation that is sent again: the same labels each time, and each site's its own."""

import json
from typing import Any

import pytest

from e2e.curl import CHAT, JSON, curl
from e2e.leaks import leaks
from e2e.people import person
from e2e.prompts import PROMPTS, Prompt
from program import Program
from stub import LABEL, Stub, reply

ANTHROPIC = "https://api.anthropic.com/v1/messages"
TURNS = (PROMPTS[0], PROMPTS[1], PROMPTS[7], PROMPTS[16])


def say(program: Program, messages: list[dict[str, Any]], url: str = CHAT) -> str:
    body = {"model": "m", "max_tokens": 500, "messages": messages}
    answer = json.loads(
        curl(program, *JSON, "--data-binary", "@-", url, stdin=json.dumps(body).encode())
    )
    if url == ANTHROPIC:
        return str(answer["content"][0]["text"])
    return str(answer["choices"][0]["message"]["content"])


def arrived(stub: Stub) -> list[str]:
    """The texts of the messages as they arrived last."""
    return [message["content"] for message in json.loads(stub.seen[-1].body)["messages"]]


def talk(program: Program, stub: Stub, turns: tuple[Prompt, ...]) -> list[dict[str, Any]]:
    """A conversation, with all of it sent again at each turn; as the client keeps it."""
    messages: list[dict[str, Any]] = []
    before: list[str] = []
    for turn in turns:
        messages.append({"role": "user", "content": turn.text})
        shown = say(program, messages)
        now = arrived(stub)
        assert now[: len(before)] == before  # to the letter: a provider's cache goes by it
        before = [*now, reply(" ".join(["m", *roles(messages, now)]))]
        messages.append({"role": "assistant", "content": shown})
    return messages


def roles(messages: list[dict[str, Any]], contents: list[str]) -> list[str]:
    """The strings of a request in their order, as the stub reads them."""
    return [s for m, c in zip(messages, contents, strict=True) for s in (m["role"], c)]


def test_each_turn_repeats_the_ones_before(program: Program, stub: Stub) -> None:
    messages = talk(program, stub, TURNS)
    planted = [value for turn in TURNS for value in turn.planted]
    assert leaks(stub.everything(), planted) == []
    assert [value for value in planted if value not in messages[-1]["content"]] == []


def test_labels_outlive_the_program(own_program: Program, stub: Stub) -> None:
    own_program.start()
    messages = talk(own_program, stub, TURNS[:2])
    before = arrived(stub)
    assert own_program.stop() == 0
    own_program.start()
    shown = say(own_program, [*messages, {"role": "user", "content": "Continue."}])
    assert arrived(stub)[: len(before)] == before
    assert shown == messages[-1]["content"]
    planted = [value for turn in TURNS[:2] for value in turn.planted]
    assert leaks(stub.everything(), planted) == []
    assert own_program.run("audit", "verify").returncode == 0


def test_each_site_has_its_own_labels(program: Program, stub: Stub) -> None:
    messages = [{"role": "user", "content": str(person(45))}]
    said = [say(program, messages), say(program, messages, ANTHROPIC)]
    assert said[0] == said[1]
    ours, theirs = (set(LABEL.findall(one.body.decode())) for one in stub.seen)
    assert len(ours) == len(theirs) >= 3
    assert not ours & theirs


@pytest.mark.parametrize("typed", [True, False], ids=["typed", "not typed"])
def test_a_label_of_another_site_comes_back_as_it_is(
    program: Program, stub: Stub, typed: bool
) -> None:
    """What a provider has learned of another's labels gives it nothing."""
    somebody = person(46 + typed)
    assert somebody.email in say(program, [{"role": "user", "content": str(somebody)}])
    labels = LABEL.findall(stub.seen[0].body.decode())
    stub.answer = lambda _: f"Je sais : {' '.join(labels)} [PERSONNE_ZZZZZZ]"
    text = f"Qui est {' '.join(labels)} ?" if typed else "Que sais-tu ?"
    said = say(program, [{"role": "user", "content": text}], ANTHROPIC)
    assert said == stub.answer("")
    assert text in json.loads(stub.seen[-1].body)["messages"][0]["content"]
