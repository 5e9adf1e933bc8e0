"""The draft of a notification says what the log knows, and leaves open what it does not."""

import pytest

from desk import Desk
from paravent.core.types import Category
from paravent.store.keys import load_keys
from paravent.store.reader import Query, read_audit
from parting import NAME, Finds, open_parts
from registering import entry, save

EMAIL, OTHER = "lea.noel@exemple.fr", "paul.autre@exemple.fr"
PARTS = {
    "fr": (
        "art. 33, § 3, a",
        "art. 33, § 3, b",
        "art. 33, § 3, c",
        "art. 33, § 3, d",
        "art. 33, § 5",
    ),
    "en": ("art. 33(3)(a)", "art. 33(3)(b)", "art. 33(3)(c)", "art. 33(3)(d)", "art. 33(5)"),
}


@pytest.fixture
def used(paravent):
    """One client's request with two persons, and one that is nobody's."""
    finds = Finds(PERSON=NAME, EMAIL=EMAIL, PHONE="06 12 34 56 78")
    saved = save(paravent.home.root, {"Dufour": [entry("company", "Dufour")]})
    with open_parts(paravent.home.root, finds) as parts:
        desk = Desk(parts, paravent.home.root)
        desk.chat(f"Pour Dufour : {NAME}, {EMAIL}")
        finds._texts.append((OTHER, "EMAIL"))
        desk.chat(f"Pour Dufour : {OTHER} et {EMAIL}")
        desk.chat("Appelle le 06 12 34 56 78")
    paravent.code = saved.clients[0].code
    return paravent


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_field_that_the_law_asks_for_is_there(used, lang):
    said = used("breach", "draft", "--since", "1d", lang=lang)
    assert said.code == 0, said.err
    assert all(part in said.out for part in PARTS[lang])
    assert "openai_api 3" in said.out
    assert "1-3" in said.out or "2-4" in said.out
    assert "[…]" in said.out
    assert not any(value in said.out for value in (NAME, EMAIL, OTHER, "Dufour"))


def test_it_counts_the_least_of_persons(used):
    said = used("breach", "draft", "--since", "1d", lang="en")
    assert "at least 2 (" in said.out
    assert "contact details 4" in said.out
    assert "identity 1" in said.out


def test_it_can_be_about_one_client(used):
    said = used("breach", "draft", "--since", "1d", "--client", "Dufour", lang="en")
    assert "openai_api 2" in said.out
    assert f"Dossiers: {used.code}" in said.out


def test_it_can_be_about_some_events(used):
    said = used("breach", "draft", "3", lang="en")
    assert "openai_api 1" in said.out
    assert "numbers 3" in said.out


def test_the_time_limit_counts_from_when_one_knew(used):
    said = used("breach", "draft", "3", "--aware", "2026-11-22T10:00", lang="en")
    assert "Aware of the breach since: 2026-11-22 10:00" in said.out
    assert "applies: 2026-11-25 10:00" in said.out
    said = used("breach", "draft", "3", "--aware", "2026-11-22T10:00", "--hours", "96", lang="en")
    assert "applies: 2026-11-26 10:00" in said.out


def test_it_is_written_to_a_file_and_told_in_the_log(used, tmp_path):
    target = tmp_path / "projet.md"
    assert used("breach", "draft", "2", "3", "-o", str(target)).code == 0
    assert target.read_text(encoding="utf-8").startswith("# Projet de notification")
    with read_audit(used.home.audit, load_keys(used.home)) as reader:
        *_, last = reader.select(Query())
        event = reader.read(last.index).event()
    assert event["type"] == "breach_draft"
    assert event["notice"] == {"n": 2, "index": 2}


@pytest.mark.parametrize(
    "words",
    [[], ["0"], ["99"], ["--since", "2099-01-01"], ["--since", "1d", "--client", "Personne"]],
)
def test_what_it_cannot_be_about_is_told(used, words):
    said = used("breach", "draft", *words)
    assert said.code == 2
    assert "piste :" in said.err


def test_every_category_and_mark_has_a_name():
    from paravent.cli.draft import _CATEGORIES, _MARKS
    from paravent.core.vocabulary import Mark

    assert set(_CATEGORIES) == set(Category)
    assert set(_MARKS) == set(Mark) - {Mark.NONE}
