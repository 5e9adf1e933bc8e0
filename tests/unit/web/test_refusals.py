"""The page of a refusal tells kinds and rules, never values; what is chosen there holds once."""

import json
import re
from html import unescape

import pytest

from paravent.errors import Reason, fail
from paravent.pipeline.exchange import Forward, Refuse
from paravent.pipeline.refusals import Refusal
from paravent.settings import Home
from paravent.store.keys import load_keys
from paravent.store.reader import read_audit
from unit.web.conftest import CARD, HERE, NIR


@pytest.fixture
def inside(site):
    site.enter()
    return site


def visible(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text))).replace(
        "\u00a0", " "
    )


def allow(site, page, **form):
    form = {"choix": "autoriser", "motif": "consent", "raison": "accord écrit", **form}
    return site.ask("POST", page, data=form)


def sent(verdict) -> str:
    assert isinstance(verdict, Forward)
    return str(json.loads(verdict.body)["messages"][0]["content"])


def test_it_tells_what_why_and_that_nothing_was_sent(inside):
    answer = inside.ask("GET", inside.refuse())
    shown = visible(answer)
    for told in (
        "Rien n'a été transmis à OpenAI API.",
        "Vos données n'ont pas quitté cet ordinateur.",
        "numéro de sécurité sociale (1)",
        "bloquer-nir",
        "own.yaml:13:5",
        "La loi le réserve à quelques usages.",
        "Masquer puis renvoyer",
        "Autoriser une fois",
        "Pourquoi ?",
    ):
        assert told in shown
    assert NIR not in answer.text


def test_in_english(inside):
    shown = visible(inside.ask("GET", inside.refuse(), headers={"accept-language": "en"}))
    for told in (
        "Nothing was sent to OpenAI API. Your data has not left this computer.",
        "The law keeps it to a few uses.",
        "Redact and resend",
        "Allow once",
    ):
        assert told in shown


def test_there_is_no_script_and_nothing_from_outside(inside):
    answer = inside.ask("GET", inside.refuse())
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    assert not re.search(r"\son\w+=", answer.text)
    assert not re.search(r"(?:src|href|action)=\"(?![/#])", answer.text)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_masked_it_goes_through_once(inside):
    page = inside.refuse()
    answer = inside.ask("POST", page, data={"choix": "masquer"})
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert "il partira masqué" in visible(inside.ask("GET", page))
    assert sent(inside.desk.chat(f"NIR {NIR}")).startswith("NIR [NIR_")
    shown = visible(inside.ask("GET", page))
    assert "C'est noté" not in shown


def test_allowed_with_a_reason_it_goes_through_as_it_is(inside):
    page = inside.refuse()
    assert allow(inside, page).status_code == 303
    shown = visible(inside.ask("GET", page))
    assert "il partira tel quel" in shown
    assert "Motif inscrit au journal : accord écrit" in shown
    assert sent(inside.desk.chat(f"NIR {NIR}")) == f"NIR {NIR}"
    (override,) = [e for e in inside.desk.events() if e["type"] == "override"]
    assert override["override"] == {"reason_code": "consent", "comment": "accord écrit"}


@pytest.mark.parametrize(
    "form",
    [
        {"raison": ""},
        {"raison": "   "},
        {"raison": "x" * 201},
        {"raison": "deux\nlignes"},
        {"raison": "deux\u2028lignes"},
        {"motif": ""},
        {"motif": "parce_que"},
        {"choix": "tout"},
        {"choix": ""},
        {"raison": "x" * 20_000},
    ],
    ids=lambda form: str(form)[:24],
)
def test_without_a_good_reason_nothing_is_allowed(inside, form):
    page = inside.refuse()
    answer = allow(inside, page, **form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert isinstance(inside.desk.chat(f"NIR {NIR}"), Refuse)


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        (f"c'est le sien, {NIR}", "c'est le sien, [NIR]"),
        ("Léa Noël est d'accord", "[PERSONNE] est d'accord"),
        ("affaire AFF-2026", "affaire [AFFAIRE]"),
        ("numéro 185 0578, ligne 4", "numéro […], ligne 4"),
        ("x" * 200, "x" * 200),
        (" d'accord ", "d'accord"),
        ("a\u202eb", "a\\u{202e}b"),
    ],
)
def test_a_reason_is_kept_without_anybodys_data(inside, reason, kept):
    page = inside.refuse()
    assert allow(inside, page, raison=reason).status_code == 303
    inside.desk.chat(f"NIR {NIR}")
    (override,) = [e for e in inside.desk.events() if e["type"] == "override"]
    assert override["override"]["comment"] == kept


def test_nor_what_is_masked_on_that_site(inside):
    inside.desk.parts.vault.ledger("openai_api").label("PERSONNE", "Garance")
    page = inside.refuse()
    allow(inside, page, raison="garance est d'accord, pas Garancette")
    inside.desk.chat(f"NIR {NIR}")
    (override,) = [e for e in inside.desk.events() if e["type"] == "override"]
    assert "garance " not in override["override"]["comment"].lower()


def test_a_reason_that_cannot_be_scanned_allows_nothing(inside, monkeypatch):
    page = inside.refuse()

    async def broken(*_):
        raise fail("panne", reason=Reason.ENGINE)

    with monkeypatch.context() as patch:
        patch.setattr(inside.desk.parts.engine, "scan", broken, raising=False)
        assert allow(inside, page).status_code == 422
    assert isinstance(inside.desk.chat(f"NIR {NIR}"), Refuse)


