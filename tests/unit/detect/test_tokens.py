import numpy as np
import pytest

from paravent.detect.lexicon import Lexicon
from paravent.detect.tokens import COLUMNS, Features, tokens
from paravent.settings import shipped

AT = {name: number for number, name in enumerate(COLUMNS)}


@pytest.fixture(scope="module")
def features():
    return Features(Lexicon.read(shipped("models") / "lexicon"))


def column(features, text, name):
    words = tokens(text)
    return dict(zip((word.text for word in words), features.of(words)[:, AT[name]], strict=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CV_Dupont_Marie.pdf", ["CV", "_", "Dupont", "_", "Marie", ".", "pdf"]),
        ("l'avis de Mme Le Goff", ["l", "'", "avis", "de", "Mme", "Le", "Goff"]),
        (
            "né le 3/4/1980\n\tà Brest",
            ["né", "le", "3", "/", "4", "/", "1980", "\n", "\t", "à", "Brest"],
        ),
        ("", []),
        ("   ", []),
    ],
)
def test_words(text, words):
    found = tokens(text)
    assert [word.text for word in found] == words
    assert all(text[word.start : word.end] == word.text for word in found)


def test_some_of_the_words_are_the_same_as_in_the_whole():
    found = tokens("né le 3/4/1980 à  Brest")
    assert list(found[2:5]) == [found[2], found[3], found[4]]
    assert found[-1] == ("Brest", 18, 23)
    assert len(found) == len(list(found)) == 9


def test_case_and_accents_change_the_shape_only(features):
    plain, shouted = features.of(tokens("Hélène")), features.of(tokens("HELENE"))
    same = [AT["norm"], AT["prefix"], AT["suffix"], AT["lexicons"]]
    assert (plain[:, same] == shouted[:, same]).all()
    assert plain[0, AT["shape"]] != shouted[0, AT["shape"]]


def test_a_word_knows_the_first_word_of_its_line(features):
    opening = column(features, "Client : Kerbrat\nRéférence Kervella", "opening")
    assert opening["Kerbrat"] == opening["Client"] != opening["Kervella"]


def test_a_cell_knows_the_head_of_its_column(features):
    heads = column(features, "nom;ville\nKerbrat;Brest\nVidal;Dax", "column")
    assert heads["Kerbrat"] == heads["Vidal"]
    assert heads["Brest"] == heads["Dax"] != heads["Vidal"]


def test_cells_of_other_lines_have_no_head(features):
    heads = column(features, "nom;ville;pays\nKerbrat;Brest\n\nVidal;Dax", "column")
    assert not any(heads.values())


def test_a_line_knows_what_stands_above(features):
    above = column(features, "Cordialement\n\nKerbrat", "above")
    norm = column(features, "Cordialement", "norm")
    assert above["Kerbrat"] == norm["Cordialement"]


def test_a_word_knows_how_it_is_written_elsewhere(features):
    seen = column(features, "Le rose. Rose aime le rose", "elsewhere")
    alone = column(features, "Rose aime Brest", "elsewhere")
    assert seen["Rose"] != alone["Rose"]


def test_numbers_of_a_text_do_not_depend_on_what_was_read_before(features):
    text = "Bonjour Mme Kerbrat,\nvoici | a | b |\n"
    first = features.of(tokens(text))
    features.of(tokens("tout autre chose; Zoé"))
    assert np.array_equal(first, features.of(tokens(text)))
