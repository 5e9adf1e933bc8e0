"""The dashboard in Chromium: usable by everybody, live, and closed to every other page."""

import asyncio
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from e2e.axe import faults_of
from e2e.browsing import PATIENCE_MS, tool
from program import Program

pytestmark = pytest.mark.browser

PAGES = ("/", "/journal", "/regles", "/regles/fichier", "/essayer", "/rapports", "/reglages", "/reglages/extension",
         "/correction?sens=inoffensif", "/correction?sens=masquer", "/attente", "/b/ABCDEF")  # fmt: skip
SECRET = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=tool("chromium"),
            args=["--host-resolver-rules=MAP evil.example 127.0.0.1"],
        )
        yield browser
        await browser.close()


async def enter(browser: Browser, program: Program, **options) -> Page:
    context: BrowserContext = await browser.new_context(locale="fr-FR", **options)
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    await page.goto(program.run("open", "--no-browser").stdout.strip())
    return page


def say(program: Program, text: str) -> httpx.Response:
    body = {"model": "demo-fr", "messages": [{"role": "user", "content": text}]}
    with httpx.Client(trust_env=False, timeout=60) as client:
        return client.post(program.door("demo") + "/v1/chat/completions", json=body)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_on_any_page(
    browser: Browser, program: Program, scheme: str
) -> None:
    refused = say(program, f"Voici ma clé : {SECRET}").json()["error"]["message"]
    block = re.search(r"/b/\w+", refused)
    assert block
    page = await enter(browser, program, color_scheme=scheme)
    await (
        page.get_by_role("button", name="envoi d'essai")
        .or_(page.get_by_role("button", name="Vérifier de nouveau"))
        .click()
    )
    await page.goto(f"http://127.0.0.1:{program.ui_port}/journal")
    event = await page.locator(".lines a").first.get_attribute("href")
    faults = []
    for path in (*PAGES, block[0], event):
        await page.goto(f"http://127.0.0.1:{program.ui_port}{path}")
        faults += await faults_of(page)
    assert faults == []


@pytest.mark.parametrize("width", [360, 1920])
async def test_no_page_is_wider_than_its_window(
    browser: Browser, program: Program, width: int
) -> None:
    page = await enter(browser, program, viewport={"width": width, "height": 800})
    wide = []
    for path in PAGES:
        await page.goto(f"http://127.0.0.1:{program.ui_port}{path}")
        if await page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    assert wide == []


async def test_a_message_appears_without_reloading(browser: Browser, program: Program) -> None:
    page = await enter(browser, program)
    await page.goto(f"http://127.0.0.1:{program.ui_port}/journal")
    newest = page.locator("[data-newest]")
    before = await newest.get_attribute("data-newest")
    async with page.expect_response(re.compile("/direct")):
        await page.reload()
    await page.evaluate("window.kept = true")
    say(program, "Relance Mme Solène Kervella, merci.")
    await expect(newest).not_to_have_attribute("data-newest", before or "", timeout=PATIENCE_MS)
    await expect(page.locator(".lines tbody tr").first).to_contain_text("nom de personne")
    await expect(page.locator("#told")).to_contain_text("Nouvel envoi")
    assert await page.evaluate("window.kept")


async def test_no_other_page_can_read_or_do_anything(browser: Browser, program: Program) -> None:
    """A page of another origin, of a browser that was let in: it reads nothing, it does nothing."""
    page = await enter(browser, program)
    here = f"http://127.0.0.1:{program.ui_port}"
    other = await page.context.new_page()
    await other.goto("data:text/html,<p>other")
    attempts = """async ([here, paths]) => {
        const told = [];
        for (const path of paths) {
            for (const mode of ["cors", "no-cors"]) {
                try {
                    const answer = await fetch(here + path, {mode, credentials: "include"});
                    told.push(await answer.text());
                } catch { /* as it should be */ }
            }
        }
        const form = {method: "POST", mode: "no-cors", credentials: "include",
            headers: {"content-type": "application/x-www-form-urlencoded"},
            body: "duree=1h&service="};
        try { await fetch(here + "/pause", form); } catch { /* as it should be */ }
        return told.filter((text) => text);
    }"""
    paths = ["/", "/journal", "/direct", "/healthz", "/notices", "/reglages", "/api/pause"]
    assert await other.evaluate(attempts, [here, paths]) == []
    answer = await other.goto(f"http://evil.example:{program.ui_port}/journal")
    assert answer
    assert answer.status == 403
    assert program.health()["paused_services"] == []


async def test_the_program_is_stopped_by_a_page_while_another_listens(
    browser: Browser, own_program: Program
) -> None:
    own_program.start()
    page = await enter(browser, own_program)
    async with page.expect_response(re.compile("/direct")):
        await page.goto(f"http://127.0.0.1:{own_program.ui_port}/journal")
    other = await page.context.new_page()
    await other.goto(f"http://127.0.0.1:{own_program.ui_port}/reglages")
    await other.get_by_role("button", name="Arrêter Paravent").click()
    await expect(other.locator("h1")).to_have_text("Paravent s'arrête")
    await asyncio.to_thread(own_program.process.communicate, timeout=60)
    assert own_program.process.returncode == 0
    await expect(page.locator("#lost")).to_be_visible(timeout=PATIENCE_MS)
