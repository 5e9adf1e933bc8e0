"""Fake sites in Chromium, each in its real format: typing, streams, history, files, edited turns.

The page shows what was typed throughout; the site never sees a value, whole or half-typed.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from e2e.browsing import PATIENCE_MS, browser
from e2e.leaks import leaks
from program import Program
from sites.catalogue import SITES, by_host
from sites.site import Site, said, titled
from stub import LABEL, Stub

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

WATCH = (Path(__file__).with_name("watch.js")).read_text(encoding="utf-8")
CLIENTS = {
    "ChatGpt": ("Solange Brémontier", "solange.bremontier@menuiserie-brem.fr", "06 39 98 31 07"),
    "Claude": ("Gaspard Villedieu", "gaspard.villedieu@atelier-vd.fr", "06 39 98 31 18"),
    "LeChat": ("Clotilde Maréchaux", "clotilde.marechaux@orange.fr", "06 39 98 31 29"),
    "Perplexity": ("Thibaut Lassagne", "thibaut.lassagne@exemple.fr", "06 39 98 31 30"),
    "Gemini": ("Ombeline Charrier", "ombeline.charrier@charrier-sa.fr", "06 39 98 31 41"),
    "Dust": ("Evrard Pommeraie", "evrard.pommeraie@laposte.net", "06 39 98 31 52"),
}
ROWS = {
    "ChatGpt": ("Yolaine Castagnet", "yolaine.castagnet@exemple.fr"),
    "Claude": ("Firmin Delestrade", "firmin.delestrade@exemple.fr"),
    "LeChat": ("Roselyne Auffray", "roselyne.auffray@exemple.fr"),
    "Perplexity": ("Amaury Bonnefoy", "amaury.bonnefoy@exemple.fr"),
    "Gemini": ("Philomène Guyader", "philomene.guyader@exemple.fr"),
    "Dust": ("Lubin Chassagne", "lubin.chassagne@exemple.fr"),
}


@dataclass(frozen=True)
class Visit:
    """A person on a site, and what must not leave it."""

    tab: Page
    site: Site
    stub: Stub
    client: tuple[str, ...]
    row: tuple[str, ...]

    @property
    def prompt(self) -> str:
        name, email, phone = self.client
        return f"Relance M. {name} pour sa facture 🙂 ({email}, {phone}), avant vendredi."

    @property
    def table(self) -> str:
        name, email = self.row
        return f"client;email;montant\n{name};{email};1250\n"

    async def done(self) -> None:
        await expect(self.tab.locator("#state")).to_have_text("done", timeout=PATIENCE_MS)

    async def type(self, text: str, after: str = "") -> None:
        """Type a text by its keys, with a rest in the middle of each value for the drafts."""
        box, typed = self.tab.locator("#prompt"), after
        for value in (*self.client, *self.row):
            if value in text[len(after) :]:
                rest = text.index(value) + len(value) * 2 // 3
                await box.press_sequentially(text[len(typed) : rest])
                typed = text[:rest]
                await expect(self.tab.locator("#state")).to_have_attribute("data-drafts", typed)
        await box.press_sequentially(text[len(typed) :])
        await expect(self.tab.locator("#state")).to_have_attribute("data-drafts", text)

    async def send(self, expected: str) -> None:
        """Send; the answer is held in its middle, and must by then show what can be shown."""
        self.stub.gate.clear()
        await self.tab.click("#send")
        answer = self.tab.locator("article[data-role=assistant]").last
        await expect(answer).to_contain_text(expected[:40], timeout=PATIENCE_MS)
        assert await self.tab.text_content("#state") == "asking…"
        assert expected.startswith(await answer.text_content())
        self.stub.gate.set()
        await self.done()
        assert await answer.text_content() == expected


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def context(profile: Path, shared_program: Program) -> AsyncIterator[BrowserContext]:
    async with browser(profile, f"--proxy-server={shared_program.proxy}") as one:
        await one.add_init_script(WATCH)
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def visit(
    context: BrowserContext, stub: Stub, request: pytest.FixtureRequest
) -> AsyncIterator[Visit]:
    site = request.param()
    name = request.param.__name__
    stub.sites = by_host((site,))
    tab = await context.new_page()
    tab.set_default_timeout(PATIENCE_MS)
    visit = Visit(tab, site, stub, CLIENTS[name], ROWS[name])
    await tab.goto(f"https://{site.hosts[0]}/")
    await visit.done()
    yield visit
    await tab.close()


@pytest.mark.parametrize("visit", SITES, indirect=True, ids=lambda site: site.__name__)
async def test_a_visit(visit: Visit) -> None:
    tab, site = visit.tab, visit.site
    await visit.type(visit.prompt)
    await visit.send(said(visit.prompt))
    shown = [visit.prompt, said(visit.prompt)]

    await tab.reload()
    await visit.done()
    assert await tab.locator("article").all_text_contents() == shown
    assert await tab.text_content("h1") == titled(visit.prompt)
    assert await tab.locator("nav a").all_text_contents() == [titled(visit.prompt)]

    file = {"name": f"{visit.row[0]}.csv", "mimeType": "text/csv", "buffer": visit.table.encode()}
    await tab.set_input_files("#file", [file])
    await visit.done()
    await tab.fill("#prompt", "Résume ce fichier.")
    await visit.send(said("Résume ce fichier.", visit.table.encode()))

    await tab.evaluate("text => again(text)", said(visit.prompt))
    await visit.done()
    await tab.locator("article[data-role=user]").first.dblclick()
    await visit.type(f"{visit.prompt} Merci.", after=visit.prompt)
    await visit.send(said(f"{visit.prompt} Merci."))
    await tab.reload()
    await visit.done()
    edited = [f"{visit.prompt} Merci.", said(f"{visit.prompt} Merci.")]
    assert await tab.locator("article").all_text_contents() == edited

    assert site.problems == []
    assert len(site.files) == 1
    assert site.told
    labels = set(LABEL.findall(site.received[0]))
    assert [text for text in site.told if set(LABEL.findall(text)) != labels] == []
    planted = (*visit.client, *visit.row)
    halves = [value[: len(value) * 2 // 3] for value in planted]
    assert leaks(visit.stub.everything(), [*planted, *halves]) == []
    assert await tab.evaluate("faults") == []
    assert len(set(LABEL.findall(visit.stub.everything().decode()))) == len(planted)
