import pytest

from paravent.detect.language import lean


@pytest.mark.parametrize(
    "text",
    [
        "Rédige une relance pour ma cliente",
        "peux tu corriger ce texte stp",
        "Traduis ce mail pour mon client :",
    ],
)
def test_french(text):
    assert lean(text) > 0


@pytest.mark.parametrize(
    "text",
    [
        "Write a reminder for my client",
        "how do i fix this bug",
        "Hi John, the parcel is on its way",
    ],
)
def test_english(text):
    assert lean(text) < 0


def test_says_nothing_of_a_name():
    assert lean("Novatis 2026") == 0
