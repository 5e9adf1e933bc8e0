"""The law: what left as labels comes back as it was, however the answer was cut."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paravent.core.ledger import Ledger
from paravent.core.redact import redact
from paravent.core.restore import JsonRestorer, StreamRestorer
from paravent.core.types import Action, Decision, Effect, Finding, RuleRef, Tally

REDACT = Action("redact", 50, Effect.REPLACE)
MASK = Action(
    "mask", 70, Effect.REWRITE, rewrite=lambda _type, _word, _value: "#", otherwise=REDACT
)
RULE = RuleRef("r", "test:1:1")
WORDS = {"PERSON": "PERSONNE", "EMAIL": "EMAIL", "PHONE": "TEL", "URL": "URL"}

FRAGMENTS = [
    "Marie Dupont", "MARIE DUPONT", "Dupont", "marie@exemple.fr", "06 12 34 56 78", "0612345678",
    " ", "  ", "\n", "\n\n", "\u00a0", "\u202f", "\u200b", ".", ",", "(", ")", "[", "]", "](", "<", ">",
    '"', "'", "`", "«", "»", "|", "\\", "/", "//", "?", "=", "&", "#", ":", "_", "-", "*", "é", "e\u0301", "🙂",
    "https://exemple.fr/", "https://x.fr/?nom=", "www.exemple.fr/", "exemple.fr/a", "mailto:", "url(",
    '<a href="', "<a href=", "<img src='", "<b ", "![x](", "[x](<", "[PERSONNE_K7QDM2]", "[personne_k7qdm2]",
    "[PERSONNE\\_K7QDM2]", "\\[PERSONNE_K7QDM2\\]", "[PERSONNE_1]", "[URL_1]", "[PERS", "ONNE_", "K7QDM2", "a", "Z", "7",
]  # fmt: skip

texts = st.lists(st.sampled_from(FRAGMENTS), max_size=24).map("".join)


@st.composite
def decided(draw: st.DrawFn) -> tuple[str, list[Decision]]:
    text = draw(texts)
    spans = draw(
        st.lists(
            st.tuples(
                st.integers(0, len(text)), st.integers(1, 20), st.sampled_from(sorted(WORDS))
            ),
            max_size=6,
        )
    )
    found = [Finding(s, min(s + n, len(text)), kind, 0.9, "test") for s, n, kind in spans]
    return text, [Decision(f, REDACT, RULE) for f in found if f.start < f.end]


def pieces(text: str, cuts: list[int]) -> list[str]:
    edges = [0, *sorted(min(c, len(text)) for c in cuts), len(text)]
    return [text[a:b] for a, b in pairwise(edges)]


def restored(restorer: StreamRestorer | JsonRestorer, parts: list[str]) -> str:
    return "".join(restorer.feed(part) for part in parts) + restorer.flush()


@settings(max_examples=300, deadline=None)
@given(decided(), st.lists(st.integers(0, 300), max_size=5))
def test_what_leaves_comes_back(case: tuple[str, list[Decision]], cuts: list[int]) -> None:
    text, decisions = case
    ledger = Ledger(b"key", "site")
    ledger.label("PERSONNE", "Zoé")
    for _ in range(2):  # the second turn sends the same text again
        gone = redact(text, decisions, WORDS, ledger)
        back = restored(StreamRestorer(ledger.value, Tally()), pieces(gone.text, cuts))
        assert back == text


@settings(max_examples=300, deadline=None)
@given(decided(), decided())
def test_a_typed_label_stands_for_itself(
    first: tuple[str, list[Decision]], second: tuple[str, list[Decision]]
) -> None:
    ledger = Ledger(b"key", "site")
    seen = redact(*first, WORDS, ledger).text  # what the person may copy from the page
    text = seen + second[0]
    gone = redact(text, second[1], WORDS, ledger).text
    assert restored(StreamRestorer(ledger.value, Tally()), [gone]) == text


@settings(max_examples=300, deadline=None)
@given(decided())
def test_nothing_hidden_is_left_in_the_text(case: tuple[str, list[Decision]]) -> None:
    text, decisions = case
    ledger = Ledger(b"key", "site")
    gone = redact(text, decisions, WORDS, ledger)
    covered = [False] * len(text)
    for done in gone.applied:
        for index in range(done.finding.start, done.finding.end):
            assert not covered[index]
            covered[index] = True
    for wanted in decisions:
        for index in range(wanted.finding.start, wanted.finding.end):
            piece = text[index]
            assert covered[index] or not piece.isalnum() or _typed_label(text, index, ledger)


@settings(max_examples=200, deadline=None)
@given(decided())
def test_what_a_rewriting_action_wrote_stays_and_all_else_comes_back(
    case: tuple[str, list[Decision]],
) -> None:
    text, decisions = case
    ledger = Ledger(b"key", "site")
    masked = [replace(d, action=MASK) if d.finding.type == "EMAIL" else d for d in decisions]
    gone = redact(text, masked, WORDS, ledger)
    expected, last = "", 0
    for done in gone.applied:
        found = done.finding
        is_masked = done.action is MASK
        expected += text[last : found.start]
        expected += "#" if is_masked else text[found.start : found.end]
        last = found.end
    back = restored(StreamRestorer(ledger.value, Tally()), [gone.text])
    assert back == expected + text[last:]


def _typed_label(text: str, index: int, ledger: Ledger) -> bool:
    return any(
        word == "ETIQUETTE" and (at := text.find(value)) >= 0 and at <= index < at + len(value)
        for word, value in ledger.values()
    )


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_restoring_does_not_depend_on_the_cuts(data: st.DataObject) -> None:
    ledger = Ledger(b"key", "site")
    labels = [
        str(ledger.label("PERSONNE", 'Marie "M" Dupont')),
        str(ledger.label("URL", "https://exemple.fr/c/1")),
        str(ledger.label("TEL", "06 12")),
    ]
    said = "".join(data.draw(st.lists(st.sampled_from([*FRAGMENTS, *labels]), max_size=24)))
    cuts = data.draw(st.lists(st.integers(0, 300), max_size=8))
    for make, text in (
        (StreamRestorer, said),
        (JsonRestorer, json.dumps({"a": said, said: [said]}, ensure_ascii=len(said) % 2 == 0)),
    ):
        whole_tally, cut_tally = Tally(), Tally()
        whole = restored(make(ledger.value, whole_tally), [text])
        assert restored(make(ledger.value, cut_tally), pieces(text, cuts)) == whole
        assert restored(make(ledger.value, Tally()), list(text)) == whole
        assert cut_tally == whole_tally


@pytest.mark.parametrize("make", [StreamRestorer, JsonRestorer])
def test_text_without_labels_is_not_touched(
    make: type[StreamRestorer] | type[JsonRestorer],
) -> None:
    text = '{"a": "Bonjour [toi], \\u00e9t\\u00e9", "b": [1, 2]}'
    back = restored(make(Ledger(b"key", "site").value, Tally()), list(text))
    assert back == text if make is StreamRestorer else json.loads(back) == json.loads(text)
