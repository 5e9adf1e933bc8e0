"""``make screenshots``: the pages of the real program, with made-up data, into docs/images.

Each page in French and English, light and dark, on a desktop and on a phone.
"""

import argparse
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from e2e.browsing import tool
from program import Program
from seeding import seed
from stub import Stub

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZES = {"desktop": (1280, 800), "phone": (360, 740)}
TALLEST = 1120
PAGES = {
    "home": "/",
    "journal": "/journal",
    "message": "",
    "rules": "/regles",
    "try": "/essayer",
    "reports": "/rapports",
    "settings": "/reglages",
}
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
SEND = {"fr": "Envoyer", "en": "Send"}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--to", type=Path, default=IMAGES)
    asked.add_argument("--page", action="append", choices=PAGES)
    options = asked.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        stub = Stub(Path(folder)).start()
        home = Path(tempfile.gettempdir()) / "paravent"  # it is seen in a picture
        home.mkdir(mode=0o700)
        program = Program(home, stub.port, stub.ca)
        seed(program.home, datetime.now(UTC))
        try:
            program.start()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=tool("chromium"))
                draw(browser, program, options.to, options.page or list(PAGES))
                browser.close()
        finally:
            program.stop()
            stub.stop()
            shutil.rmtree(home)


def draw(browser: Browser, program: Program, folder: Path, pages: list[str]) -> None:
    here = f"http://127.0.0.1:{program.ui_port}"
    known = enter(browser, program)
    # What is tried adds to the journal, so it comes last.
    calm = [name for name in pages if name != "try"]
    for turn in (calm, [name for name in pages if name == "try"]):
        draw_each(browser, here, known, folder, turn)


def draw_each(browser: Browser, here: str, known: dict, folder: Path, pages: list[str]) -> None:
    for lang, locale in LOCALES.items():
        for scheme in ("light", "dark"):
            for size, (width, height) in SIZES.items():
                context = browser.new_context(
                    storage_state=known,
                    locale=locale,
                    color_scheme=scheme,
                    viewport={"width": width, "height": height},
                    timezone_id="Europe/Paris",
                )
                page = context.new_page()
                page.goto(here)
                prove(page)
                for name in pages:
                    show(page, here, name, lang)
                    take(page, folder / f"{name}-{lang}-{scheme}-{size}.png")
                context.close()


def enter(browser: Browser, program: Program) -> dict:
    """What a browser that was let in remembers."""
    context: BrowserContext = browser.new_context()
    context.new_page().goto(program.run("open", "--no-browser").stdout.strip())
    known = dict(context.storage_state())
    context.close()
    return known


def prove(page: Page) -> None:
    if not page.locator(".proof").count():
        page.locator("#preuve button").click()
        page.wait_for_load_state()


def show(page: Page, here: str, name: str, lang: str) -> None:
    if name == "message":
        page.goto(f"{here}/journal?donnee=IBAN&service=chatgpt_web")
        page.locator(".lines a").first.click()
        page.wait_for_load_state()
        return
    page.goto(here + PAGES[name])
    if name == "try":
        page.get_by_role("button", name=SEND[lang], exact=True).click()
        page.wait_for_load_state()


def take(page: Page, path: Path) -> None:
    """The page as far as it is worth showing."""
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    size = page.viewport_size
    assert size
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(height, TALLEST)}
    page.screenshot(path=path, full_page=True, clip=clip, animations="disabled")


if __name__ == "__main__":
    main()
