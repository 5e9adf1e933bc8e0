"""The dashboard: what it tells, what can be filtered, and what is done and undone from it."""

import asyncio
from html import unescape

import pytest

from paravent.web.house import Check
from unit.web.conftest import IBAN, NIR, Site


@pytest.fixture
def inside(site: Site) -> Site:
    site.enter()
    return site


def shown(answer) -> str:
    assert answer.status_code == 200, answer.text
    return unescape(answer.text).replace("\u00a0", " ")


def test_who_did_not_come_in_is_led_to_where_it_can_be_tried(site):
    assert site.ask("GET", "/").headers["location"] == "/essayer"


def test_what_one_command_mends_is_told_once(inside):
    checks = [
        *inside.checks,
        Check("warn", "proxy", "GNOME", "setup"),
        Check("fail", "trust", "Chromium", "setup"),
        Check("warn", "proxy", "KDE", "setup"),
    ]
    inside.checks[:] = checks
    told = shown(inside.ask("GET", "/"))
    assert told.count("<code>setup</code>") == 1
    assert '<li class="fail"><b>proxy, trust</b> <span>3 points' in told
    assert "<code>do this</code>" in told


def test_what_was_hidden_without_certainty_is_asked_about_once(inside):
    inside.desk.parts.engine.scores["PERSON"] = 0.6
    for text in ("Relance Léa Noël", "Relance Léa Noël", "Relance Léa Noël pour lundi"):
        inside.desk.chat(text)
    told = shown(inside.ask("GET", "/"))
    assert '« Léa Noël » <span class="soft">nom de personne · masqué 3 fois' in told
    form = {"texte": "Léa Noël", "type": "PERSON", "fin": "toujours"}
    seen = inside.ask("POST", "/correction", data={**form, "sens": "inoffensif", "choix": "voir"})
    assert 'value="Léa Noël"' in shown(seen)
    assert "À relire" in shown(inside.ask("GET", "/"))
    assert inside.ask("POST", "/correction", data={**form, "choix": "oublier"}).status_code == 303
    inside.desk.chat("Et Léa Noël ?")
    assert "À relire" not in shown(inside.ask("GET", "/"))


def test_what_was_hidden_with_certainty_is_not_asked_about(inside):
    for text in ("Relance Léa Noël", "Et Léa Noël ?"):
        inside.desk.chat(text)
    assert "À relire" not in shown(inside.ask("GET", "/"))


def test_an_empty_journal_says_what_to_do(inside):
    told = shown(inside.ask("GET", "/journal"))
    assert "envoyez « bonjour »" in told
    assert "Faire un envoi d'essai" in told
    assert "envoyez « bonjour »" in shown(inside.ask("GET", "/"))


def test_home_tells_what_happened_today(inside):
    inside.desk.chat("Relance Léa Noël")
    inside.refuse()
    told = shown(inside.ask("GET", "/"))
    for number, what in ((2, "envois examinés aujourd'hui"), (1, "envois bloqués")):
        assert f"{what}</dt><dd>{number}</dd>" in told
    assert "sans protection</dt><dd>0 min</dd>" in told
    assert "<code>do this</code>" in told
    assert NIR not in told
    assert "Léa Noël" not in told


def test_a_pause_has_an_end_and_can_be_ended(inside, clock):
    assert inside.ask("POST", "/pause", data={"duree": "5m", "service": ""}).status_code == 303
    (pause,) = inside.desk.parts.pauses.current()
    told = shown(inside.ask("GET", "/"))
    assert f"En pause jusqu'à {pause.ends_at.astimezone():%H:%M}." in told
    clock.s += 120
    assert "sans protection</dt><dd>2 min</dd>" in shown(inside.ask("GET", "/"))
    assert inside.ask("POST", "/reprendre").status_code == 303
    clock.s += 600
    assert "sans protection</dt><dd>2 min</dd>" in shown(inside.ask("GET", "/"))


@pytest.mark.parametrize("length", ["", "toujours", "0", "99999999"])
def test_there_is_no_pause_without_an_end(inside, length):
    answer = inside.ask("POST", "/pause", data={"duree": length, "service": ""})
    assert answer.status_code == 422
    assert inside.desk.parts.pauses.current() == []


def test_the_journal_is_filtered_by_its_address(inside):
    inside.desk.chat("Bonjour")
    inside.refuse()
    day = inside.clock.now().astimezone().date()
    for query, messages in (
        ("", 2), ("issue=block", 1), ("donnee=NIR", 1), ("donnee=IBAN", 0), ("service=openai_api", 2),
        ("service=chatgpt_web", 0), (f"jour={day}", 2), ("jour=2001-01-01", 0), ("dossier=C-1", 0),
        ("issue=%3Cscript%3E", 2), ("avant=0", 0), ("jour=hier", 2),
    ):  # fmt: skip
        told = shown(inside.ask("GET", f"/journal?{query}"))
        assert told.count('class="time"') == messages, query
        assert "<script>" not in told


