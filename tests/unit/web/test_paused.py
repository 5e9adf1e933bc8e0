"""Every page says that Paravent is paused, and whoever came in can end it there."""

import asyncio
from html import unescape

import pytest


@pytest.mark.parametrize(
    ("services", "told"),
    [(["openai_api"], " · OpenAI API"), (["openai_api", ""], ""), ([""], "")],
)
def test_every_page_says_until_when(site, services, told):
    page = site.refuse()
    site.enter()
    for service in services:
        asyncio.run(site.desk.parts.pauses.begin(service, 300))
    ends_at = site.desk.parts.pauses.current()[0].ends_at.astimezone()
    for path in ("/essayer", "/attente", page):
        shown = unescape(site.ask("GET", path).text)
        assert f"En pause jusqu'à {ends_at:%H:%M}{told}</span>" in shown
        assert "En marche" not in shown


def test_it_can_be_ended_there(site):
    asyncio.run(site.desk.parts.pauses.begin("", 300))
    assert site.ask("POST", "/reprendre").status_code == 403
    site.enter()
    assert site.ask("GET", "/reprendre").status_code == 405
    foreign = {"origin": "https://chatgpt.com"}
    assert site.ask("POST", "/reprendre", headers=foreign).status_code == 403
    assert site.desk.parts.pauses.current()
    assert site.ask("POST", "/reprendre").status_code == 303
    assert site.desk.parts.pauses.current() == []
    assert "En marche" in site.ask("GET", "/essayer").text