@pytest.mark.parametrize("reason", ['"><script>alert(1)</script>', "{{ 7*7 }}", "&lt;b&gt;"])
def test_a_reason_is_never_markup(inside, reason):
    page = inside.refuse()
    wrong = allow(inside, page, raison=reason, motif="")
    assert wrong.status_code == 422
    assert allow(inside, page, raison=reason).status_code == 303
    for answer in (wrong, inside.ask("GET", page)):
        assert "<script" not in answer.text
        assert reason in unescape(answer.text)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://chatgpt.com"},
        {"origin": "null"},
        {"origin": HERE.replace("8788", "8789")},
        {"host": "evil.example:8788"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_no_other_page_can_allow_anything(inside, headers):
    page = inside.refuse()
    answer = inside.ask("POST", page, data={"choix": "masquer"}, headers=headers)
    assert answer.status_code == 403
    assert isinstance(inside.desk.chat(f"NIR {NIR}"), Refuse)


def test_nor_a_request_that_names_no_origin(inside):
    page = inside.refuse()
    answer = inside.ask("POST", page, data={"choix": "masquer"}, headers={"origin": ""})
    assert answer.status_code == 403
    assert isinstance(inside.desk.chat(f"NIR {NIR}"), Refuse)


def test_nor_who_did_not_come_in(site):
    page = site.refuse()
    answer = site.ask("POST", page, data={"choix": "masquer"})
    assert answer.status_code == 403
    assert isinstance(site.desk.chat(f"NIR {NIR}"), Refuse)


def test_looking_allows_nothing(inside):
    page = inside.refuse()
    for query in ("?choix=masquer", "?choix=autoriser&motif=consent&raison=x"):
        assert inside.ask("GET", page + query).status_code == 200
    assert isinstance(inside.desk.chat(f"NIR {NIR}"), Refuse)


def test_a_card_is_only_ever_masked(inside):
    page = inside.refuse(f"Carte {CARD}")
    shown = visible(inside.ask("GET", page))
    assert "Autoriser une fois" not in shown
    assert "ne part jamais en clair" in shown
    assert allow(inside, page).status_code == 422
    assert isinstance(inside.desk.chat(f"Carte {CARD}"), Refuse)
    inside.ask("POST", page, data={"choix": "masquer"})
    assert CARD not in sent(inside.desk.chat(f"Carte {CARD}"))


def test_what_could_not_be_read_offers_nothing(inside):
    page = inside.desk.ask(b"{broken").page.removeprefix(HERE)
    shown = visible(inside.ask("GET", page))
    assert "n'a pas pu être lu" in shown
    assert "<form" not in inside.ask("GET", page).text
    assert inside.ask("POST", page, data={"choix": "masquer"}).status_code == 422


def test_an_error_of_ours_tells_a_diagnosis(inside):
    refusal = Refusal(inside.clock.now(), "OpenAI API", Reason.ENGINE, index=7)
    page = inside.desk.parts.refusals.keep(refusal).removeprefix(HERE)
    shown = visible(inside.ask("GET", page))
    assert "Paravent a eu une erreur et a préféré ne rien envoyer" in shown
    assert "engine · 7 · " in shown
    assert "paravent doctor" in shown


def test_after_a_restart_the_log_tells_what_it_knows(inside):
    page = inside.refuse(f"NIR {NIR} et Léa Noël")
    inside.desk.parts.refusals._kept.clear()
    answer = inside.ask("GET", page)
    shown = visible(answer)
    assert answer.status_code == 200
    for told in ("OpenAI API", "numéro de sécurité sociale (1)", "bloquer-nir", "own.yaml:13:5"):
        assert told in shown
    assert "renvoyez votre message" in shown
    assert "<form" not in answer.text
    assert inside.ask("POST", page, data={"choix": "masquer"}).status_code == 422


def test_no_code_leads_to_another_kind_of_event(inside):
    verdict = inside.desk.chat("Bonjour")
    assert isinstance(verdict, Forward)
    home = Home(inside.desk.folder)
    with read_audit(home.audit, load_keys(home)) as log:
        code = inside.desk.parts.refusals._code_of(log.size() - 1)
    assert inside.ask("GET", f"/b/{code}").status_code == 404


@pytest.mark.parametrize("code", ["A234567", "ZZZZZZ", "7F3A", "x" * 300, "%3Cscript%3E", "é"])
def test_an_unknown_code_is_told_so(inside, code):
    answer = inside.ask("GET", f"/b/{code}")
    assert answer.status_code == 404
    assert "<script" not in answer.text
    assert "n'est plus connu" in visible(answer)


@pytest.mark.parametrize(("choice", "leaves"), [("oui", True), ("non", False)])
def test_the_question_whether_ai_is_needed_is_answered_on_its_page(site, choice, leaves):
    assert isinstance(site.desk.chat("Un", service="mistral_api"), Forward)
    page = site.desk.chat("Deux", service="mistral_api").page.removeprefix(HERE)
    assert site.ask("GET", page).status_code == 403
    site.enter()
    shown = site.ask("GET", page).text.replace("\u00a0", " ")
    assert "<h1>L'IA est-elle nécessaire ici ?</h1>" in unescape(shown)
    assert "1 messages aujourd'hui" in unescape(shown)
    assert "moderer" in shown
    assert site.ask("POST", page, data={"choix": choice}).status_code == 303
    assert "C'est noté" in unescape(site.ask("GET", page).text)
    assert site.ask("POST", page, data={"choix": choice}).status_code == 422
    assert isinstance(site.desk.chat("Trois", service="mistral_api"), Forward) is leaves
