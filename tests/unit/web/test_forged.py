"""Forged requests to every page and every deed are refused, and change nothing."""

import itertools
from typing import Any

import pytest

from paravent.pipeline.exchange import Refuse
from unit.web.conftest import HERE, NIR, Site

PAGES = ("/journal", "/journal/0", "/regles", "/regles/fichier", "/correction", "/rapports",
         "/reglages", "/reglages/extension", "/direct", "/attente")  # fmt: skip
DEEDS: dict[str, dict[str, str]] = {
    "/pause": {"duree": "1h", "service": ""},
    "/reprendre": {},
    "/preuve": {},
    "/regles/fichier": {"nom": "x.yaml", "texte": "version: 1\nname: own\n", "choix": "garder"},
    "/correction": {"sens": "inoffensif", "texte": NIR, "fin": "toujours", "choix": "noter"},
    "/correction/retirer": {"numero": "1"},
    "/rapports": {"format": "json", "langue": "fr", "du": "2026-11-01", "au": "2026-11-30"},
    "/reglages/langue": {"langue": "en"},
    "/reglages/compte": {"editeur": "openai", "entrainement": "off"},
    "/reglages/arret": {},
    "/reglages/extension": {},
    "/reglages/extension/retirer": {"numero": "1"},
}
APIS = (
    "/api/entree",
    "/api/appairage",
    "/api/pause",
    "/api/reprise",
    "/api/journal",
    "/api/effacement",
)
FOREIGN: list[dict[str, str]] = [
    {"host": "evil.example"},  # another name that leads to us
    {"host": "evil.example:8788"},  # the same, on our port: DNS rebinding
    {"host": "127.0.0.1:8789"},
    {"host": ""},
    {"origin": "https://chatgpt.com"},
    {"origin": "https://evil.example", "sec-fetch-site": "cross-site"},
    {"origin": "null"},
    {"origin": "https://127.0.0.1:8788"},
    {"origin": HERE.replace("8788", "8787")},  # a page that the proxy's own port serves
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
    {"sec-fetch-site": "same-site"},
    {"origin": "chrome-extension://abcdefghijklmnop"},
]


def forged() -> list[tuple[str, str, dict[str, Any]]]:
    """Requests of a browser that is let in, sent by somebody else's page."""
    asked = [("GET", page, {}) for page in PAGES]
    asked += [("POST", path, {"data": form}) for path, form in DEEDS.items()]
    headers = itertools.cycle(FOREIGN)
    return [
        (method, path, {**options, "headers": next(headers)}) for method, path, options in asked * 3
    ]


@pytest.fixture
def inside(site: Site) -> Site:
    site.enter()
    return site


def test_what_another_page_or_name_asks_is_refused(inside):
    asked = forged()
    assert len(asked) > 40
    before = state(inside)
    let_in = [
        (method, path, options["headers"])
        for method, path, options in asked
        if inside.ask(method, path, **options).status_code != 403
    ]
    assert let_in == []
    assert state(inside) == before


def test_without_a_cookie_there_is_nothing_to_see_or_to_do(site):
    before = state(site)
    open_to_all = [page for page in PAGES if site.ask("GET", page).status_code != 403]
    done = [
        path for path, form in DEEDS.items() if site.ask("POST", path, data=form).status_code != 403
    ]
    assert (open_to_all, done) == ([], [])
    assert state(site) == before


def test_a_form_that_names_no_origin_does_nothing(inside):
    before = state(inside)
    done = [
        path
        for path, form in DEEDS.items()
        if inside.ask("POST", path, data=form, headers={"origin": ""}).status_code != 403
    ]
    assert done == []
    assert state(inside) == before


def test_a_browser_has_no_use_of_what_the_command_line_asks(inside):
    answers = [
        inside.ask("POST", path, json={"seconds": 60}, headers=headers).status_code
        for path in APIS
        for headers in ({}, {"authorization": "Bearer x"})
    ]
    assert answers == [403] * len(answers)


def test_nothing_is_done_by_looking(inside):
    """Every deed asked for as a page, and its fields in the address of every page."""
    before = state(inside)
    for path, form in DEEDS.items():
        assert inside.ask("GET", path, params=form).status_code in {200, 405}
    for page in (*PAGES[:-2], "/"):
        inside.ask("GET", page, params={"duree": "1h", "choix": "noter", "numero": "1"})
    assert state(inside) == before


def test_another_user_of_this_computer_is_refused(site):
    site.enter()
    site.app._may_enter = lambda _client, _server: False
    assert {site.ask("GET", page).status_code for page in ("/", *PAGES)} == {403}
    assert {site.ask("POST", path, data=form).status_code for path, form in DEEDS.items()} == {403}


def state(site: Site) -> tuple[Any, ...]:
    """What a deed could have changed."""
    parts, home = site.desk.parts, site.desk.folder
    return (
        list(parts.pauses.current()),
        [path.name for path in sorted(home.glob("*")) if "-" not in path.name],
        parts.register.current.items,
        sorted(path.name for path in (home.parent / "rules").iterdir()),
        isinstance(site.desk.chat(f"NIR {NIR}"), Refuse),
    )
