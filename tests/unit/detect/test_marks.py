"""What is marked as sensitive, and what only sounds like it.

People and numbers are marked ``[[TYPE:value]]``, as detectors would find them. The floors are what
was reached when they were written: they go up, not down. The held-out sentences were written before
the lexicons, by the same hand; the hard ones after them, in other words on purpose. Both were
scored once, when the lexicons were done, and nothing was changed for their sake. Of the mended ones
each second was looked at to mend the lexicons; before that 0.95 of what was marked in their other
half was right, and 0.84 of what should be was. The unseen ones were written last, half of them of
words that only sound like it, and scored once.
"""

import json
import re
from pathlib import Path

import pytest

from paravent.cli import trying
from paravent.core.types import Finding
from paravent.core.vocabulary import Mark
from paravent.detect.catalogue import entities
from paravent.detect.mark_terms import FAMILIES, NOTHING, Terms
from paravent.detect.marks import Marker, mark_of
from paravent.detect.minors import is_born_late
from paravent.errors import ParaventError
from paravent.settings import shipped

LEXICONS = shipped("models") / "lexicon"
YEAR = 2026
MARK = re.compile(r"\[\[([A-Z_]+):(.*?)\]\](?!\])", re.DOTALL)
FLOORS = {
    "known": {"art9": (0.99, 0.99), "art10": (1.0, 1.0), "minor": (1.0, 0.97)},
    "heldout": {"art9": (1.0, 1.0), "art10": (1.0, 1.0), "minor": (1.0, 1.0)},
    "mended": {"art9": (1.0, 0.95), "art10": (1.0, 1.0), "minor": (1.0, 0.9)},
    "unseen": {"art9": (0.89, 0.85), "art10": (0.85, 1.0), "minor": (0.75, 0.75)},
    "hard": {"art9": (1.0, 0.5), "art10": (1.0, 0.71), "minor": (1.0, 0.6)},
}
FILES = {"known": ("positive", "negative"), **{name: (name,) for name in [*FLOORS][1:]}}


@pytest.fixture(scope="module")
def marker():
    return Marker(LEXICONS, entities())


def lines(name):
    file = Path(__file__).with_name(f"marks_{name}.jsonl")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def parse(marked):
    """The text without its marks, and the findings that the marks stand for."""
    text, found, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        found.append(Finding(len(text), len(text) + len(mark[2]), mark[1], 0.9, "test"))
        text += mark[2]
        at = mark.end()
    return text + marked[at:], found


def marks(marker, marked, year=YEAR):
    return set(marker.find(*parse(marked), year).marks)


def score(marker, *names):
    """Precision and recall of each mark over files of sentences."""
    judged = [
        (marks(marker, line["text"]), set(line["marks"])) for name in names for line in lines(name)
    ]
    result = {}
    for mark in FLOORS["known"]:
        right = sum(mark in found and mark in wanted for found, wanted in judged)
        found = sum(mark in one for one, _ in judged)
        wanted = sum(mark in one for _, one in judged)
        result[mark] = (right / found, right / wanted)
    return result


def test_there_are_enough_sentences():
    assert len(lines("positive")) >= 150
    assert len(lines("negative")) >= 150
    assert len(lines("heldout")) >= 60
    assert len(lines("hard")) >= 50
    assert len(lines("mended")) + len(lines("unseen")) >= 2 * 90
    assert not any(line["marks"] for line in lines("negative"))


@pytest.mark.parametrize("files", list(FILES))
def test_precision_and_recall_stay_above_their_floors(marker, files):
    for mark, reached in score(marker, *FILES[files]).items():
        for value, floor in zip(reached, FLOORS[files][mark], strict=True):
            assert value >= floor, (mark, reached)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Ma cliente est en plein surendettement.", True),
        ("[[PERSON:Léa Noël]] est fichée FICP depuis mars.", True),
        ("Le salaire de ma cliente est de 2 150 €.", True),
        ("My client is bankrupt.", True),
        ("[[PERSON:Léa Noël]] is overdrawn, and her salary comes late.", True),
        ("Le salaire minimum augmente en janvier.", False),
        ("Comment fonctionne une procédure de surendettement ?", False),
        ("[[PERSON:Léa Noël]] pays down technical debt.", False),
        ("What is personal bankruptcy?", False),
    ],
)
def test_the_means_of_a_person_are_marked_too(marker, text, means):
    assert (Mark.FINANCE in marks(marker, text)) == means


