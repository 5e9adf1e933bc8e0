"""Fake sites in Chromium, each in its real format: typing, streams, history, files, edited turns.

The page shows what was typed throughout; the site never sees a value, whole or half-typed.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, FilePayload, Page, expect

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
    await visit.type(visit.prompt)
    await visit.send(said(visit.prompt))
    await shows_its_history(visit, visit.prompt)
    await takes_a_table(visit)
    await takes_no_pdf(visit)
    await hears_it_again(visit)
    await takes_an_edited_turn(visit)
    await gives_no_value_to_scripts(visit)

    planted = (*visit.client, *visit.row)
    halves = [value[: len(value) * 2 // 3] for value in planted]
    arrived = visit.stub.everything()
    assert visit.site.problems == []
    assert leaks(arrived, [*planted, *halves]) == []
    assert len(set(LABEL.findall(unquote(arrived.decode())))) == len(planted)
    assert await visit.tab.evaluate("faults") == []


@pytest.mark.long
@pytest.mark.parametrize("cut", [3, 64 * 1024])
@pytest.mark.parametrize("visit", SITES, indirect=True, ids=lambda site: site.__name__)
async def test_a_stream_however_it_is_cut(visit: Visit, cut: int) -> None:
    visit.site.cut = cut
    await visit.tab.fill("#prompt", visit.prompt)
    await visit.send(said(visit.prompt))
    await shows_its_history(visit, visit.prompt)
    assert leaks(visit.stub.everything(), visit.client) == []
    assert await visit.tab.evaluate("faults") == []


async def shows_its_history(visit: Visit, prompt: str) -> None:
    await visit.tab.reload()
    await visit.done()
    shown = await visit.tab.locator("article").all_text_contents()
    assert shown == [prompt, said(prompt)]
    assert await visit.tab.locator("nav a").all_text_contents() == [
        await visit.tab.text_content("h1")
    ]


async def takes_a_table(visit: Visit) -> None:
    assert await visit.tab.text_content("h1") == titled(visit.prompt)
    name = f"{visit.row[0]}.csv"
    await visit.tab.set_input_files("#file", [as_file(name, "text/csv", visit.table)])
    await visit.done()
    assert await visit.tab.text_content("#files") == name
    await visit.tab.fill("#prompt", "Résume ce fichier.")
    await visit.send(said("Résume ce fichier.", visit.table.encode()))
    assert len(visit.site.files) == 1


async def takes_no_pdf(visit: Visit) -> None:
    """The reason is on the page, also where the file went to another host."""
    document = as_file("note.pdf", "application/pdf", "%PDF-1.4\n\0\1\n%%EOF\n")
    await visit.tab.set_input_files("#file", [document])
    told = re.compile("failed: 403.*Paravent a bloqué cet envoi", re.DOTALL)
    await expect(visit.tab.locator("#state")).to_have_text(told, timeout=PATIENCE_MS)
    assert len(visit.site.files) == 1


async def hears_it_again(visit: Visit) -> None:
    """Feedback, names of conversations, results of tools, reading aloud."""
    await visit.tab.evaluate("text => again(text)", said(visit.prompt))
    await visit.done()
    labels = set(LABEL.findall(visit.site.received[0]))
    assert len(labels) == len(visit.client)
    assert visit.site.told
    assert [text for text in visit.site.told if set(LABEL.findall(text)) != labels] == []


async def takes_an_edited_turn(visit: Visit) -> None:
    edited = f"{visit.prompt} Merci."
    await visit.tab.locator("article[data-role=user]").first.dblclick()
    await visit.type(edited, after=visit.prompt)
    await visit.send(said(edited))
    await shows_its_history(visit, edited)


async def gives_no_value_to_scripts(visit: Visit) -> None:
    """Where bytes pass unchanged, a value that was hidden before does not."""
    ask = "url => fetch(url).then((answer) => answer.status)"
    assert await visit.tab.evaluate(ask, visit.site.script) == 200
    name = quote(visit.client[1])
    assert await visit.tab.evaluate(ask, f"{visit.site.script}?for={name}") == 403


def as_file(name: str, kind: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": text.encode()}
