import numpy as np
import pytest

from paravent.detect.lexicon import Lexicon
from paravent.detect.tagger import KINDS, Tagger, spans
from paravent.detect.tokens import tokens
from paravent.settings import shipped

B, I, L, U = 1, 2, 3, 4  # noqa: E741 - of PERSON


@pytest.fixture(scope="module")
def tagger():
    models = shipped("models")
    return Tagger(models / "names" / "weights.zst", Lexicon.read(models / "lexicon"))


def probabilities(*labels):
    """Of words that have each of ``labels`` with 90 %."""
    count = 1 + 4 * len(KINDS)
    rows = np.full((len(labels), count), 0.1 / (count - 1), dtype=np.float32)
    rows[np.arange(len(labels)), labels] = 0.9
    return rows


def read(text, *labels):
    return [
        (text[one.start : one.end], one.kind) for one in spans(tokens(text), probabilities(*labels))
    ]


def test_spans_are_sequences_of_labels():
    assert read("pour Léa Marie Le et Zoé", 0, B, I, L, 0, U) == [
        ("Léa Marie Le", "PERSON"),
        ("Zoé", "PERSON"),
    ]


def test_labels_that_make_no_sense_are_mended():
    assert read("Léa Le part", B, U, 0) in (
        [("Léa Le", "PERSON")],
        [("Léa", "PERSON"), ("Le", "PERSON")],
    )
    assert all(span for span in read("Léa Le", I, I))


def test_a_calm_text_has_none():
    rows = np.zeros((2, 1 + 4 * len(KINDS)), dtype=np.float32)
    rows[:, 0] = 1
    assert list(spans(tokens("rien ici"), rows)) == []


def test_a_person_is_as_sure_as_its_surest_word():
    rows = probabilities(B, L)
    rows[1, 0], rows[1, L] = 0.4, 0.59
    [one] = spans(tokens("Léa Le"), rows)
    assert one.score == pytest.approx(1 - rows[0, 0])


def test_anything_else_is_as_sure_as_its_least_sure_word():
    rows = probabilities(B + 4, L + 4)
    rows[1, 0], rows[1, L + 4] = 0.4, 0.59
    [one] = spans(tokens("12 rue"), rows)
    assert one.score == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("text", "named"),
    [("Grace viendra", "Grace"), ("Grace Hopper", "Grace Hopper"), ("grace viendra", "grace")],
)
def test_a_doubtful_word_in_lower_case_is_no_end_of_a_name(text, named):
    rows = probabilities(B, L)
    rows[1, 0], rows[1, L] = 0.7, 0.29
    [one] = spans(tokens(text), rows)
    assert (text[one.start : one.end], one.score) == (named, pytest.approx(1 - rows[0, 0]))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rédige une relance pour ma cliente Mme Kervella", "Kervella"),
        ("nom;ville\nKerbrat;Brest", "Kerbrat"),
        ("tel odile pour savoir si elle vient", "odile"),
        ("Hi Chidinma,\nthanks for your call", "Chidinma"),
    ],
)
def test_names_are_found(tagger, text, name):
    [(found, _)] = tagger.tag([text])
    assert name in [text[one.start : one.end] for one in found if one.kind == "PERSON"]


@pytest.mark.parametrize(
    "text",
    [
        "Rédige un mail de relance.",
        "Quelle est la différence entre Python et Java ?",
        "",
        "TVA à 20 %",
    ],
)
def test_nobody_is_found(tagger, text):
    [(found, _)] = tagger.tag([text])
    assert not [one for one in found if one.kind == "PERSON"]


def test_texts_do_not_touch_each_other(tagger):
    texts = ["Bonjour Mme Kervella,", "SELECT 1;", "Cordialement\nOdile Kerbrat"]
    together = tagger.tag(texts)
    for text, (found, _) in zip(texts, together, strict=True):
        [(alone, _)] = tagger.tag([text])
        assert [one[:3] for one in alone] == [one[:3] for one in found]
