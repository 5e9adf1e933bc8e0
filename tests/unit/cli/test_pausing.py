"""How long ``demain`` is, whatever the hour and the season."""

import time
from datetime import datetime

import pytest

from paravent.cli.pausing import _seconds
from paravent.errors import ParaventError
from paravent.pipeline.pause import LONGEST_S


@pytest.fixture
def paris(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("at", "hours"),
    [
        ("2026-11-25T14:00:00", 10.0),
        ("2026-11-25T00:00:00", 24.0),
        ("2026-11-25T23:30:00", 0.5),
        ("2026-12-31T23:00:00", 1.0),
        ("2026-03-29T00:00:00", 23.0),  # clocks go forward
        ("2026-10-25T00:00:00", 25.0),  # clocks go back
    ],
)
@pytest.mark.parametrize("word", ["demain", "tomorrow"])
def test_it_is_the_coming_midnight(paris, word, at, hours):
    seconds = _seconds(word, datetime.fromisoformat(at).astimezone())
    assert seconds == hours * 3600
    assert 0 < seconds <= LONGEST_S


@pytest.mark.parametrize(("word", "seconds"), [("5m", 300), ("30m", 1800), ("1h", 3600)])
def test_the_others_are_what_they_say(word, seconds):
    assert _seconds(word, datetime.now().astimezone()) == seconds


@pytest.mark.parametrize("word", ["", "2h", "toujours", "5", "5M", "-5m", "infinite"])
def test_there_are_no_others(word):
    with pytest.raises(ParaventError):
        _seconds(word, datetime.now().astimezone())
