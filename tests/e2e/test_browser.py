"""Chromium on a page that asks as chatgpt.com does; other sites keep their own certificates.

Its trust store holds our root, and the stub's for the other sites. It can reach nothing but
loopback.
"""

import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from e2e.labels import promised
from e2e.leaks import leaks
from e2e.prompts import PRIVATE_KEY, PROMPTS
from program import Program
from stub import Stub

pytestmark = pytest.mark.browser
CHAT = "https://chatgpt.com/page"
ELSEWHERE = "https://www.example.org/page"
PROMPT = PROMPTS[2]
PATIENCE_MS = 30_000


def tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        if os.environ.get("CI") == "1":
            pytest.fail(f"{name} must be installed in CI: make chromium")
        pytest.skip(f"{name} is not installed: make chromium")
    return path


@pytest.fixture(scope="module")
def home(shared_program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose browsers trust our root and the stub's."""
    home = tmp_path_factory.mktemp("browser")
    store = home / ".pki/nssdb"
    store.mkdir(parents=True)
    certutil = [tool("certutil"), "-d", f"sql:{store}"]
    subprocess.run([*certutil, "-N", "--empty-password"], check=True)
    for name, root in (("ours", shared_program.ca), ("theirs", shared_program.stub_ca)):
        add = ["-A", "-t", "C,,", "-n", name, "-i", str(root)]
        subprocess.run([*certutil, *add], check=True)
    return home


@asynccontextmanager
async def page(home: Path, program: Program, stub: Stub, way: str) -> AsyncIterator[Page]:
    """A page of a Chromium that goes through the proxy, told by a PAC file or for everything."""
    shutil.copy(Path(__file__).with_name("page.html"), stub.folder)
    proxy = {
        "pac": f"--proxy-pac-url=http://127.0.0.1:{program.ui_port}/proxy.pac",
        "proxy": f"--proxy-server={program.proxy}",
    }[way]
    names = f"MAP www.example.org:443 127.0.0.1:{stub.port}, MAP rebound.example.org 127.0.0.1"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=tool("chromium"),
            args=[proxy, f"--host-resolver-rules={names}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
            env={**os.environ, "HOME": str(home)},
        )
        page = await browser.new_page(locale="fr-FR")
        page.set_default_timeout(PATIENCE_MS)
        yield page
        await browser.close()


async def ask(page: Page, text: str) -> None:
    await page.fill("#prompt", text)
    await page.click("#send")


async def issuer(page: Page, url: str) -> str:
    """Who signed the certificate of a site, as the browser sees it."""
    response = await page.goto(url)
    assert response
    assert response.status == 200
    details = await response.security_details()
    assert details
    return details["issuer"]


@pytest.mark.parametrize("way", ["pac", "proxy"])
async def test_a_conversation(home: Path, program: Program, stub: Stub, way: str) -> None:
    async with page(home, program, stub, way) as tab:
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
    home: Path, program: Program, stub: Stub, way: str
) -> None:
    async with page(home, program, stub, way) as tab:
        assert await issuer(tab, ELSEWHERE) == "Stub root"
        assert [seen.host for seen in stub.seen][:1] == ["www.example.org"]


async def test_a_name_that_leads_to_us_is_not_ours(
    home: Path, program: Program, stub: Stub
) -> None:
    """DNS rebinding: a foreign page under its own name, on our own ports.

    The proxy takes it for a request to that name, which nobody answers.
    """
    async with page(home, program, stub, "pac") as tab:
        for port, path in ((program.ui_port, "/essayer"), (program.port, "/base/openai/v1/models")):
            own = await tab.goto(f"http://127.0.0.1:{port}{path}")
            assert own
            assert own.status == 200
            stub.reset()
            rebound = await tab.goto(f"http://rebound.example.org:{port}{path}")
            assert rebound
            assert rebound.status in {403, 502}
            assert stub.seen == []
