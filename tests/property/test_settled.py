"""What was settled before changes nothing: each request leaves as if it were the first."""

import asyncio
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import Desk
from paravent.core.types import Finding
from paravent.pipeline.exchange import Forward
from paravent.pipeline.outgoing import Sender
from parting import Finds, open_parts

PIECES = [
    "Mme Roux",
    "Roux",
    "Mme Blanc",
    "Blanc",
    "Mme Rose",
    "rose",
    "Marie Roux",
    "rien",
    "[PERSONNE_2]",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(", ".join)
CONVERSATIONS = st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=6)


class Titled(Finds):
    """Finds names that have a title somewhere in the text, as a detector that needs context does."""

    def _find(self, text):
        names = set(re.findall(r"(?:Mme|Marie) (\w+)", text))
        return [
            Finding(*match.span(), "PERSON", 0.9, "test")
            for match in re.finditer(r"\w+", text)
            if match.group() in names
        ]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("settled")
    with open_parts(folder, Titled()) as parts:
        yield Desk(parts, folder)


def said(verdict) -> list[str]:
    assert isinstance(verdict, Forward)
    return [message["content"] for message in json.loads(verdict.body)["messages"]]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(CONVERSATIONS)
def test_a_request_leaves_as_if_it_were_the_first(desk, conversations):
    desk.sender = Sender(desk.parts)
    for texts in conversations:
        body = {"model": "m", "messages": [{"role": "user", "content": text} for text in texts]}
        settled = said(desk.ask(body))
        remembering = desk.sender
        desk.sender = Sender(desk.parts)
        assert settled == said(desk.ask(body))
        desk.sender = remembering
        assert said(desk.ask(body)) == settled


def test_a_name_from_another_conversation_is_not_carried_over(desk):
    desk.sender = Sender(desk.parts)

    def ask(*texts: str) -> list[str]:
        body = {"model": "m", "messages": [{"role": "user", "content": text} for text in texts]}
        return said(desk.ask(body))

    system = "On parle de Verdier."
    for _ in range(3):
        assert "Verdier" not in ask(system, "Mme Verdier")[0]
    for _ in range(3):
        assert ask(system, "Bonjour")[0] == system


def test_two_texts_that_never_met_are_compared(desk):
    desk.sender = Sender(desk.parts)

    def ask(*texts: str) -> list[str]:
        body = {"model": "m", "messages": [{"role": "user", "content": text} for text in texts]}
        return said(desk.ask(body))

    for _ in range(3):
        assert ask("Garance arrive.", "un")[0] == "Garance arrive."
    for _ in range(3):
        ask("Mme Garance", "deux")
    for _ in range(3):
        assert "Garance" not in "".join(ask("Garance arrive.", "Mme Garance"))


def test_labels_that_are_forgotten_are_given_out_anew(desk):
    desk.sender = Sender(desk.parts)
    body = {"model": "m", "messages": [{"role": "user", "content": "Mme Perrin"}]}
    before = [said(desk.ask(body)) for _ in range(3)][-1]
    asyncio.run(desk.parts.vault.expire())
    assert said(desk.ask(body)) == before
    label = re.search(r"\[\w+\]", before[0])[0]
    ledger = desk.parts.vault.ledger("openai_api")
    assert label in {str(entry.label) for entry in ledger.entries()}
