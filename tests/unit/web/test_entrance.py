"""Only a browser that showed a fresh token sees what was refused."""

from html import unescape

import pytest

from paravent.web.entrance import STAY_S, TOKEN_S

PRIVATE = "Cette page n'est que pour vous"


@pytest.fixture
def page(site) -> str:
    return site.refuse()


def test_without_a_cookie_there_is_only_the_way_in(site, page):
    answer = site.ask("GET", page)
    assert answer.status_code == 403
    assert PRIVATE in unescape(answer.text)
    assert f"paravent open {page.removeprefix('/b/')}" in answer.text
    for told in ("OpenAI", "sécurité sociale", "bloquer-nir", "La loi"):
        assert told not in answer.text


def test_a_token_lets_one_browser_in(site, page):
    token = site.token()
    answer = site.ask("GET", f"/entrer?jeton={token}&page={page.removeprefix('/b/')}")
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    cookie = answer.headers["set-cookie"].lower()
    for word in ("paravent_8788=", "httponly", "samesite=strict", "path=/"):
        assert word in cookie
    assert site.ask("GET", page).status_code == 200
    site.cookies.clear()
    assert site.ask("GET", f"/entrer?jeton={token}").status_code == 403
    assert site.cookies == {}


@pytest.mark.parametrize("token", ["", "x", "é" * 10])
def test_no_other_token_does(site, page, token):
    site.token()
    assert site.ask("GET", f"/entrer?jeton={token}").status_code == 403
    assert site.ask("GET", page).status_code == 403


def test_a_token_ends(site, clock):
    token = site.token()
    clock.s += TOKEN_S
    assert site.ask("GET", f"/entrer?jeton={token}").status_code == 403


def test_a_browser_that_only_loads_ahead_does_not_use_it_up(site):
    token = site.token()
    ahead = {"sec-purpose": "prefetch"}
    assert site.ask("GET", f"/entrer?jeton={token}", headers=ahead).status_code == 403
    assert site.ask("GET", f"/entrer?jeton={token}").status_code == 303


def test_only_the_latest_tokens_wait(site):
    first, *_ = [site.token() for _ in range(11)]
    assert site.ask("GET", f"/entrer?jeton={first}").status_code == 403


def test_the_way_on_is_to_one_of_our_pages(site):
    for page in ("//evil.example", "https://evil.example", "a/b"):
        answer = site.ask("GET", "/entrer", params={"jeton": site.token(), "page": page})
        assert answer.headers["location"] == "/"
        site.cookies.clear()


def test_a_cookie_ends(site, page, clock):
    site.enter()
    assert site.ask("GET", page).status_code == 200
    clock.s += STAY_S
    assert site.ask("GET", page).status_code == 403


@pytest.mark.parametrize(
    "forge",
    [
        lambda _: "",
        lambda _: "9999999999.",
        lambda _: "9999999999." + "0" * 64,
        lambda value: f"9{value}",
        lambda value: value[:-1],
        lambda value: value.replace(".", ""),
        lambda value: "²" + value,
        lambda _: "." + "é",
    ],
)
def test_a_forged_cookie_is_none(site, page, forge):
    site.enter()
    value = forge(site.cookies["paravent_8788"])
    cookie = f"paravent_8788={value}".encode("latin-1")
    site.cookies.clear()
    assert site.ask("GET", page, headers={"cookie": cookie}).status_code == 403


@pytest.mark.parametrize("secret", ["", "Bearer ", "Bearer x", "Bearer é"])
def test_who_does_not_know_the_secret_gets_no_token(site, secret):
    allowed = {"authorization": secret.encode("latin-1")}
    assert site.ask("POST", "/api/entree", headers=allowed).status_code == 403


def test_the_secret_is_for_its_owner_only(site):
    path = site.desk.folder / "run/secret"
    assert path.read_text() == site.secret
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_from_another_site_leads_on_by_a_page_of_ours(site, page):
    """Its own cookie the browser sends along only where the way began with us."""
    site.enter()
    follows = {
        "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document",
    }  # fmt: skip
    answer = site.ask("GET", page, headers=follows)
    assert answer.status_code == 200
    assert f'http-equiv="refresh" content="0;url={page}"' in answer.text
    assert "bloquer-nir" not in answer.text


@pytest.mark.parametrize(
    ("method", "change"),
    [
        ("GET", {"sec-fetch-mode": "cors"}),
        ("GET", {"sec-fetch-mode": "no-cors"}),
        ("GET", {"sec-fetch-dest": "iframe"}),
        ("GET", {"sec-fetch-dest": "image"}),
        ("POST", {}),
    ],
)
def test_but_only_a_link_that_somebody_follows(site, page, method, change):
    site.enter()
    follows = {
        "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document",
    }  # fmt: skip
    assert site.ask(method, page, headers=follows | change).status_code == 403
    assert site.ask("GET", "/essayer", headers=follows).status_code == 403
