from itertools import pairwise

import pytest

from paravent.detect.language import language_runs


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rédige une relance pour ma cliente", "fr"),
        ("peux tu corriger ce texte stp", "fr"),
        ("Write a reminder for my client", "en"),
        ("how do i fix this bug", "en"),
        ("Novatis 2026", "fr"),
    ],
)
def test_one_language(text, language):
    assert [run.language for run in language_runs(text)] == [language]


def test_changes_from_line_to_line():
    text = "Traduis ce mail pour mon client :\nHi John, the parcel is on its way to you.\nThanks\n"
    assert [(text[run.start : run.end][:7], run.language) for run in language_runs(text)] == [
        ("Traduis", "fr"),
        ("Hi John", "en"),
    ]


def test_covers_the_text():
    text = "bonjour\n\nle chat\nthe cat is on the mat\n42\n"
    runs = list(language_runs(text))
    assert runs[0].start == 0
    assert runs[-1].end == len(text)
    assert all(one.end == two.start for one, two in pairwise(runs))


def test_says_when_it_is_not_sure():
    assert [run.sure for run in language_runs("Novatis 2026")] == [False]
    assert [run.sure for run in language_runs("le chat est dans la rue")] == [True]
