"""What the pages tell other programs of the person's: warnings, each of them once."""

from pathlib import Path

import httpx
import pytest

from paravent.core.types import RuleRef
from paravent.pipeline.notices import Notices, Warned
from paravent.web.app import Pages, make_app

RULE = RuleRef("signaler", "/home/somebody/own.yaml:4:5", "Parce que.", "Because.")


@pytest.fixture
def client():
    notices = Notices()
    for index in (4, 9):
        notices.add(Warned(index, "openai_api", (RULE,), (("API_KEY", 2),)))
    app = make_app(
        Pages(
            port=1,
            language="fr",
            ca_certificate=Path("ca.pem"),
            health=lambda: {"state": "ready", "protected": True},
            notices=notices.after,
            pac=lambda: "",
        )
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")


@pytest.mark.parametrize(
    ("query", "indices"),
    [("", [4, 9]), ("?after=4", [9]), ("?after=9", []), ("?after=x", [4, 9]), ("?after=", [4, 9])],
)
async def test_warnings_after_the_last_that_was_seen(client, query, indices):
    answer = (await client.get(f"/notices{query}")).json()
    assert [notice["index"] for notice in answer["notices"]] == indices


async def test_a_warning_tells_kinds_and_the_sentence_of_its_rule_and_no_path(client):
    answer = await client.get("/notices?after=4")
    assert answer.json()["notices"] == [
        {
            "index": 9,
            "service": "openai_api",
            "found": {"API_KEY": 2},
            "rules": [{"id": "signaler", "why_fr": "Parce que.", "why_en": "Because."}],
        }
    ]
