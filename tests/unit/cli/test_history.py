"""``rules explain`` and ``rules replay`` on a real log."""

import json

import pytest

from desk import Desk
from parting import NAME, open_parts

OWN = """
version: 1
name: freelance
rules:
  - id: bloquer-les-noms
    when: {types: [PERSON], services: [mistral_api]}
    then: block
    why: {fr: "Pas de noms ici.", en: "No names here."}
    tests: [{text: "Léa Noël", expect: hit}, {text: "Bonjour", expect: miss}]
"""


@pytest.fixture
def log(paravent):
    """A log with one redacted request, one that was let through, one refused as unreadable."""
    with open_parts(paravent.home.root) as parts:
        desk = Desk(parts, paravent.home.root)
        desk.chat(f"à {NAME} et {NAME}")
        desk.chat("rien")
        desk.ask(b"{broken")
    return [
        event["index"]
        for event in json.loads(paravent("audit", "list", "--json").out)["events"][::-1]
        if event["type"] in {"request", "block"}
    ]


def test_a_decision_is_explained_with_the_place_and_the_sentence_of_its_rule(paravent, log):
    said = paravent("rules", "explain", str(log[0]))
    assert said.code == 0
    assert f"{log[0]}  request  openai_api  redact" in said.out
    assert "masquer-identites  redact  " in said.out
    assert "freelance.yaml:" in said.out
    assert "permet de l'identifier" in said.out
    assert "(2) : redact" in said.out
    assert NAME not in said.out + said.err
    assert said.err == ""


def test_it_is_found_by_its_id_and_told_to_programs(paravent, log):
    shown = json.loads(paravent("audit", "show", str(log[0]), "--json").out)
    told = json.loads(paravent("rules", "explain", shown["event"]["id"], "--json").out)
    assert (told["index"], told["action"], told["rules_changed_since"]) == (log[0], "redact", False)
    [rule] = told["rules"]
    assert rule["id"] == "masquer-identites"
    assert rule["found"] == [{"type": "PERSON", "n": 2, "action": "redact"}]
    assert NAME not in json.dumps(told, ensure_ascii=False)


def test_rules_that_have_changed_since_are_said_to_have(paravent, log):
    paravent.write("rules/mien.yaml", OWN)
    said = paravent("rules", "explain", str(log[0]))
    assert "masquer-identites" in said.out
    assert "Les règles ont changé depuis cet envoi" in said.err


def test_a_rule_that_is_gone_is_named(paravent):
    rules = paravent.write("rules/mien.yaml", OWN)
    with open_parts(paravent.home.root, policies=[rules.parent]) as parts:
        desk = Desk(parts, paravent.home.root)
        desk.chat(f"à {NAME}", service="mistral_api")
    [event] = [
        event
        for event in json.loads(paravent("audit", "list", "--json").out)["events"]
        if event["type"] == "block"
    ]
    said = paravent("rules", "explain", str(event["index"]))
    assert "Pas de noms ici." in said.out
    rules.unlink()
    said = paravent("rules", "explain", str(event["index"]))
    assert "bloquer-les-noms    n'existe plus" in said.out


def test_what_no_rule_decided_is_said_so(paravent, log):
    assert "Aucune règle n'a eu à décider." in paravent("rules", "explain", str(log[1])).out
    said = paravent("rules", "explain", str(log[2]))
    assert "block  unreadable" in said.out.replace("openai_api  ", "")


@pytest.mark.parametrize("name", ["9999", "0190", "x", "019abcde-0000-7000-8000-000000000000"])
def test_an_event_that_is_not_there_is_told_of(paravent, log, name):
    said = paravent("rules", "explain", name)
    assert said.code == 2
    assert "paravent audit list" in said.err


def test_the_present_rules_changed_nothing(paravent, log):
    said = paravent("rules", "replay", "--since", "1d")
    assert said.code == 0
    assert "Envois relus : 3. Données trouvées : 2, dont 0 seraient traitées autrement" in said.out
    assert "Partis alors, bloqués maintenant : 0. Bloqués alors, partis maintenant : 0." in said.out
    assert "Le journal ne garde aucun texte" in said.err
    assert "et qui le seraient encore : 1." in said.err


def test_what_rules_to_come_would_have_changed(paravent, log, tmp_path):
    folder = tmp_path / "proposed"
    folder.mkdir()
    (folder / "mien.yaml").write_text(OWN.replace("mistral_api", "openai_api"))
    said = paravent("rules", "replay", str(folder), "--json")
    told = json.loads(said.out)
    assert (told["would_block"], told["would_send"]) == (1, 0)
    [change] = told["changes"]
    assert {k: change[k] for k in ("type", "was", "now", "n")} == {
        "type": "PERSON", "was": "redact", "now": "block", "n": 2,
    }  # fmt: skip
    assert "openai_api" in paravent("rules", "replay", str(folder)).out


def test_another_policy_can_be_tried(paravent, log):
    told = json.loads(paravent("rules", "replay", "--policy", "observe", "--json").out)
    assert {change["now"] for change in told["changes"]} == {"allow"}


def test_only_what_is_asked_for_is_replayed(paravent, log):
    told = json.loads(paravent("rules", "replay", "--since", "2099-01-01", "--json").out)
    assert told["events"] == 0
    assert paravent("rules", "replay", "--since", "hier").code == 2
