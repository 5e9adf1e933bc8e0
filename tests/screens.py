"""``make screenshots``: the pages of the real program, with made-up data, into docs/images.

Each page in French and English, light and dark, on a desktop and on a phone.
"""

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from e2e.browsing import tool
from program import Program
from seeding import seed
from stub import Stub

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZES = {"desktop": (1280, 800), "phone": (360, 740)}
PAGES = {
    "fr": {"accueil": "/", "journal": "/journal", "essayer": "/essayer"},
    "en": {"home": "/", "journal-en": "/journal", "try": "/essayer"},
}
PROVE = {"fr": "Faire un envoi d'essai", "en": "Send a trial message"}
SEND = {"fr": "Envoyer", "en": "Send"}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--to", type=Path, default=IMAGES)
    asked.add_argument("--page", action="append")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stub = Stub(Path(folder)).start()
        program = Program(Path(folder) / "home", stub.port, stub.ca)
        seed(program.home, datetime.now(UTC))
        try:
            program.start()
            draw(program, options.to, options.page)
        finally:
            program.stop()
            stub.stop()


def draw(program: Program, folder: Path, only: list[str] | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tool("chromium"))
        for lang, pages in PAGES.items():
            for scheme in ("light", "dark"):
                for size, (width, height) in SIZES.items():
                    context = browser.new_context(
                        locale={"fr": "fr-FR", "en": "en-GB"}[lang],
                        color_scheme=scheme,
                        viewport={"width": width, "height": height},
                        device_scale_factor=2 if size == "phone" else 1,
                        timezone_id="Europe/Paris",
                    )
                    page = context.new_page()
                    page.goto(program.run("open", "--no-browser").stdout.strip())
                    prepare(page, lang)
                    for name, path in pages.items():
                        if only and name not in only:
                            continue
                        page.goto(f"http://127.0.0.1:{program.ui_port}{path}")
                        if path == "/essayer":
                            page.get_by_role("button", name=SEND[lang]).click()
                        page.screenshot(
                            path=folder / f"{name}-{scheme}-{size}.png",
                            full_page=True,
                            animations="disabled",
                        )
                    context.close()
        browser.close()


def prepare(page: Page, lang: str) -> None:
    proof = page.get_by_role("button", name=PROVE[lang])
    if proof.count():
        proof.click()


if __name__ == "__main__":
    main()
