"""axe-core, which finds what keeps people from using a page."""

import os
from functools import cache
from pathlib import Path

import pytest
from playwright.async_api import Page

AXE = Path(__file__).parent / "node_modules/axe-core/axe.min.js"
GRAVE = {"serious", "critical"}


@cache
def script() -> str:
    if not AXE.exists():
        if os.environ.get("CI") == "1":
            pytest.fail("axe-core must be installed in CI: make node")
        pytest.skip("axe-core is not installed: make node")
    return AXE.read_text(encoding="utf-8")


async def faults_of(page: Page) -> list[str]:
    """What axe-core holds against a page, by rule and by place."""
    await page.evaluate(script())  # by the debugger, which the page's policy does not bind
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{page.url} {one['id']} {node['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]
