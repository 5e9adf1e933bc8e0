import pytest

from paravent.core.spans import resolve
from paravent.core.types import Action, Decision, Effect, Finding, RuleRef

ALLOW = Action("allow", 0, Effect.LEAVE)
REDACT = Action("redact", 50, Effect.REPLACE)
BLOCK = Action("block", 100, Effect.REFUSE)
RULE = RuleRef("r", "f:1:1")


def about(text: str, part: str, kind: str, action: Action = REDACT, score: float = 0.9) -> Decision:
    start = text.index(part)
    return Decision(Finding(start, start + len(part), kind, score, "t"), action, RULE)


def spans(text: str, *decisions: Decision) -> list[tuple[str, str]]:
    return [
        (text[d.finding.start : d.finding.end], d.finding.type) for d in resolve(text, decisions)
    ]


def test_the_longest_wins_and_nothing_is_taken_twice() -> None:
    text = "12 rue Victor Hugo, 69003 Lyon"
    assert spans(text, about(text, "Victor Hugo", "PERSON"), about(text, text, "ADDRESS")) == [
        (text, "ADDRESS")
    ]


def test_what_sticks_out_of_the_winner_stays_hidden() -> None:
    text = "Dupont 06 12 34 56 78 Martin"
    assert spans(
        text,
        about(text, "Dupont 06 12", "PERSON"),
        about(text, "06 12 34 56 78 Martin", "PHONE"),
    ) == [("Dupont", "PERSON"), ("06 12 34 56 78 Martin", "PHONE")]


def test_the_strictest_wins_over_the_longest() -> None:
    text = "clé abc def"
    found = resolve(text, [about(text, text, "PERSON"), about(text, "abc", "API_KEY", BLOCK)])
    assert [(d.finding.type, d.action) for d in found] == [
        ("PERSON", REDACT),
        ("API_KEY", BLOCK),
        ("PERSON", REDACT),
    ]


def test_what_is_allowed_changes_nothing() -> None:
    text = "Lyon"
    assert spans(text, about(text, "Lyon", "LOCATION", ALLOW)) == []


def test_spaces_and_quotes_stay_outside() -> None:
    text = "de « Marie Dupont » à"
    assert spans(text, about(text, "« Marie Dupont »", "PERSON")) == [("Marie Dupont", "PERSON")]


@pytest.mark.parametrize(
    ("text", "part", "hidden"),
    [
        ("voir https://x.fr/?nom=Dupont&a=1.", "Dupont", "https://x.fr/?nom=Dupont&a=1"),
        ("(https://x.fr/Dupont)", "Dupont", "https://x.fr/Dupont"),
        ("[fiche](https://x.fr/Dupont) suite", "Dupont", "https://x.fr/Dupont"),
        ("![](</c/Dupont a>)", "Dupont", "/c/Dupont a"),
        ('<a href="/c/Dupont">x</a>', "Dupont", "/c/Dupont"),
        ("mailto:a@b.fr?subject=x", "a@b.fr", "mailto:a@b.fr?subject=x"),
        ("crm.exemple.fr/c/Dupont", "Dupont", "crm.exemple.fr/c/Dupont"),
        (
            "https://a.fr/?u=https://b.fr/Dupont fin",
            "Dupont",
            "https://a.fr/?u=https://b.fr/Dupont",
        ),
    ],
)
def test_personal_data_in_a_url_takes_the_whole_url(text: str, part: str, hidden: str) -> None:
    assert spans(text, about(text, part, "PERSON")) == [(hidden, "URL")]


def test_a_finding_that_goes_beyond_the_url_is_hidden_beyond_it_too() -> None:
    text = "https://x.fr/Marie Dupont"
    assert spans(text, about(text, "Marie Dupont", "PERSON")) == [
        ("https://x.fr/Marie", "URL"),
        ("Dupont", "PERSON"),
    ]


def test_thousands_of_findings_are_resolved_in_one_go() -> None:
    text = "Marie Dupont et " * 20_000
    found = [
        Decision(Finding(at, at + 12, "PERSON", 0.9, "t"), REDACT, RULE)
        for at in range(0, len(text), 16)
    ]
    assert len(resolve(text, found)) == 20_000
