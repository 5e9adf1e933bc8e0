"""The local pages of the running program."""

import re
from html import unescape

import httpx
import pytest
from cryptography import x509

from program import Program

PROMPT = "Relance Mme Solène Kervella (solene.kervella@exemple.fr), merci."


def ask(program: Program, path: str, method: str = "GET", **options):
    options.setdefault("headers", {"accept-language": "fr"})
    with httpx.Client(trust_env=False, timeout=30) as client:
        return client.request(method, f"http://127.0.0.1:{program.ui_port}{path}", **options)


def visible(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", page))


def test_the_health_needs_no_token(program: Program):
    answer = ask(program, "/healthz")
    assert answer.status_code == 200
    assert answer.json()["state"] == "ready"


def test_the_certificate_is_the_root_alone(program: Program):
    served = ask(program, "/ca.pem").content
    assert served == program.ca.read_bytes()
    (root,) = x509.load_pem_x509_certificates(served)
    assert root.issuer == root.subject
    assert b"PRIVATE" not in served


def test_the_pac_file_names_ai_hosts_and_never_falls_back(program: Program):
    answer = ask(program, "/proxy.pac")
    assert answer.headers["content-type"].startswith("application/x-ns-proxy-autoconfig")
    assert "chatgpt.com" in answer.text
    assert f"PROXY 127.0.0.1:{program.port}" in answer.text
    assert not re.search(r"PROXY [^;\"]+;\s*DIRECT", answer.text)
    assert "paravent.test" not in answer.text


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_prompt_is_shown_as_typed_as_it_left_and_as_it_came_back(program: Program, lang):
    answer = ask(
        program, "/essayer", "POST", data={"text": PROMPT}, headers={"accept-language": lang}
    )
    assert answer.status_code == 200
    assert f'<html lang="{lang}"' in answer.text
    labels = re.findall(r"<mark>(\[[A-Z]+_\w+\])</mark>", answer.text)
    assert {label[1:-1].partition("_")[0] for label in labels} == {"PERSONNE", "EMAIL"}
    shown = visible(answer.text)
    assert shown.count("Solène Kervella") >= 2  # as typed and as it came back


def test_what_is_typed_is_never_markup(program: Program):
    text = '<script>alert(1)</script> & "Solène Kervella" <b>'
    answer = ask(program, "/essayer", "POST", data={"text": text})
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_a_prompt_that_is_refused_says_why(program: Program):
    key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----"
    answer = ask(program, "/essayer", "POST", data={"text": f"Voici ma clé : {key}"})
    assert answer.status_code == 200
    shown = visible(answer.text)
    assert "Rien n'a été transmis" in shown.replace("’", "'")
    assert "bloquer" in shown


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/essayer", "/healthz", "/proxy.pac", "/ca.pem", "/static/"])
def test_nothing_is_served_to_a_foreign_page(program: Program, headers, path):
    assert ask(program, path, headers=headers).status_code == 403


def test_every_page_works_without_anything_from_outside(program: Program):
    page = ask(program, "/essayer").text
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page)
    for link in re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", page):
        assert ask(program, link).status_code == 200
