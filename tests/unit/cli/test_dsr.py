"""Requests of persons: found by what identifies them, erased to the last byte, and told of."""

import io
import json
import sqlite3
from contextlib import closing

import pytest

from desk import Desk
from paravent.store.keys import load_keys
from paravent.store.reader import Query, read_audit
from paravent.store.verify import verify_audit
from parting import NAME, Finds, open_parts
from registering import entry, save

EMAIL = "lea.noel@exemple.fr"
IBAN = "FR76 3000 6000 0112 3456 7890 189"
PHONE = "06 12 34 56 78"
OTHER = "paul.autre@exemple.fr"


@pytest.fixture
def used(paravent):
    """A folder in which four requests were made: two about Léa, one about Paul, one for Dufour."""
    finds = Finds(PERSON=NAME, EMAIL=EMAIL, IBAN=IBAN, PHONE=PHONE)
    saved = save(paravent.home.root, {"Dufour": [entry("company", "Dufour")]})
    with open_parts(paravent.home.root, finds) as parts:
        desk = Desk(parts, paravent.home.root)
        desk.chat(f"Écris à {NAME}, {EMAIL}")
        desk.chat(f"Verse sur {IBAN}")
        desk.chat("Bonjour")
        desk.chat("Un mot pour la société Dufour")
    paravent.code = saved.clients[0].code
    return paravent


def ask(used, monkeypatch, *words, values=(), **options):
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{value}\n" for value in values)))
    return used("dsr", *words, **options)


def found(used, monkeypatch, *words, values=()):
    said = ask(used, monkeypatch, "search", "--json", *words, values=values)
    assert said.code == 0, said.err
    return json.loads(said.out)


def notices(used, kind):
    keys = load_keys(used.home)
    with read_audit(used.home.audit, keys) as reader:
        events = [reader.read(entry.index).event() for entry in reader.select(Query(types=(kind,)))]
    return [event["notice"] for event in events]


def everything(used):
    return b"\0".join(file.read_bytes() for file in used.home.root.rglob("*") if file.is_file())


@pytest.mark.parametrize(
    ("value", "events"),
    [
        (EMAIL, 1),
        (EMAIL.upper(), 1),
        (IBAN, 1),
        (IBAN.replace(" ", ""), 1),
        (OTHER, 0),
        ("FR76 3000 6000 0112 3456 7890 188", 0),
    ],
)
def test_a_value_is_found_by_its_fingerprints(used, monkeypatch, value, events):
    told = found(used, monkeypatch, values=[value])
    assert len(told["events"]) == events
    if events:
        (event,) = told["events"]
        assert event["recipient"] == "openai_api"
        assert event["host"] == "api.openai.com"
        assert event["categories"]
        assert event["action"] == "redact"
        assert event["at"]


def test_a_number_is_found_as_written_at_home_and_abroad(paravent, monkeypatch):
    with open_parts(paravent.home.root, Finds(PHONE="+33 6 12 34 56 78")) as parts:
        Desk(parts, paravent.home.root).chat("Appelle le +33 6 12 34 56 78")
    for value in (PHONE, "0612345678", "0033612345678", "+33612345678"):
        assert len(found(paravent, monkeypatch, values=[value])["events"]) == 1


def test_a_name_is_found_in_the_vault_only(used, monkeypatch):
    told = found(used, monkeypatch, values=[NAME])
    assert told["events"] == []
    assert told["labels"] == {"openai.com": 1} or sum(told["labels"].values()) == 1


def test_a_client_is_found_by_the_dossier(used, monkeypatch):
    for name in ("Dufour", used.code):
        told = found(used, monkeypatch, "--client", name)
        assert [event["type"] for event in told["events"]] == ["request"]
        assert told["events"][0]["categories"] == ["professional"] or told["events"]


def test_a_search_is_logged_without_what_was_looked_for(used, monkeypatch):
    said = ask(used, monkeypatch, "search", values=[EMAIL, IBAN])
    assert "openai_api 2" in said.out
    assert notices(used, "dsr_search") == [{"n": 2, "filters": ["values=2"]}]
    assert EMAIL.encode() not in everything(used)


def test_nobody_is_not_somebody(used, monkeypatch):
    said = ask(used, monkeypatch, "search")
    assert said.code == 2
    assert "--client" in said.err
    said = ask(used, monkeypatch, "search", "--client", "Personne")
    assert said.code == 2


def test_what_concerns_somebody_is_erased_everywhere(used, monkeypatch):
    with closing(sqlite3.connect(used.home.audit)) as sql:
        (sealed,) = sql.execute(
            "SELECT sealed FROM payload JOIN header USING (i) WHERE type = 'request' ORDER BY i LIMIT 1"
        ).fetchone()
    assert sealed in everything(used)
    before = sum(found(used, monkeypatch, values=[EMAIL, NAME])["labels"].values())
    assert before == 2
    said = ask(used, monkeypatch, "erase", "--yes", values=[EMAIL, NAME])
    assert said.code == 0, said.err
    assert said.out == "Effacé : 1 événement, 2 étiquettes.\n"
    told = found(used, monkeypatch, values=[EMAIL, NAME])
    assert (told["events"], told["labels"]) == ([], {})
    assert len(found(used, monkeypatch, values=[IBAN])["events"]) == 1
    assert sealed not in everything(used)
    (notice,) = notices(used, "dsr_erase")
    assert (notice["n"], notice["filters"]) == (1, ["values=2", "labels=2"])
    assert verify_audit(used.home.audit, load_keys(used.home)).ok


def test_a_client_is_erased_from_log_vault_and_register(used, monkeypatch):
    said = ask(used, monkeypatch, "erase", "--yes", "--client", "Dufour")
    assert said.out == "Effacé : 1 événement, 1 étiquette.\n"
    assert ask(used, monkeypatch, "search", "--client", "Dufour").code == 2
    assert found(used, monkeypatch, "--client", used.code)["events"] == []
    assert "Dufour" not in used("clients", "list").out
    (notice,) = notices(used, "dsr_erase")
    assert notice["filters"] == [f"dossier={used.code}", "values=1", "labels=1"]


def test_nothing_is_erased_without_a_yes(used, monkeypatch):
    said = ask(used, monkeypatch, "erase", values=[EMAIL, "", "n"])
    assert said.code != 0
    assert len(found(used, monkeypatch, values=[EMAIL])["events"]) == 1


def test_a_label_that_was_erased_comes_back_as_another(used, monkeypatch):
    """The id of a value is always the same; its form starts anew."""
    ask(used, monkeypatch, "erase", "--yes", values=[NAME])
    finds = Finds(PERSON=NAME)
    with open_parts(used.home.root, finds) as parts:
        sent = Desk(parts, used.home.root).chat(f"Écris à {NAME}")
        assert NAME not in sent.body.decode()
    assert sum(found(used, monkeypatch, values=[NAME])["labels"].values()) == 1
