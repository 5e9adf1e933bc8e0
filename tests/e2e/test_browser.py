"""Chromium on a page that asks as chatgpt.com does; other sites keep their own certificates.

Its trust store holds our root, and the stub's for the other sites. It can reach nothing but
loopback.
"""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from e2e.browsing import CHAT, PATIENCE_MS, ask, page
from e2e.labels import promised
from e2e.leaks import leaks
from e2e.prompts import PRIVATE_KEY, PROMPTS
from program import Program
from stub import Stub

pytestmark = pytest.mark.browser
ELSEWHERE = "https://www.example.org/page"
PROMPT = PROMPTS[2]


async def issuer(page: Page, url: str) -> str:
    """Who signed the certificate of a site, as the browser sees it."""
    response = await page.goto(url)
    assert response
    assert response.status == 200
    details = await response.security_details()
    assert details
    return details["issuer"]


@pytest.mark.parametrize("way", ["pac", "proxy"])
async def test_a_conversation(profile: Path, program: Program, stub: Stub, way: str) -> None:
    async with page(profile, program, stub, way) as tab:
        assert (await issuer(tab, CHAT)).startswith("Paravent ")
        stub.gate.clear()
        await ask(tab, PROMPT.text)
        await expect(tab.locator("#said")).to_contain_text(PROMPT.planted[0], timeout=PATIENCE_MS)
        assert await tab.text_content("#state") == "asking"
        stub.gate.set()
        await expect(tab.locator("#state")).to_have_text("done", timeout=PATIENCE_MS)
        assert await tab.text_content("#said") == promised(stub.seen[-1], PROMPT.text)
        assert leaks(stub.everything(), PROMPT.planted) == []

        before = len(stub.seen)
        await ask(tab, PRIVATE_KEY)
        told = "Paravent a bloqué cet envoi. Rien n'a été transmis à ChatGPT."
        await expect(tab.locator("#said")).to_contain_text(told, timeout=PATIENCE_MS)
        assert len(stub.seen) == before


@pytest.mark.parametrize("way", ["pac", "proxy"])
async def test_another_site_shows_its_own_certificate(
    profile: Path, program: Program, stub: Stub, way: str
) -> None:
    async with page(profile, program, stub, way) as tab:
        assert await issuer(tab, ELSEWHERE) == "Stub root"
        assert [seen.host for seen in stub.seen][:1] == ["www.example.org"]


async def test_a_name_that_leads_to_us_is_not_ours(
    profile: Path, program: Program, stub: Stub
) -> None:
    """DNS rebinding: a foreign page under its own name, on our own ports.

    The proxy takes it for a request to that name, which nobody answers.
    """
    async with page(profile, program, stub, "pac") as tab:
        for port, path in ((program.ui_port, "/essayer"), (program.port, "/base/openai/v1/models")):
            own = await tab.goto(f"http://127.0.0.1:{port}{path}")
            assert own
            assert own.status == 200
            stub.reset()
            rebound = await tab.goto(f"http://rebound.example.org:{port}{path}")
            assert rebound
            assert rebound.status in {403, 502}
            assert stub.seen == []
