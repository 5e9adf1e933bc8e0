"""Chromium as a person has it: it trusts our root, goes through the proxy, reaches only loopback."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, async_playwright

from program import Program
from stub import Stub

CHAT = "https://chatgpt.com/page"
PATIENCE_MS = 30_000


def tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        if os.environ.get("CI") == "1":
            pytest.fail(f"{name} must be installed in CI: make chromium")
        pytest.skip(f"{name} is not installed: make chromium")
    return path


@asynccontextmanager
async def browser(profile: Path, way: str, names: str = "") -> AsyncIterator[BrowserContext]:
    """A Chromium that goes this way; ``names`` are hosts that it finds by itself."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=tool("chromium"),
            args=[way, f"--host-resolver-rules={names} MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
            env={**os.environ, "HOME": str(profile)},
        )
        yield await browser.new_context(locale="fr-FR")
        await browser.close()


@asynccontextmanager
async def page(profile: Path, program: Program, stub: Stub, way: str) -> AsyncIterator[Page]:
    """A page of a Chromium that goes through the proxy, told by a PAC file or for everything."""
    shutil.copy(Path(__file__).with_name("page.html"), stub.folder)
    proxy = {
        "pac": f"--proxy-pac-url=http://127.0.0.1:{program.ui_port}/proxy.pac",
        "proxy": f"--proxy-server={program.proxy}",
    }[way]
    names = f"MAP www.example.org:443 127.0.0.1:{stub.port}, MAP rebound.example.org 127.0.0.1,"
    async with browser(profile, proxy, names) as context:
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page


async def ask(page: Page, text: str) -> None:
    await page.fill("#prompt", text)
    await page.click("#send")
