"""The pages of requests that wait: all of them in a list, and each one's own to decide on."""

import asyncio
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from paravent.core.types import RuleRef
from paravent.pipeline.exchange import Forward, Refuse
from paravent.pipeline.holds import Held
from unit.web.conftest import IBAN, Site


class Waiting:
    """One request that waits, and what became of it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        body = {"model": "m", "messages": [{"role": "user", "content": f"Vers {IBAN}"}]}
        held = asyncio.run(site.desk.sender.send(*site.desk.prepare(body)))
        assert isinstance(held, Held)
        self.held = held
        self.page = f"/b/{held.hold.code}"

    def ask(self, method: str = "GET", **options: Any) -> Any:
        return self._site.ask(method, self.page, **options)

    def verdict(self) -> Any:
        return asyncio.run(self.held.decided())


@pytest.fixture
def one(site) -> Waiting:
    site.enter()
    return Waiting(site)


def shown(answer) -> str:
    return unescape(answer.text).replace("\u00a0", " ")


def test_it_is_in_the_list_and_counted_on_every_page(site, one):
    answer = site.ask("GET", "/attente")
    assert f'href="{one.page}"' in answer.text
    assert "IBAN (1)" in shown(answer)
    assert 'src="/static/live.js"' in answer.text
    assert IBAN not in answer.text
    assert "1 en attente" in site.ask("GET", "/essayer").text
    one.held.hold.decide(None)
    assert "Rien n'attend" in shown(site.ask("GET", "/attente"))
    assert "en attente" not in site.ask("GET", "/essayer").text


def test_its_page_says_that_nothing_has_left_and_until_when(one):
    told = shown(one.ask())
    assert "Rien n'est encore parti vers OpenAI API." in told
    assert f"{one.held.hold.ends_at.astimezone():%H:%M:%S}" in told
    assert "Vous seul savez." in told
    for choice in ("Masquer et envoyer", "Autoriser une fois", "Refuser cet envoi"):
        assert choice in told


@pytest.mark.parametrize(
    ("form", "clear", "told"),
    [
        ({"choix": "masquer"}, False, "partie masquée"),
        (
            {"choix": "autoriser", "motif": "own_data", "raison": "le mien"},
            True,
            "partie telle quelle",
        ),
    ],
)
def test_it_leaves_at_once(one, form, clear, told):
    assert one.ask("POST", data=form).status_code == 303
    verdict = one.verdict()
    assert isinstance(verdict, Forward)
    assert (IBAN.encode() in verdict.body) is clear
    assert told in shown(one.ask())


def test_refused_it_does_not(site, one):
    assert one.ask("POST", data={"choix": "refuser"}).status_code == 303
    assert isinstance(one.verdict(), Refuse)
    told = shown(one.ask())
    assert "Cet envoi a été bloqué" in told
    assert "Masquer puis renvoyer" in told
    # It may still be sent again.
    assert one.ask("POST", data={"choix": "masquer"}).status_code == 303
    assert isinstance(site.desk.chat(f"Vers {IBAN}"), Forward)


@pytest.mark.parametrize("form", [{"choix": "autoriser"}, {"choix": ""}, {}])
def test_without_a_reason_it_goes_on_waiting(one, form):
    assert one.ask("POST", data=form).status_code == 422
    assert one.held.hold.waits


def test_nobody_else_decides_or_looks(site, one):
    foreign = {"origin": "https://chatgpt.com"}
    assert one.ask("POST", data={"choix": "masquer"}, headers=foreign).status_code == 403
    site.cookies.clear()
    assert one.ask("POST", data={"choix": "masquer"}).status_code == 403
    for path in (one.page, "/attente"):
        answer = site.ask("GET", path)
        assert answer.status_code == 403
        assert "IBAN" not in answer.text
    assert one.held.hold.waits


def test_a_rule_without_a_name_for_its_sentence_has_none(site):
    site.enter()
    page = site.refuse()
    kept = site.desk.parts.refusals.find(page[3:])
    site.desk.parts.refusals.put(page[3:], replace(kept, rule=RuleRef("r", "a.yaml:1:1")))
    assert "<blockquote>" not in site.ask("GET", page).text
