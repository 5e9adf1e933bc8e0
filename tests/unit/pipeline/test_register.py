"""The register in the pipeline: clients that no detector sees never leave, and say for whom it is."""

import asyncio
import json

import pytest

from desk import Desk
from paravent.core.types import Sensitive
from paravent.errors import Reason
from paravent.pipeline.exchange import Forward, Refuse
from paravent.register.editing import put_item
from paravent.register.listing import Item, Side
from paravent.settings import Home
from paravent.store.keys import load_keys
from parting import Finds, open_parts
from registering import entry, forget, save

DUPONT = {"Marie Dupont": [entry("person", "Marie Dupont"), entry("company", "Atelier Lumen SARL")]}
BENALI = {"Karim Benali": [entry("person", "Karim Benali")]}


class Blind(Finds):
    """Finds nothing at all, as a model does with a name that it has never seen."""

    def _find(self, text):
        return []


@pytest.fixture
def desk(tmp_path):
    with open_parts(tmp_path, Blind()) as parts:
        yield Desk(parts, tmp_path)


def left(verdict) -> str:
    assert isinstance(verdict, Forward)
    return json.loads(verdict.body)["messages"][-1]["content"]


def dossier(desk) -> str:
    return desk.events()[-1].get("matter", {}).get("dossier", "")


def test_a_client_leaves_as_a_label_and_the_event_says_for_whom(desk, tmp_path):
    code = save(tmp_path, DUPONT).clients[0].code
    text = left(desk.chat("relance dupont, l'atelier lumen attend depuis mardi"))
    assert "dupont" not in text
    assert "lumen" not in text
    assert "[PERSONNE_" in text
    assert "[SOCIETE_" in text
    assert dossier(desk) == code
    assert "Dupont" not in json.dumps(desk.events())


def test_a_change_counts_with_the_next_request_and_for_texts_sent_before(desk, tmp_path):
    text = "le dossier Dupont avance"
    assert left(desk.chat(text)) == text
    assert left(desk.chat(text)) == text
    code = save(tmp_path, DUPONT).clients[0].code
    assert "Dupont" not in left(desk.chat(text))
    forget(tmp_path, code)
    assert left(desk.chat(text)) == text
    assert not dossier(desk)


def test_the_client_most_named_gives_the_dossier_and_a_tie_gives_none(desk, tmp_path):
    codes = {one.name.reveal(): one.code for one in save(tmp_path, DUPONT | BENALI).clients}
    desk.chat("Dupont a vu Benali, puis Dupont est parti")
    assert dossier(desk) == codes["Marie Dupont"]
    desk.chat("Dupont a vu Benali")
    assert not dossier(desk)


@pytest.mark.parametrize("chosen", ["Karim Benali", "KARIM BÉNALI", "karim-benali"])
def test_a_choice_overrides_what_is_named(desk, tmp_path, chosen):
    codes = {one.name.reveal(): one.code for one in save(tmp_path, DUPONT | BENALI).clients}
    request, exchange = desk.prepare({"messages": [{"role": "user", "content": "Dupont"}]})
    exchange.dossier = Sensitive(chosen)
    assert isinstance(asyncio.run(desk.sender.send(request, exchange)), Forward)
    assert dossier(desk) == codes["Karim Benali"]


def test_a_choice_of_nobody_is_refused(desk, tmp_path):
    save(tmp_path, DUPONT)
    request, exchange = desk.prepare({"messages": [{"role": "user", "content": "Bonjour"}]})
    exchange.dossier = Sensitive("Zoé Inconnue")
    verdict = asyncio.run(desk.sender.send(request, exchange))
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.DOSSIER


@pytest.mark.parametrize(
    "place",
    [
        {"target": "/v1/chat/completions?note=Atelier%20Lumen"},
        {"referer": "https://x.test/?q=Marie+Dupont"},
        {"headers": "x-title: Atelier Lumen"},
    ],
)
def test_a_client_is_found_wherever_a_request_says_something(desk, tmp_path, place):
    save(tmp_path, DUPONT)
    verdict = desk.ask({"messages": [{"role": "user", "content": "Bonjour"}]}, **place)
    assert isinstance(verdict, Forward)
    said = f"{verdict.target} {verdict.referer} {verdict.headers}".lower()
    assert "lumen" not in said
    assert "dupont" not in said


def test_a_client_is_found_in_keys(desk, tmp_path):
    save(tmp_path, DUPONT)
    body = {"messages": [{"role": "user", "content": "x"}], "metadata": {"atelier_lumen": "1"}}
    verdict = desk.ask(body)
    assert isinstance(verdict, Refuse) or b"lumen" not in verdict.body


def test_bytes_that_pass_unread_are_searched(desk, tmp_path):
    save(tmp_path, DUPONT)
    options = {"service": "chatgpt_web", "target": "/backend-api/sentinel/chat-requirements"}
    free = desk.ask(b'{"p":"xyz"}', **options)
    assert isinstance(free, Forward)
    verdict = desk.ask(b'{"p":"Marie%20Dupont"}', **options)
    assert isinstance(verdict, Refuse)
    assert verdict.reason is Reason.KNOWN_VALUE


def test_never_and_always(desk, tmp_path):
    save(tmp_path, DUPONT)
    home = Home(tmp_path)
    keys = load_keys(home)

    def put(side, text, **options):
        return put_item(home.register, keys, Item(0, side, Sensitive(text), **options))

    put(Side.ALWAYS, "zéphyr")
    assert "phyr" not in left(desk.chat("parle du Zephyr"))
    put(Side.NEVER, "Atelier Lumen", service="mistral_api")
    assert "Lumen" not in left(desk.chat("l'Atelier Lumen"))
    put(Side.NEVER, "Atelier Lumen")
    assert "Lumen" in left(desk.chat("l'Atelier Lumen"))
    put(Side.ALWAYS, "Atelier Lumen")
    assert "Lumen" not in left(desk.chat("l'Atelier Lumen"))
