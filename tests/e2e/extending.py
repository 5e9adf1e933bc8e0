"""Chromium with our extension in it, and nothing else that leads it to Paravent.

Were it to reach a covered site directly it would get there: the stub answers under those names too,
with a certificate that the profile trusts.
"""

import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, async_playwright

from e2e.axe import faults_of
from e2e.browsing import PATIENCE_MS, tool
from pages import ROOT
from stub import Stub

BUILT = ROOT / "extension" / "dist"


def built(browser: str) -> Path:
    folder = BUILT / browser
    if not (folder / "manifest.json").exists():
        if os.environ.get("CI") == "1":
            pytest.fail("the extension must be built in CI: make extension")
        pytest.skip("the extension is not built: make extension")
    return folder


@dataclass
class Extended:
    """A browser with the extension."""

    context: BrowserContext
    home: str

    async def newest_tab(self, popup: Page) -> int:
        """The number of the tab that was opened last."""
        ids = await popup.evaluate("async () => (await chrome.tabs.query({})).map((tab) => tab.id)")
        return max(map(int, ids))

    async def popup(self, tab: int = 0) -> Page:
        """The popup as over a tab; in a tab of its own, since a real one closes at a glance."""
        page = await self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        await page.goto(f"{self.home}popup.html" + (f"?tab={tab}" if tab else ""))
        return page


async def grave_faults(page: Page) -> list[str]:
    """What axe-core holds against a page, in light and in dark."""
    faults = []
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        faults += await faults_of(page)
    return faults


def lint(browser: str) -> dict[str, list[Any]]:
    """What web-ext says of a build."""
    program = ROOT / "extension/lint/node_modules/.bin/web-ext"
    if not program.exists():
        pytest.skip("web-ext is not installed: make test-long")
    command = [program, "lint", "--output", "json", "--source-dir", built(browser)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    found = json.loads(ran.stdout)
    return {name: found[name] for name in ("errors", "notices", "warnings")}


@asynccontextmanager
async def extended(
    profile: Path, stub: Stub, data: Path, *, lang: str = "fr", **options: Any
) -> AsyncIterator[Extended]:
    """A Chromium that trusts both roots, in a language, with fresh ``data``."""
    folder = built("chromium")
    names = f"MAP evil.example 127.0.0.1, MAP *:443 127.0.0.1:{stub.port}, MAP * ~NOTFOUND"
    shutil.copy(Path(__file__).with_name("page.html"), stub.folder)
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            data,
            executable_path=tool("chromium"),
            headless=False,
            args=[
                "--headless=new",
                "--no-sandbox",
                f"--lang={lang}",
                f"--disable-extensions-except={folder}",
                f"--load-extension={folder}",
                f"--host-resolver-rules={names}, EXCLUDE 127.0.0.1",
            ],
            env={**os.environ, "HOME": str(profile), "LANGUAGE": lang, "LANG": f"{lang}.UTF-8"},
            locale={"fr": "fr-FR", "en": "en-GB"}[lang],
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        workers = context.service_workers
        worker = workers[0] if workers else await context.wait_for_event("serviceworker")
        home = worker.url.removesuffix("chromium.js")
        yield Extended(context, home)
        await context.close()
