"""What the pages tell other programs of the person's: warnings, each of them once."""

import pytest

from paravent.core.types import RuleRef
from paravent.pipeline.notices import Warned

RULE = RuleRef("signaler", "/home/somebody/own.yaml:4:5", "Parce que.", "Because.")


@pytest.fixture
def client(site):
    for index in (4, 9):
        warned = Warned(index, "openai_api", (RULE,), (("API_KEY", 2),))
        site.desk.parts.notices.add(warned)
    return site


@pytest.mark.parametrize(
    ("query", "indices"),
    [("", [4, 9]), ("?after=4", [9]), ("?after=9", []), ("?after=x", [4, 9]), ("?after=", [4, 9])],
)
def test_warnings_after_the_last_that_was_seen(client, query, indices):
    answer = client.ask("GET", f"/notices{query}").json()
    assert [notice["index"] for notice in answer["notices"]] == indices


def test_a_warning_tells_kinds_and_the_sentence_of_its_rule_and_no_path(client):
    answer = client.ask("GET", "/notices?after=4")
    assert answer.json()["notices"] == [
        {
            "index": 9,
            "service": "openai_api",
            "found": {"API_KEY": 2},
            "rules": [{"id": "signaler", "why_fr": "Parce que.", "why_en": "Because."}],
        }
    ]
