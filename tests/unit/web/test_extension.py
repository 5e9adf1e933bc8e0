"""The browser extension: pairing, what it is told, what it may do, and who else may not."""

import json
from typing import Any

import httpx
import pytest

from paravent.pipeline.latest import WATCHED_S
from paravent.web.pairing import CODE_S, Pairing
from unit.web.conftest import HERE, NIR, PORT, Clock, Site

OURS = "chrome-extension://" + "a" * 32
OTHER = "chrome-extension://" + "b" * 32
NAME = "Léa Noël"


def call(site: Site, name: str, token: str = "", **options: Any) -> httpx.Response:
    """Ask as the extension does; ``headers`` replace its own, empty ones are left out."""
    headers = {"origin": OURS, "content-type": "application/json", "sec-fetch-site": "none"}
    headers |= {"authorization": f"Bearer {token}"} if token else {}
    headers |= options.pop("headers", {})
    body = options.pop("json", {})
    return site.ask("POST", f"/api/extension/{name}", headers=headers, content=json.dumps(body))


def code(site: Site) -> str:
    allowed = {"authorization": f"Bearer {site.secret}"}
    return str(site.ask("POST", "/api/appairage", headers=allowed).json()["code"])


@pytest.fixture
def token(site: Site) -> str:
    return str(call(site, "lien", json={"code": code(site)}).json()["token"])


def state(site: Site, token: str, **known: Any) -> dict[str, Any]:
    return dict(call(site, "etat", token, json=known).json())


def test_a_code_is_good_once(site):
    shown = code(site)
    assert call(site, "lien", json={"code": f" {shown.lower()} "}).status_code == 200
    assert call(site, "lien", json={"code": shown}).status_code == 401


def test_a_code_does_not_wait_for_long(site, clock):
    shown = code(site)
    clock.s += CODE_S
    assert call(site, "lien", json={"code": shown}).status_code == 401


def test_a_code_cannot_be_guessed(site):
    shown = code(site)
    for _ in range(5):
        assert call(site, "lien", json={"code": "BBBB-BBBB"}).status_code == 401
    assert call(site, "lien", json={"code": shown}).status_code == 401


def test_no_empty_code_pairs(site):
    for given in ("", "-", "        "):
        assert call(site, "lien", json={"code": given}).status_code == 401


def test_a_new_code_makes_the_earlier_one_void(site):
    first = code(site)
    second = code(site)
    assert call(site, "lien", json={"code": first}).status_code == 401
    assert call(site, "lien", json={"code": second}).status_code == 200


def test_a_code_names_the_port_where_it_is_not_the_usual_one(tmp_path, clock):
    codes = [
        Pairing(tmp_path / "none", port, clock.now, clock).issue().split("-")
        for port in (PORT, 9002)
    ]
    assert [len(one) for one in codes] == [2, 3]
    assert codes[1][2] == "9002"


def test_a_token_outlives_a_restart_and_only_its_digest_is_kept(site, token, clock):
    path = site.desk.folder / "extensions.json"
    assert token not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    again = Pairing(path, PORT, clock.now, clock)
    assert again.knows(token, OURS)
    assert not again.knows(token, OTHER)


def test_an_extension_that_was_removed_asks_no_longer(site, token):
    assert call(site, "etat", token).status_code == 200
    site.enter()
    page = site.ask("GET", "/reglages/extension").text
    ident = page.split('name="numero" value="')[1].split('"')[0]
    assert (
        site.ask("POST", "/reglages/extension/retirer", data={"numero": ident}).status_code == 303
    )
    assert call(site, "etat", token).status_code == 401


def test_a_code_is_shown_in_the_settings(site):
    site.enter()
    page = site.ask("POST", "/reglages/extension").text
    shown = page.split("<code>")[1].split("<")[0]
    assert call(site, "lien", json={"code": shown}).status_code == 200


def test_it_is_told_what_was_hidden_and_then_the_values(site, token):
    state(site, token)
    site.desk.chat(f"Relance {NAME}")
    told = state(site, token)
    (send,) = told["sends"]
    assert (send["service"], send["host"], send["path"]) == (
        "openai_api", "api.openai.com", "/v1/chat/completions",
    )  # fmt: skip
    (hidden,) = send["hidden"]
    assert hidden["kind"] == "nom de personne"
    assert NAME not in json.dumps(told, ensure_ascii=False)
    wanted = {"run": told["run"], "numbers": [send["number"]]}
    (whole,) = call(site, "envois", token, json=wanted).json()["sends"]
    assert whole["text"] == f"Relance {hidden['label']}"
    assert whole["hidden"] == [{**hidden, "value": NAME}]


def test_the_same_value_has_the_same_key(site, token):
    state(site, token)
    for text in (f"Relance {NAME}", f"{NAME} a payé"):
        site.desk.chat(text)
    first, second = state(site, token)["sends"]
    assert first["hidden"] == second["hidden"]
    assert first["number"] < second["number"]


def test_only_what_is_new_is_told(site, token):
    run = state(site, token)["run"]
    site.desk.chat(f"Relance {NAME}")
    number = state(site, token)["sends"][-1]["number"]
    assert state(site, token, run=run, after=number)["sends"] == []
    assert len(state(site, token, run="another", after=number)["sends"]) == 1
    other = call(site, "envois", token, json={"run": "another", "numbers": [number]})
    assert other.json()["sends"] == []


