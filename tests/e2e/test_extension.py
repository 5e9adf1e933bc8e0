"""The extension in Chromium: it alone leads to Paravent, counts, pauses, and never lets go direct."""

from pathlib import Path

import pytest
from playwright.async_api import Error, Page, expect

from e2e.browsing import CHAT, PATIENCE_MS, ask
from e2e.extending import extended
from e2e.labels import promised
from e2e.leaks import leaks
from e2e.prompts import PROMPTS
from program import Program
from stub import Stub

pytestmark = pytest.mark.browser
PROMPT = PROMPTS[2]


async def send(page: Page, stub: Stub) -> None:
    await ask(page, PROMPT.text)
    await expect(page.locator("#state")).to_have_text("done", timeout=PATIENCE_MS)
    assert await page.text_content("#said") == promised(stub.seen[-1], PROMPT.text)


async def pair(popup: Page, program: Program) -> None:
    await expect(popup.locator("#state")).to_have_text("Extension à relier")
    await popup.fill("#code", program.run("pair").stdout.strip())
    await popup.get_by_role("button", name="Relier").click()
    await expect(popup.locator("#pairing")).to_be_hidden()


async def test_a_day_with_the_extension(
    own_program: Program, profile_of, stub: Stub, tmp_path: Path
) -> None:
    import shutil
    shutil.copy(Path(__file__).with_name("page.html"), stub.folder)
    own_program.start()
    async with extended(profile_of(own_program), stub, tmp_path / "data") as browser:
        popup = await browser.popup()
        await pair(popup, own_program)

        page = await browser.context.new_page()
        await page.goto(CHAT)
        tab = await browser.tab_of(popup, "chatgpt.com")
        await send(page, stub)
        assert leaks(stub.everything(), PROMPT.planted) == []
        over = await browser.popup(tab)
        await expect(over.locator("#state")).to_have_text("chatgpt.com — protégé")
        await expect(over.locator("#count")).to_have_text(str(len(PROMPT.planted)))
        print(await over.inner_text("main"), await browser.badge(popup, tab))
        await over.click("#tell")
        print(await over.inner_text("main"))
        await over.screenshot(path="/tmp/ext7/over.png")
        await over.click("#pause")
        await expect(over.locator("#state")).to_contain_text("en pause")
        print(await over.inner_text("main"), await browser.badge(popup, tab))
        await over.click("#resume")
        await expect(over.locator("#state")).to_have_text("chatgpt.com — protégé")
        own_program.kill()
        before = len(stub.seen)
        with pytest.raises(Error):
            await page.goto(CHAT)
        await expect(page.locator("h1")).to_contain_text("reste fermé")
        print(page.url, await page.inner_text("main"))
        assert len(stub.seen) == before
        own_program.start()
        await page.wait_for_url(CHAT)
        await send(page, stub)
