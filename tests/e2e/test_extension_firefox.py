"""The extension in Firefox: the same as in Chromium, as far as Firefox can be driven."""

from pathlib import Path

import pytest

from e2e.leaks import leaks
from e2e.marionette import HOME, Firefox, firefox
from program import Program
from sites.catalogue import by_host
from sites.chatgpt import ChatGpt
from sites.site import said
from stub import Stub

pytestmark = pytest.mark.long

VALUES = ("Solange Brémontier", "solange.bremontier@menuiserie-brem.fr", "06 39 98 31 07")
PROMPT = "Relance Mme {} pour sa facture ({}, {}), avant vendredi.".format(*VALUES)
SITE = "https://chatgpt.com/"


def send(browser: Firefox) -> None:
    browser.wait("document.getElementById('state').textContent === 'done'")
    browser.script(
        """const box = document.getElementById("prompt");
        box.value = given[0];
        box.dispatchEvent(new InputEvent("input", {bubbles: true}));
        document.getElementById("send").click()""",
        PROMPT,
    )
    browser.wait("document.querySelectorAll('article').length === 2")
    browser.wait("document.getElementById('state').textContent === 'done'")
    shown = browser.script("return [...document.querySelectorAll('article')].at(-1).textContent")
    assert shown == said(PROMPT)


def test_a_day_with_the_extension(own_program: Program, stub: Stub, tmp_path: Path) -> None:
    site = ChatGpt()
    stub.sites = by_host((site,))
    own_program.start()
    profile = tmp_path / "profile"
    profile.mkdir()
    with firefox(profile, own_program.ca, own_program.stub_ca) as browser:
        popup = browser.open(f"{HOME}popup.html")
        browser.wait("!document.getElementById('pairing').hidden")
        browser.script(
            """document.getElementById("code").value = given[0];
            document.querySelector("#pairing button").click()""",
            own_program.run("pair").stdout.strip(),
        )
        browser.wait("document.getElementById('pairing').hidden")

        page = browser.open(SITE)
        send(browser)
        assert leaks(stub.everything(), VALUES) == []
        browser.choose(popup)
        tab = browser.script("return (await chrome.tabs.query({url: given[0]}))[0].id", f"{SITE}*")
        badge = f"await chrome.action.getBadgeText({{tabId: {tab}}})"
        browser.wait(f"{badge} === '3'")
        browser.open(f"{HOME}popup.html?tab={tab}")
        browser.wait("!document.getElementById('masked').hidden")
        browser.script("document.getElementById('tell').click()")
        browser.wait("document.querySelector('.text')")
        assert browser.text(".text") == site.received[0]
        browser.script("document.getElementById('pause').click()")
        browser.wait("!document.getElementById('resume').hidden")
        assert own_program.health()["paused_services"] == ["chatgpt_web"]
        browser.wait(f"{badge} === '!'")
        browser.script("document.getElementById('resume').click()")
        browser.wait("!document.getElementById('pause').hidden")

        own_program.kill()
        browser.choose(page)
        before = len(stub.seen)
        browser.script("location.reload()")
        browser.wait(f"location.href.includes('stopped.html#' + encodeURIComponent('{SITE}'))")
        browser.wait("document.querySelector('h1')?.textContent.includes('chatgpt.com')")
        assert len(stub.seen) == before
        own_program.start()
        browser.wait(f"location.href.startsWith('{SITE}')")
        browser.open(SITE)
        send(browser)
        assert leaks(stub.everything(), VALUES) == []