def test_a_refusal_is_told_with_its_page_and_its_kind(site, token):
    state(site, token)
    page = site.refuse()
    (send,) = state(site, token)["sends"]
    assert send["page"] == HERE + page
    assert [one["label"] for one in send["hidden"]] == [""]


def test_nothing_is_kept_for_nobody(site, token, clock):
    site.desk.chat(f"Relance {NAME}")
    assert state(site, token)["sends"] == []
    site.desk.chat(f"Relance {NAME}")
    clock.s += WATCHED_S
    site.desk.chat(f"Relance {NAME}")
    assert state(site, token)["sends"] == []


def test_what_holds_nothing_to_hide_is_not_kept(site, token):
    state(site, token)
    site.desk.chat("Bonjour")
    assert state(site, token)["sends"] == []


def test_one_service_is_paused_for_five_minutes_and_resumed(site, token, clock):
    other = site.desk.parts.pauses
    until_ms = call(site, "pause", token, json={"service": "chatgpt_web"}).json()["until_ms"]
    assert until_ms / 1000 == pytest.approx(clock.now().timestamp() + 300, abs=1)
    (pause,) = state(site, token)["pauses"]
    assert pause == {"service": "chatgpt_web", "until_ms": until_ms}
    assert other.covering("claude_web") is None
    call(site, "pause", token, json={"service": "claude_web"})
    assert call(site, "reprise", token, json={"service": "chatgpt_web"}).json() == {"paused": True}
    assert [one["service"] for one in state(site, token)["pauses"]] == ["claude_web"]


def test_no_pause_of_everything_or_of_nothing(site, token):
    for service in ("", "nowhere"):
        assert call(site, "pause", token, json={"service": service}).status_code == 503
    assert state(site, token)["pauses"] == []


def test_it_names_the_hosts_of_the_pac_file_and_no_other(site, token):
    told = state(site, token)
    hosts = {host for service in told["services"] for host in service["hosts"]}
    catalogued = {host for host in site.desk.parts.catalogue.hosts if not host.endswith(".test")}
    assert hosts == catalogued
    assert told["proxy"] == 8787


def test_the_way_into_the_pages(site, token):
    address = call(site, "entree", token).json()["address"]
    assert site.ask("GET", address.removeprefix(HERE)).status_code == 303
    assert site.ask("GET", "/journal").status_code == 200


FORGED: dict[str, dict[str, str]] = {
    "another extension": {"origin": OTHER},
    "an extension of another browser": {"origin": "moz-extension://" + "a" * 32},
    "no origin": {"origin": ""},
    "our own page": {"origin": HERE},
    "a page": {"origin": "https://chatgpt.com"},
    "a page without an origin": {"origin": "null"},
    "an origin that is none": {"origin": f"{OURS}.evil.example"},
    "DNS rebinding": {"host": f"evil.example:{PORT}"},
    "another port": {"host": "127.0.0.1:9999"},
    "a page of another site": {"sec-fetch-site": "cross-site"},
    "a form": {"content-type": "text/plain"},
    "a wrong token": {"authorization": "Bearer x"},
    "no token": {"authorization": ""},
    "another scheme": {"authorization": "Basic x"},
}
ASKED = {
    "etat": {},
    "envois": {"run": "x", "numbers": [1]},
    "pause": {"service": "chatgpt_web"},
    "reprise": {"service": "chatgpt_web"},
    "entree": {},
}


def test_whoever_is_not_the_paired_extension_is_refused(site, token):
    answers = {
        (told, name): call(site, name, token, json=body, headers=headers)
        for told, headers in FORGED.items()
        for name, body in ASKED.items()
    }
    assert [one for one, told in answers.items() if told.status_code not in {401, 403}] == []
    assert not any("access-control-allow-origin" in told.headers for told in answers.values())
    assert state(site, token)["pauses"] == []


def test_an_extension_only_posts(site, token):
    headers = {"origin": OURS, "authorization": f"Bearer {token}"}
    for method in ("GET", "PUT", "DELETE", "OPTIONS", "HEAD"):
        assert site.ask(method, "/api/extension/etat", headers=headers).status_code == 403


def test_an_extension_may_not_ask_for_a_page(site, token):
    headers = {"origin": OURS, "authorization": f"Bearer {token}"}
    for path in ("/pause", "/reprendre", "/api/pause", "/api/entree", "/reglages/arret"):
        assert site.ask("POST", path, headers=headers).status_code == 403


def test_what_cannot_be_read_is_refused(site, token):
    for body in ([], {"more": 1}, {"after": -1}, {"lang": "xx"}, "x" * 20_000):
        assert call(site, "etat", token, json=body).status_code == 422


def test_another_user_of_this_computer_is_refused(site, token):
    site.app._may_enter = lambda _client, _server: False
    assert {call(site, name, token).status_code for name in ASKED} == {403}


def test_a_file_that_cannot_be_read_pairs_nobody(tmp_path, clock: Clock):
    path = tmp_path / "extensions.json"
    path.write_text('[{"id": "x"}]')
    pairing = Pairing(path, PORT, clock.now, clock)
    assert pairing.paired() == ()
    assert not pairing.knows(NIR, OURS)