def test_every_filter_tells_how_many_messages_it_would_show(inside):
    inside.desk.chat("Relance Léa Noël")
    inside.desk.chat("Bonjour")
    inside.refuse()
    told = shown(inside.ask("GET", "/journal"))
    for option in (
        "OpenAI API (3)",
        "bloqué (1)",
        "nom de personne (1)",
        "numéro de sécurité sociale (1)",
    ):
        assert f">{option}</option>" in told, option
    told = shown(inside.ask("GET", "/journal?donnee=PERSON&issue=block"))
    assert "OpenAI API (" not in told
    assert "nom de personne (" not in told
    assert "numéro de sécurité sociale (1)" in told
    assert "(1)" not in shown(inside.ask("GET", "/journal?jour=2001-01-01"))


def test_an_exchange_with_several_recipients_is_one_line(inside):
    body = {"messages": [{"role": "user", "content": "Relance Léa Noël pour sa facture"}]}
    for service in ("groq", "openrouter", "together"):
        inside.desk.ask({"model": "m", **body}, service=service)
    inside.desk.chat("Bonjour")
    told = shown(inside.ask("GET", "/journal"))
    assert told.count('class="time"') == 2
    assert "<td>Groq, OpenRouter, Together AI</td>" in told
    line = told.split('href="/journal/')[2].split(chr(34))[0]
    event = shown(inside.ask("GET", f"/journal/{line}"))
    assert "<dt>Un seul échange</dt>" in event
    assert [event.index(f">{name}</a>") for name in ("Groq", "OpenRouter", "Together AI")]
    assert "Groq, OpenRouter" not in shown(inside.ask("GET", "/journal?service=together"))


def test_a_message_has_a_page_without_its_text(inside):
    inside.refuse(f"NIR {NIR}")
    line = shown(inside.ask("GET", "/journal")).split('href="/journal/')[1]
    told = shown(inside.ask("GET", f"/journal/{line.split(chr(34))[0]}"))
    for word in ("numéro de sécurité sociale", "La loi le réserve", "own.yaml:13:5", "certaine"):
        assert word in told
    assert NIR not in told
    assert "Le journal ne garde ni vos textes" in told


def test_reading_the_log_is_told_in_the_log(inside):
    inside.ask("GET", "/journal", headers={"x-paravent-live": "1"})
    assert "lecture du journal" not in shown(inside.ask("GET", "/journal?tout=1"))
    assert "lecture du journal" in shown(inside.ask("GET", "/journal?tout=1"))


def test_an_event_that_is_not_there_is_told_so(inside):
    answer = inside.ask("GET", "/journal/99999")
    assert answer.status_code == 404
    assert "événement 99999" in unescape(answer.text)


def test_a_correction_is_shown_noted_and_undone(inside):
    form = {"sens": "inoffensif", "texte": "Léa <b>Noël", "fin": "1h", "portee": ""}
    told = inside.ask("POST", "/correction", data={**form, "choix": "voir"})
    assert "Sur les 30 derniers jours" in shown(told)
    assert "<b>Noël" not in told.text
    assert inside.desk.parts.register.current.items == ()
    noted = inside.ask("POST", "/correction", data={**form, "choix": "noter"})
    assert noted.headers["location"] == "/regles?note=1#listes"
    told = inside.ask("GET", "/regles?note=1")
    assert "C'est noté" in shown(told)
    assert "Léa &lt;b&gt;Noël" in told.text
    assert "<b>Noël" not in told.text
    (item,) = inside.desk.parts.register.current.items
    assert item.until is not None
    inside.ask("POST", "/correction/retirer", data={"numero": "1"})
    assert "Léa" not in inside.ask("GET", "/regles").text


def test_a_rule_is_switched_off_once_it_was_seen_what_that_changes(inside, clock):
    form = {"regle": "bloquer-nir", "choix": "eteindre"}
    told = shown(inside.ask("POST", "/regles/bascule", data=form))
    assert "sur les 30 derniers jours" in told
    assert "disabled: [bloquer-nir]" in told
    assert "Allumer bloquer-nir" not in shown(inside.ask("GET", "/regles"))
    text = "version: 1\nname: own\ndisabled: [bloquer-nir]\n"
    kept = {"nom": "mes-regles.yaml", "texte": text, "choix": "garder"}
    assert inside.ask("POST", "/regles/fichier", data=kept).status_code == 303
    clock.s += 2
    told = shown(inside.ask("GET", "/regles"))
    assert "Allumer bloquer-nir" in told
    told = shown(inside.ask("POST", "/regles/bascule", data=form | {"choix": "allumer"}))
    assert "disabled:" not in told
    assert inside.ask("POST", "/regles/bascule", data={"regle": "x"}).status_code == 303


