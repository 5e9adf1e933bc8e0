import subprocess
import sys

import numpy as np
import pytest

from paravent.detect.fame import Fame
from paravent.detect.referee import Referee
from paravent.detect.tagger import KINDS, Guessed, labels_of
from paravent.detect.tokens import tokens
from paravent.settings import shipped

LABELS = 1 + 4 * len(KINDS)


@pytest.fixture(scope="module")
def referee():
    return Referee(shipped("models") / "referee")


def settled(referee, text, words_too=frozenset(), kind="PERSON", **guessed):
    """How sure each word is to be of a kind, where a model thought so of those ``guessed``."""
    words, told = tokens(text), labels_of(kind)
    only = told.stop - 1
    before = np.zeros((len(words), LABELS), dtype=np.float32)
    for at, word in enumerate(words):
        before[at, only] = guessed.get(word.text, 0.0)
    before[:, 0] = 1 - before[:, only]
    after = before.copy()
    ordinary = np.array([word.text in words_too for word in words])
    referee.settle([Guessed(words, after, ordinary, Fame(text, words))])
    assert np.allclose(after.sum(axis=1), 1, atol=1e-3)
    return {
        word.text: (float(old), float(new))
        for word, old, new in zip(
            words, before[:, told].sum(axis=1), after[:, told].sum(axis=1), strict=True
        )
    }


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("can you ask mark from legal to sign it", "mark"),
        ("Grace called, she wants her money back", "Grace"),
        ("dis à rose que son dossier est prêt", "rose"),
        ("Merci de rappeler Pierre avant midi", "Pierre"),
    ],
)
def test_a_name_in_doubt_is_told(referee, text, word):
    _, after = settled(referee, text, **{word: 0.5})[word]
    assert after > 0.9


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("please mark the invoice as paid", "mark"),
        ("there is a grace period of ten days", "grace"),
        ("une rose rouge pour le logo", "rose"),
        ("la pierre de taille coûte cher", "pierre"),
    ],
)
def test_a_word_in_doubt_is_no_name(referee, text, word):
    _, after = settled(referee, text, **{word: 0.5})[word]
    assert after < 0.2


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("She lives at 27 Sorrel and her son next door", "27", "ADDRESS"),
        ("Livrer chez Mme Roy, 14 rue des Tanneurs, sonner deux fois", "14", "ADDRESS"),
        ("My husband Paul, 3 June 1971, and me need a quote", "June", "DATE_OF_BIRTH"),
        ("Les enfants : Léo du 4 mai 2015, Zoé du 3 juin 2018", "mai", "DATE_OF_BIRTH"),
    ],
)
def test_a_home_or_a_birth_in_doubt_is_told(referee, text, word, kind):
    _, after = settled(referee, text, kind=kind, **{word: 0.3})[word]
    assert after > 0.9


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("See page 27 of the manual, the table at the top", "27", "ADDRESS"),
        ("Le lot 14 du marché est attribué, voir l'annexe", "14", "ADDRESS"),
        ("The warehouse opened in June 1971 and closed in 2004", "June", "DATE_OF_BIRTH"),
        ("Livraison prévue le 4 mai 2021 au plus tard", "mai", "DATE_OF_BIRTH"),
    ],
)
def test_another_number_or_date_in_doubt_is_not(referee, text, word, kind):
    _, after = settled(referee, text, kind=kind, **{word: 0.3})[word]
    assert after < 0.2