@pytest.mark.parametrize(
    "text",
    [
        "Ma cliente est enceinte.",
        "MA CLIENTE EST ENCEINTE.",
        "Ma\u00a0cliente est\u202fenceinte.",
        "Ma cli\u00adente est en\u200bceinte.",
        "Ma cliente est **enceinte**.",
        "[[PERSON:Léa Noël]] souffre d’un cancer.",
        "[[PERSON:Léa Noël]] a un œdème, une sclérose en plaques.",
        "[[PERSON:Léa Noël]] a une scle\u0301rose en plaques.",
    ],
)
def test_the_way_it_is_written_does_not_matter(marker, text):
    assert marks(marker, text) == {Mark.ART9}


@pytest.mark.parametrize(
    "text",
    [
        "Le cancer est une maladie.",
        "[[LOCATION:Lyon]] compte trois services de chimiothérapie.",
        "[[PERSON:Léa Noël]] est arrivée.\n\nLe diabète touche 4 % de la population.",
        "[[PERSON:Aimé Cancer]] signe le devis.",
        "Les malades attendent. [[PERSON:Léa Noël]] range le stock.",
    ],
)
def test_a_term_needs_a_person_in_reach(marker, text):
    assert marks(marker, text) == set()


def test_who_is_famous_or_unsure_is_nobody_in_reach(marker):
    text = "Marie Curie est morte d'une leucémie."
    assert set(marker.find(text, [Finding(0, 11, "PERSON", 0.3, "test")], YEAR).marks) == set()
    assert marker.find(text, [Finding(0, 11, "PERSON", 0.7, "test")], YEAR).marks == {Mark.ART9}


def test_a_word_of_both_languages_is_read_in_the_one_that_stands_around_it(marker):
    assert marks(marker, "J'ai la conviction pour ma cliente que ce logo plaira.") == set()
    assert marks(marker, "He has a conviction for theft.") == {Mark.ART10}


@pytest.mark.parametrize(
    ("born", "minor"),
    [("2008", True), ("2007", False), ("2026", True), ("2027", False), ("1926", False)],
)
def test_the_year_of_birth_is_compared_with_the_year_given(marker, born, minor):
    assert (Mark.MINOR in marks(marker, f"Mon client est né en {born}.")) == minor
    found = marks(marker, f"Né le [[DATE_OF_BIRTH:14/05/{born}]]")
    assert (Mark.MINOR in found) == minor


@pytest.mark.parametrize(
    ("date", "minor"),
    [
        ("12.03.15", True),
        ("12/03/75", False),
        ("3 mai 2015", True),
        ("2015-03-12", True),
        ("x", False),
    ],
)
def test_a_date_of_birth_is_read_however_it_is_written(date, minor):
    assert is_born_late(date, YEAR) == minor


def test_families_tell_people_what_it_is(marker):
    text, found = parse("[[PERSON:Léa Noël]], déléguée CGT, a un cancer et un casier judiciaire.")
    assert marker.find(text, found, YEAR).families == {"union", "health", "offence"}


def test_findings_bear_marks_by_themselves():
    kinds = {kind.id: mark_of(kind.category) for kind in entities().values()}
    assert kinds["NIR"] is Mark.NIR
    assert kinds["IBAN"] is Mark.FINANCE
    assert kinds["PRIVATE_KEY"] is Mark.SECRET
    assert kinds["PERSON"] is Mark.NONE


def test_the_lexicons_are_large_enough_in_each_language():
    for name in ("marks_fr.txt", "marks_en.txt"):
        counts, family = dict.fromkeys(Mark, 0), NOTHING
        for line in (LEXICONS / name).read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                family = line.strip("[]")
            elif line and not line.startswith("#") and family != NOTHING:
                counts[FAMILIES[family]] += 1
        assert counts["art9"] >= 250, (name, counts)
        assert counts["art10"] >= 80, (name, counts)
        assert counts["minor"] >= 20, (name, counts)
        assert counts["finance"] >= 20, (name, counts)


def test_a_broken_lexicon_is_named_with_its_line(tmp_path):
    (tmp_path / "marks_fr.txt").write_text("[health]\ncancer\n[nonsense]\n")
    (tmp_path / "marks_en.txt").write_text("[health]\ncancer\n")
    with pytest.raises(ParaventError, match=r"marks_fr\.txt:3"):
        Terms.read(tmp_path)


def test_the_command_line_has_words_for_every_family():
    assert set(trying._FAMILIES) == set(FAMILIES)
