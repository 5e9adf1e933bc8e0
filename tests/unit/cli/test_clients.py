"""The commands of the register: what they show, what they keep, what they never say."""

import json

import pytest


def added(paravent, *words: str) -> str:
    said = paravent("clients", "add", *words)
    assert said.code == 0, said.err
    return said.out


def test_a_client_is_added_shown_found_and_forgotten(paravent):
    shown = added(
        paravent, "Jean Petit", "--company", "Atelier Lumen SARL", "--number", "2024-0457-B"
    )
    code = shown.split()[0]
    assert code.startswith("C-")
    assert "petit   (après un titre ou un prénom)" in shown
    assert "atelier lumen" in shown
    listed = json.loads(paravent("clients", "list", "--json").out)["clients"]
    assert [(one["code"], one["name"], len(one["entries"])) for one in listed] == [
        (code, "Jean Petit", 3)
    ]
    told = json.loads(paravent("clients", "test", "Relance atelier-lumen", "--json").out)
    assert told["dossier"] == code
    assert [one["type"] for one in told["found"]] == ["CLIENT_ORGANISATION"]
    assert paravent("clients", "forget", "JEAN PETIT", "--yes").code == 0
    assert json.loads(paravent("clients", "list", "--json").out)["clients"] == []


def test_a_variant_can_be_dropped_later(paravent):
    added(paravent, "Claire Dupont-Lune")
    assert "\n        lune" in added(paravent, "claire dupont-lune")
    assert "\n        lune" not in added(paravent, "Claire Dupont-Lune", "--without", "Lune")
    assert len(json.loads(paravent("clients", "list", "--json").out)["clients"]) == 1


def test_a_file_is_imported_whole(paravent):
    file = paravent.write("c.csv", "nom;prénom\nDupont;Marie\nBenali;Karim\n;\nx;\n")
    said = paravent("clients", "import", str(file))
    assert said.out == "2 clients ajoutés, 0 complété.\n"
    assert "Lignes dont rien n'a pu être tiré : 5" in said.err
    assert "2 complétés" in paravent("clients", "import", str(file)).out


@pytest.mark.parametrize(
    "words",
    [
        ("clients", "list", "Zoé Noël"),
        ("clients", "forget", "Zoé Noël", "--yes"),
        ("clients", "add", "Z"),
        ("clients", "add", "Zoé Noël", "--kind", "nothing"),
        ("lists", "never", "Zoé", "--client", "Zoé Noël"),
        ("lists", "never", "Zoé(", "--pattern"),
        ("lists", "never", "Zoé", "--until", "Noël"),
        ("lists", "always", "Zoé", "--type", "NOEL"),
        ("lists", "remove", "7"),
        ("try", "Bonjour", "--client", "Zoé Noël"),
    ],
)
def test_what_cannot_be_is_told_without_a_name(paravent, words):
    said = paravent(*words)
    assert said.code == 2
    assert said.out == ""
    assert "Zoé" not in said.err
    assert "Noël" not in said.err


def test_lists(paravent):
    code = added(paravent, "Marie Dupont").split()[0]
    scope = ("--service", "mistral", "--client", "Marie Dupont", "--until", "2030-01-31")
    assert paravent("lists", "never", "Institut Curie", *scope).code == 0
    assert paravent("lists", "always", "Zéphyr", "--type", "PROJECT").code == 0
    items = json.loads(paravent("lists", "show", "--json").out)["items"]
    assert [(one["list"], one["text"], one["type"]) for one in items] == [
        ("never", "Institut Curie", ""),
        ("always", "Zéphyr", "PROJECT"),
    ]
    assert (items[0]["service"], items[0]["dossier"]) == ("mistral_api", code)
    assert items[0]["until"].startswith("2030-0")
    assert paravent("lists", "always", "Institut Curie").code == 0
    assert paravent("lists", "remove", "1", "3").out == "2 lignes retirées.\n"
    assert "Zéphyr" in paravent("lists", "show").out


def test_a_rule_for_a_client_that_there_is_not(paravent):
    rule = """
version: 1
name: freelance
rules:
  - id: rien-pour-lumen
    when: {types: [PERSON], dossiers: [Atelier Lumen]}
    then: block
    why: {fr: parce que}
    tests: [{text: "Mme Dupont", expect: hit}, {text: "bonjour", expect: miss}]
"""
    paravent.write("rules/lumen.yaml", rule)
    said = paravent("rules", "check")
    assert said.code == 3
    assert "aucun client de ce nom" in said.err
    added(paravent, "atelier lumen", "--kind", "company")
    assert paravent("rules", "check").code == 0
