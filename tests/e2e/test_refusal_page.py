"""The page of a refusal in Chromium, reached as a person reaches it: by the link in the chat."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from e2e.browsing import CHAT, ask, page
from e2e.leaks import leaks
from e2e.prompts import PRIVATE_KEY, private_key
from program import Program
from stub import Stub

pytestmark = pytest.mark.browser


async def follow(tab: Page, url: str) -> Page:
    """Follow a link that stands in the page of another site, as its answers show it."""
    async with tab.context.expect_page() as opening:
        await tab.evaluate(
            """url => {
                const link = document.createElement("a");
                link.href = url; link.target = "_blank"; link.rel = "noopener";
                document.body.append(link); link.click();
            }""",
            url,
        )
    return await opening.value


async def test_from_the_chat_to_the_page_and_back(
    profile: Path,
    program: Program,
    stub: Stub,
) -> None:
    key = private_key()
    async with page(profile, program, stub, "pac") as tab:
        await tab.goto(CHAT)
        await ask(tab, key)
        said = tab.locator("#said")
        await expect(said).to_contain_text("Masquer puis renvoyer · Pourquoi ? — http://127")
        url = re.search(r"http://\S+/b/\w+", await said.text_content() or "")
        assert url

        # A stranger's browser is shown the way in.
        told = await follow(tab, url.group())
        await expect(told.locator("h1")).to_have_text("Cette page n'est que pour vous")
        await told.close()

        opened = program.run("open", "--no-browser").stdout.strip()
        entered = await tab.context.new_page()
        await entered.goto(opened)
        await entered.close()

        # The cookie is SameSite=Strict; the link of another site still leads to the page.
        told = await follow(tab, url.group())
        await expect(told.locator("h1")).to_have_text("Cet envoi a été bloqué")
        await expect(told.locator("main")).to_contain_text("bloquer-cles-privees")
        assert key.splitlines()[1] not in await told.content()
        button = told.get_by_role("button", name="Masquer puis renvoyer")
        await expect(button).to_be_focused()
        await told.keyboard.press("Enter")
        await expect(told.get_by_role("status")).to_contain_text("il partira masqué")

        await ask(tab, key)
        await expect(tab.locator("#state")).to_have_text("done")
        await expect(said).not_to_contain_text("Paravent a bloqué")
        assert leaks(stub.everything(), (key.splitlines()[1],)) == []


async def test_another_site_can_neither_read_nor_frame_nor_post_it(
    profile: Path,
    program: Program,
    stub: Stub,
) -> None:
    async with page(profile, program, stub, "pac") as tab:
        entered = await tab.context.new_page()
        await entered.goto(program.run("open", "--no-browser").stdout.strip())
        await entered.close()
        await tab.goto(CHAT)
        await ask(tab, PRIVATE_KEY)
        said = tab.locator("#said")
        await expect(said).to_contain_text("/b/")
        url = re.search(r"http://\S+/b/\w+", await said.text_content() or "")
        assert url
        outcome = await tab.evaluate(
            """async url => {
                const failed = [];
                for (const mode of ["cors", "no-cors"]) {
                    try {
                        const answer = await fetch(url, {mode, credentials: "include"});
                        failed.push(answer.type + await answer.text());
                    } catch { failed.push("none"); }
                    try {
                        const body = new URLSearchParams({choix: "masquer"});
                        await fetch(url, {mode, method: "POST", credentials: "include", body});
                    } catch {}
                }
                return failed;
            }""",
            url.group(),
        )
        assert all("bloquer" not in text for text in outcome)
        await tab.set_content(
            f'<form id="f" method="post" action="{url.group()}"><input name="choix" value="masquer"></form>'
        )
        async with tab.expect_navigation() as going:
            await tab.evaluate("document.getElementById('f').submit()")
        answer = await going.value
        assert answer
        assert answer.status == 403
        await tab.goto(CHAT)
        await ask(tab, PRIVATE_KEY)
        await expect(said).to_contain_text("Paravent a bloqué")
        assert [seen for seen in stub.seen if seen.method == "POST"] == []


@pytest.mark.parametrize("width", [360, 1024, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_fits_and_can_be_read(
    profile: Path,
    program: Program,
    stub: Stub,
    width: int,
    scheme: str,
) -> None:
    async with page(profile, program, stub, "pac") as tab:
        await tab.goto(program.run("open", "--no-browser").stdout.strip())
        await tab.goto(CHAT)
        await ask(tab, PRIVATE_KEY)
        said = tab.locator("#said")
        await expect(said).to_contain_text("/b/")
        url = re.search(r"http://\S+/b/\w+", await said.text_content() or "")
        assert url
        await tab.set_viewport_size({"width": width, "height": 800})
        await tab.emulate_media(color_scheme=scheme)
        await tab.goto(url.group())
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert await tab.evaluate(wide) == 0
        ink, paper = await tab.evaluate(
            "(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))"
        )
        assert (ink, paper) == {
            "light": ("rgb(31, 36, 48)", "rgb(250, 248, 244)"),
            "dark": ("rgb(233, 230, 223)", "rgb(22, 24, 29)"),
        }[scheme]
