"""The extension in Chromium: it alone leads to Paravent, counts, pauses, and never lets go direct."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Error, Page, expect

from e2e.browsing import PATIENCE_MS
from e2e.extending import Extended, extended, grave_faults, lint
from e2e.leaks import leaks
from program import Program
from sites.catalogue import by_host
from sites.chatgpt import ChatGpt
from sites.claude import Claude
from sites.site import Site, said
from stub import LABEL, Stub

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

VALUES = ("Solange Brémontier", "solange.bremontier@menuiserie-brem.fr", "06 39 98 31 07")
PROMPT = "Relance Mme {} pour sa facture ({}, {}), avant vendredi.".format(*VALUES)
SECRET = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----"
expect.set_options(timeout=PATIENCE_MS)
PAGES = {"ChatGPT": ("chatgpt.com", ChatGpt), "Claude": ("claude.ai", Claude)}


@dataclass
class Day:
    """A paired extension in a browser, and what axe-core held against it before it was paired."""

    program: Program
    stub: Stub
    browser: Extended
    popup: Page
    faults: list[str] = field(default_factory=list)
    sites: dict[str, Site] = field(default_factory=dict)

    async def visit(self, name: str) -> tuple[Page, int]:
        """A new tab at a site, and its number."""
        page = await self.browser.context.new_page()
        await page.goto(f"https://{PAGES[name][0]}/")
        await expect(page.locator("#state")).to_have_text("done")
        return page, await self.browser.newest_tab(self.popup)

    async def send(self, page: Page, text: str = PROMPT) -> None:
        await page.fill("#prompt", text)
        await page.click("#send")
        await expect(page.locator("#state")).to_have_text("done")

    async def badge_is(self, tab: int, text: str) -> None:
        await self.popup.wait_for_function(
            "async ([tabId, text]) => await chrome.action.getBadgeText({tabId}) === text",
            arg=[tab, text],
        )


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def opened(
    stub_service: Stub,
    profile_of: Callable[[Program], Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Day]:
    folder = tmp_path_factory.mktemp("day")
    program = Program(folder / "home", stub_service.port, stub_service.ca).start()
    async with extended(profile_of(program), stub_service, folder / "data") as browser:
        popup = await browser.popup()
        await expect(popup.locator("#state")).to_have_text("Extension à relier")
        faults = await grave_faults(popup)
        await popup.fill("#code", "BBBB-BBBB")
        await popup.get_by_role("button", name="Relier").click()
        await expect(popup.locator("#problem")).to_be_visible()
        await popup.fill("#code", program.run("pair").stdout.strip())
        await popup.get_by_role("button", name="Relier").click()
        await expect(popup.locator("#pairing")).to_be_hidden()
        yield Day(program, stub_service, browser, popup, faults)
    program.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def day(opened: Day, stub: Stub) -> AsyncIterator[Day]:
    opened.sites = {name: site() for name, (_, site) in PAGES.items()}
    stub.sites = by_host(tuple(opened.sites.values()))
    yield opened
    for page in opened.browser.context.pages:
        if page is not opened.popup:
            await page.close()


@pytest.mark.parametrize("name", PAGES)
async def test_values_are_shown_and_the_site_never_saw_them(day: Day, name: str) -> None:
    page, tab = await day.visit(name)
    await day.badge_is(tab, "")
    await day.send(page)
    assert await page.locator("article").all_text_contents() == [PROMPT, said(PROMPT)]
    assert leaks(day.stub.everything(), VALUES) == []
    await day.badge_is(tab, "3")
    over = await day.browser.popup(tab)
    await expect(over.locator("#state")).to_have_text(f"{PAGES[name][0]} — protégé")
    await expect(over.locator("#count")).to_have_text("3")
    await over.click("#tell")
    received = day.sites[name].received[0]
    await expect(over.locator(".text")).to_have_text(received)
    assert await over.locator(".pairs dt").all_text_contents() == LABEL.findall(received)
    assert await over.locator(".pairs dd").all_text_contents() == list(VALUES)
    day.faults += await grave_faults(over)
    assert day.faults == []
    assert LABEL.findall(await page.content()) == []  # the site's script has nothing to read


@pytest.mark.long
async def test_each_tab_counts_its_own_and_anew_with_its_page(day: Day) -> None:
    first, one = await day.visit("Claude")
    second, two = await day.visit("Claude")
    await day.send(first)
    await day.badge_is(one, "3")
    await day.badge_is(two, "")
    await day.send(second, f"Bonjour, ici {VALUES[0]}.")
    await day.badge_is(two, "1")
    await day.send(second, f"Appelle {VALUES[0]} au {VALUES[2]}.")
    await day.badge_is(two, "2")
    await second.reload()
    await day.badge_is(two, "")
    await day.badge_is(one, "3")


@pytest.mark.long
async def test_a_refusal_leads_to_its_page(day: Day) -> None:
    page, tab = await day.visit("ChatGPT")
    await day.send(page, f"Voici ma clé : {SECRET}")
    over = await day.browser.popup(tab)
    href = await over.locator("#refused a").get_attribute("href")
    assert href
    assert href.startswith(f"http://127.0.0.1:{day.program.ui_port}/b/")
    async with day.browser.context.expect_page() as led:
        await over.get_by_role("button", name="Journal").click()
    await expect((await led.value).locator("h1")).to_have_text("Journal")


async def test_a_pause_is_of_this_site_and_is_ended(day: Day) -> None:
    page, tab = await day.visit("Claude")
    over = await day.browser.popup(tab)
    await over.get_by_role("button", name="Pause").click()
    await expect(over.locator("#state")).to_contain_text("claude.ai — en pause jusqu'à")
    await day.badge_is(tab, "!")
    day.faults += await grave_faults(over)
    assert day.faults == []
    await day.send(page)
    assert day.sites["Claude"].received == [PROMPT]
    other, _ = await day.visit("ChatGPT")
    await day.send(other)
    assert leaks(day.sites["ChatGPT"].received[0].encode(), VALUES) == []
    await over.get_by_role("button", name="Reprendre").click()
    await expect(over.locator("#state")).to_have_text("claude.ai — protégé")
    again, _ = await day.visit("Claude")
    await day.send(again)
    assert leaks(day.sites["Claude"].received[1].encode(), VALUES) == []


@pytest.mark.long
async def test_another_site_is_not_touched(day: Day) -> None:
    page = await day.browser.context.new_page()
    answer = await page.goto("https://www.example.org/page")
    assert answer
    details = await answer.security_details()
    assert details
    assert details["issuer"] == "Stub root"
    over = await day.browser.popup(await day.browser.newest_tab(day.popup))
    await expect(over.locator("#state")).to_contain_text("site non surveillé")
    day.faults += await grave_faults(over)
    assert day.faults == []


async def test_no_page_can_ask_what_the_extension_asks(day: Day) -> None:
    """Pages of a covered site, of our own and under a name that leads to us; they read nothing."""
    here = f"http://127.0.0.1:{day.program.ui_port}"
    stored = await day.popup.evaluate("chrome.storage.local.get('lasting')")
    told = []
    evil = here.replace("127.0.0.1", "evil.example")
    for address in ("https://chatgpt.com/", "data:text/html,<p>other", f"{here}/essayer", evil):
        page = await day.browser.context.new_page()
        await page.goto(address)
        told += await page.evaluate(
            """async ([here, token]) => {
                const told = [];
                const kinds = ["application/json", "text/plain"];
                for (const name of ["lien", "etat", "envois", "pause", "entree"]) {
                    for (const mode of ["cors", "no-cors", "same-origin"]) for (const kind of kinds) {
                        const headers = {"content-type": kind, authorization: `Bearer ${token}`};
                        const body = '{"service": "chatgpt_web"}';
                        try {
                            const asked = {method: "POST", mode, headers, body, credentials: "include"};
                            const answer = await fetch(`${here}/api/extension/${name}`, asked);
                            if (answer.status !== 403) told.push([name, mode, answer.status, await answer.text()]);
                        } catch { /* as it should be */ }
                    }
                }
                return told;
            }""",
            [here, stored["lasting"]["token"]],
        )
    assert [one for one in told if one[2] or one[3]] == []
    assert day.program.health()["paused_services"] == []


async def test_without_paravent_a_site_stays_closed_and_comes_back_with_it(day: Day) -> None:
    page, tab = await day.visit("ChatGPT")
    day.program.kill()
    before = len(day.stub.seen)
    await page.fill("#prompt", PROMPT)
    await page.click("#send")
    await day.badge_is(tab, "!")
    over = await day.browser.popup(tab)
    await expect(over.locator("#state")).to_have_text("Paravent ne répond pas")
    day.faults += await grave_faults(over)
    with pytest.raises(Error, match="ERR_PROXY_CONNECTION_FAILED"):
        await page.goto("https://chatgpt.com/")
    await expect(page.locator("h1")).to_have_text(
        "chatgpt.com reste fermé : Paravent ne tourne pas"
    )
    day.faults += await grave_faults(page)
    assert day.faults == []
    elsewhere = await day.browser.context.new_page()
    await elsewhere.goto("https://www.example.org/page")
    assert {seen.host for seen in day.stub.seen[before:]} == {"www.example.org"}
    await page.bring_to_front()
    day.program.start()
    await page.wait_for_url("https://chatgpt.com/", timeout=PATIENCE_MS)
    await expect(page.locator("#state")).to_have_text("done")
    await day.send(page)
    assert leaks(day.stub.everything(), VALUES) == []
    await day.badge_is(tab, "3")


@pytest.mark.long
async def test_mozilla_finds_nothing_to_say() -> None:
    assert lint("firefox") == {"errors": [], "notices": [], "warnings": []}