@pytest.mark.parametrize(
    "form", [{"texte": ""}, {"texte": "x", "fin": "jamais"}, {"texte": "x" * 501, "fin": "1h"}]
)
def test_a_correction_without_a_text_or_an_end_is_none(inside, form):
    answer = inside.ask("POST", "/correction", data={"sens": "masquer", "choix": "noter", **form})
    assert answer.status_code == 422
    assert asyncio.run(inside.desk.parts.register.refresh()).items == ()


MORE = """# ma règle
version: 1
name: own
rules:
  - id: bloquer-iban
    when: {types: [IBAN]}
    then: block
    why: {fr: "Non.", en: "No."}
    tests: [{text: "x", expect: hit}, {text: "Bonjour", expect: miss}]
"""


def test_a_rule_file_is_checked_replayed_saved_and_brought_back(inside):
    inside.desk.chat("Bonjour")
    rules = inside.desk.folder.parent / "rules"
    form = {"nom": "mienne.yaml", "texte": MORE.replace("then:", "thn:"), "choix": "garder"}
    wrong = inside.ask("POST", "/regles/fichier", data=form)
    assert wrong.status_code == 422
    assert "Ligne 7" in unescape(wrong.text).replace("\u00a0", " ")
    form |= {"texte": MORE, "choix": "voir"}
    assert "sur les 30 derniers jours : 1 envois relus" in shown(
        inside.ask("POST", "/regles/fichier", data=form)
    )
    assert not (rules / "mienne.yaml").exists()
    inside.ask("POST", "/regles/fichier", data=form | {"choix": "garder"})
    assert (rules / "mienne.yaml").read_text() == MORE
    assert "# ma règle" in inside.ask("GET", "/regles/fichier?nom=mienne.yaml").text
    inside.ask("POST", "/regles/fichier", data=form | {"choix": "revenir"})
    assert not (rules / "mienne.yaml").exists()


@pytest.mark.parametrize(
    "name", ["../own.yaml", "a/b.yaml", ".own.yaml", "own.yml", "É.yaml", "x" * 99 + ".yaml", ""]
)
def test_a_rule_file_lies_in_its_folder(inside, name):
    form = {"nom": name, "texte": MORE, "choix": "garder"}
    assert inside.ask("POST", "/regles/fichier", data=form).status_code == 422
    assert sorted(path.name for path in (inside.desk.folder.parent / "rules").iterdir()) == [
        "own.yaml"
    ]


def test_rules_are_told_with_their_sentences(inside):
    inside.refuse()
    told = shown(inside.ask("GET", "/regles"))
    assert "La loi le réserve à quelques usages." in told
    assert "envoi refusé" in told
    assert IBAN not in told


def test_a_report_is_a_file_and_the_log_says_so(inside):
    form = {"client": "", "du": "2026-11-01", "au": "2026-11-30", "langue": "fr", "format": "json"}
    answer = inside.ask("POST", "/rapports", data=form)
    assert answer.headers["content-disposition"] == 'attachment; filename="rapport.json"'
    assert "remise d'un rapport" in shown(inside.ask("GET", "/journal?tout=1"))
    for wrong in ({"format": "exe"}, {"client": "C-999999"}, {"du": "x"}, {"du": "2026-12-01"}):
        assert inside.ask("POST", "/rapports", data=form | wrong).status_code == 422


def test_an_account_is_declared_and_a_language_remembered(inside):
    declared = {"editeur": "openai", "entrainement": "off", "contrat": "2026-03-01"}
    assert inside.ask("POST", "/reglages/compte", data=declared).status_code == 303
    assert 'training = "off"' in (inside.desk.folder / "settings.toml").read_text()
    assert inside.ask("POST", "/reglages/compte", data={"editeur": "nobody"}).status_code == 422
    inside.ask("POST", "/reglages/langue", data={"langue": "en"})
    assert "Your accounts at the vendors" in inside.ask("GET", "/reglages").text


def test_no_page_holds_a_script_or_anything_from_outside(inside):
    for path in (
        "/",
        "/journal",
        "/regles",
        "/regles/fichier",
        "/correction",
        "/rapports",
        "/reglages",
    ):
        answer = inside.ask("GET", path)
        assert answer.status_code == 200, path
        for word in (" style=", " onclick=", "<style", "http://", "https://"):
            assert word not in answer.text.replace('xmlns="http://www.w3.org/2000/svg"', ""), path
        assert answer.text.count("<script") == answer.text.count('<script src="/static/live.js"')
