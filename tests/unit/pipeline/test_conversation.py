"""Who is named in one message of a conversation is hidden in all of them, each turn alike."""

import asyncio
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import Desk
from paravent.core.restore import restore
from paravent.core.types import Finding, Tally
from paravent.pipeline.conversation import Conversation, Spared
from paravent.pipeline.exchange import Forward
from paravent.pipeline.outgoing import Sender
from parting import Finds, open_parts, sense

RULES = """
version: 1
name: own
extends: freelance
describe: {fr: a, en: a}
allow:
  - {text: Solène Kervadec, types: [PERSON]}
"""


class Introduced(Finds):
    """Finds a name where somebody is introduced, and nowhere else."""

    def _find(self, text):
        return [
            Finding(match.start(1), match.end(1), "PERSON", 0.9, "test")
            for match in re.finditer(r"cliente? (?:Mme |M\. )?([^\W\d]+(?: [A-Z][^\W\d]+)?)", text)
        ]


@pytest.fixture
def ask(desk_with):
    return asking(desk_with(Introduced()))


def asking(desk):
    def ask(*texts):
        messages = [{"role": "user", "content": text} for text in texts]
        verdict = desk.ask({"model": "m", "messages": messages})
        assert isinstance(verdict, Forward)
        return [message["content"] for message in json.loads(verdict.body)["messages"]]

    return ask


def test_a_name_of_the_third_turn_is_hidden_in_the_first(ask):
    first, second = "Kervadec a rappelé, et son assistante aussi.", "Rien de neuf."
    assert ask(first) == [first]
    assert ask(first, second) == [first, second]
    now = ask(first, second, "C'est la cliente Solène Kervadec.")
    assert "Kervadec" not in "".join(now)
    assert now[1] == second
    assert ask(first, second, "C'est la cliente Solène Kervadec.") == now


def test_all_forms_are_one_person(ask):
    said = ask(
        "La cliente Solène Kervadec signe.",
        "Mme Kervadec, KERVADEC Solène, S. K., skervadec et Solène signent.",
    )
    labels = re.findall(r"\[PERSONNE_(\w+)(?:\.\d+)?\]", "".join(said))
    assert len(labels) == 6
    assert len(set(labels)) == 1
    assert said[1].startswith("Mme [PERSONNE_")


def test_a_label_that_was_given_out_stays(ask):
    alone = ask("Le client Kervadec a payé.")[0]
    both = ask("Le client Kervadec a payé.", "La cliente Solène Kervadec, Kervadec donc.")
    assert both[0] == alone
    label = re.search(r"\[.*?\]", alone)[0]
    assert both[1].endswith(f"{label} donc.")


def test_a_full_name_joins_the_label_of_the_short_one(ask):
    ask("Le client Kervadec a payé.")
    joined = ask("Le client Kervadec a payé.", "C'est la cliente Solène Kervadec.")
    label = re.search(r"\[(\w+)\]", joined[0])[1]
    assert f"[{label}.2]" in joined[1]
    other = ask("Le client Kervadec a payé.", "C'est le client Paul Kervadec.")
    assert label in other[0]
    assert label not in other[1]


def test_two_people_of_one_surname_are_not_one(ask):
    said = ask("La cliente Solène Kervadec et le client Paul Kervadec.", "Kervadec paie.")
    labels = re.findall(r"\[(\w+)(?:\.\d+)?\]", "".join(said))
    assert len(set(labels)) == 3


def test_an_ordinary_word_is_not_hidden_for_a_name(ask):
    said = ask("La cliente Mme Petit arrive.", "Petit rappel : un petit mot à Mme Petit.")
    assert re.fullmatch(r"Petit rappel : un petit mot à Mme \[\w+\]\.", said[1])


def test_who_is_allowed_is_not_looked_for(desk_with):
    ask = asking(desk_with(Introduced(), RULES))
    texts = ["La cliente Solène Kervadec signe.", "Kervadec a signé."]
    assert ask(*texts) == texts


PEOPLE = ("Solène Kervadec", "Paul Kervadec", "Rose Petit", "Okonkwo")
SAID = st.sampled_from(
    [
        *(f"le client {name}" for name in PEOPLE),
        *("Kervadec", "kervadec", "Mme Petit", "Petit", "un petit", "Rose", "okonkwo", "P. K."),
    ]
)
TEXTS = st.lists(SAID, min_size=1, max_size=4).map(", ".join)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("conversation")
    with open_parts(folder, Introduced()) as parts:
        yield Desk(parts, folder)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(TEXTS, min_size=1, max_size=4), data=st.data())
def test_the_order_of_messages_hides_the_same_and_all_comes_back(shared, texts, data):
    order = data.draw(st.permutations(range(len(texts))))
    shared.sender = Sender(shared.parts)
    ask = asking(shared)
    ledger = shared.parts.vault.ledger("openai_api")
    said = ask(*texts)
    assert [restore(one, ledger.value, Tally()) for one in said] == texts
    assert ask(*(texts[n] for n in order)) == [said[n] for n in order]
    shared.sender = Sender(shared.parts)
    grown = [asking(shared)(*texts[: n + 1]) for n in range(len(texts))][-1]
    assert grown == said


class Counting:
    """The real sense, counting how many texts it goes through."""

    def __init__(self):
        self.searched = 0

    def __getattr__(self, name):
        return getattr(sense(), name)

    def spread(self, *given):
        self.searched += 1
        return sense().spread(*given)


def test_a_turn_searches_only_what_is_new_to_it():
    conversation, counting = Conversation(), Counting()
    said = ["La cliente Solène Kervadec.", *(f"Message {n}, sans nom." for n in range(200))]
    found = [tuple(Introduced()._find(text)) for text in said]

    def relate(count):
        counting.searched = 0
        nobody = Spared("", lambda _: False)
        return asyncio.run(conversation.relate(said[:count], found[:count], counting, nobody))

    relate(200)
    assert counting.searched == 199
    relate(201)
    assert counting.searched == 1
    said.append("Kervadec a payé le client Okonkwo.")
    found.append(tuple(Introduced()._find(said[-1])))
    assert [len(one) for one in relate(len(said))] == [1, *[0] * 200, 2]
    assert counting.searched == 2  # the new one, and the first, where nobody else was looked for
    relate(len(said))
    assert counting.searched == 0