def famous(referee, text, *names):
    """How sure the referee is that some words, which the model is sure of, name the famous."""
    words = tokens(text)
    sure = np.zeros((len(words), LABELS), dtype=np.float32)
    for at, word in enumerate(words):
        sure[at, labels_of("PERSON").stop - 1 if word.text in names else 0] = 1.0
    before, fame = sure.copy(), Fame("", words)  # whatever the text speaks of, it is asked
    referee.settle([Guessed(words, sure, np.zeros(len(words), dtype=bool), fame)])
    assert np.array_equal(before, sure)
    return {word.text: float(share) for word, share in zip(words, fame.shares, strict=True)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Compare Voltaire et Rousseau sur la religion, niveau terminale",
            ["Voltaire", "Rousseau"],
        ),
        ("Explique la différence entre l'inconscient de Freud et celui de Jung", ["Freud", "Jung"]),
        ("Who won more Grand Slam titles, Agassi or Sampras?", ["Agassi", "Sampras"]),
        ("Is Monica or Rachel the better friend in Friends?", ["Monica", "Rachel"]),
    ],
)
def test_the_famous_are_told(referee, text, names):
    told = famous(referee, text, *names)
    assert min(told[name] for name in names) > 0.8


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Pourquoi Julien n'a-t-il pas rendu sa copie sur Stendhal ?", ["Julien"]),
        ("Explique la différence entre le devis de Carlier et celui de Jung", ["Carlier", "Jung"]),
        ("Who closed more deals this quarter, Larkin or Osei?", ["Larkin", "Osei"]),
        ("My student Emma wrote about Macbeth, mark her essay", ["Emma"]),
        ("Portrait : Solange, 62 ans, tient la mercerie de la rue Haute", ["Solange"]),
    ],
)
def test_whom_only_some_know_is_not_famous(referee, text, names):
    told = famous(referee, text, *names)
    assert max(told[name] for name in names) < 0.2


def test_what_is_in_no_doubt_stays(referee):
    text = "please mark the date, said Grace"
    sure = settled(referee, text, mark=0.95)
    assert all(before == after for before, after in sure.values())
    assert sure["mark"] == (pytest.approx(0.95), pytest.approx(0.95))


def test_an_ordinary_word_is_in_doubt_for_longer(referee):
    told = settled(referee, "Mark marked it in red", {"Mark"}, Mark=0.95)
    assert told["Mark"][1] > 0.97
    word = settled(referee, "please mark the date, said Grace", {"mark"}, mark=0.95)
    assert word["mark"][1] < 0.2


def test_a_word_beside_a_sure_one_is_left_to_it(referee):
    both = settled(referee, "call Grace Mark now", Grace=0.99, Mark=0.4)
    assert both["Mark"][0] == both["Mark"][1]


def test_words_further_off_keep_what_they_had(referee):
    found = settled(referee, "ask mark to sign the contract of Grace", mark=0.5, Grace=0.02)
    assert found["mark"][1] > 0.9
    assert found["Grace"][0] == found["Grace"][1]


def test_a_long_text_is_read_in_part_only(referee, monkeypatch):
    read = []
    inner = referee._inputs
    monkeypatch.setattr(
        referee, "_inputs", lambda words, wanted: read.append(len(words)) or inner(words, wanted)
    )
    text = "ask mark " + "about this and that " * 400 + "or ask grace " * 200
    words = tokens(text)
    rows = np.zeros((len(words), LABELS), dtype=np.float32)
    rows[:, 0] = 1
    for at, word in enumerate(words):
        if word.text in {"mark", "grace"}:
            rows[at, 0], rows[at, 4] = 0.5, 0.5
    referee.settle([Guessed(words, rows, np.zeros(len(words), dtype=bool), Fame(text, words))])
    assert 0 < sum(read) < 0.2 * len(words)


def test_a_word_of_endless_pieces_ends(referee):
    text = "ask " + "ẑǂ" * 4_000 + " mark " + "zqx " * 100
    assert 0 <= settled(referee, text, mark=0.5)["mark"][1] <= 1


def test_it_says_the_same_whatever_was_read_before(referee):
    text = "Grace called, she wants her money back"
    first = settled(referee, text, Grace=0.5)
    settled(referee, "please mark the date", mark=0.5)
    assert settled(referee, text, Grace=0.5) == first


WITHOUT = """
import sys
sys.modules["onnxruntime"] = None
from pathlib import Path
from paravent.detect.ner import Reader
from paravent.detect.referee import Referee
assert not Referee.exists()
models = Path(sys.argv[1])
reader = Reader(models / "names/weights.zst", models / "lexicon", models / "referee", ())
[hits] = reader.read(["Relancez Mme Marie Dupont"])
assert any(hit.type == "PERSON" for hit in hits)
"""


def test_without_its_runtime_the_model_stands_alone():
    command = [sys.executable, "-c", WITHOUT, str(shipped("models"))]
    subprocess.run(command, check=True)
