from __future__ import annotations

import re

import pytest

from paravent.errors import Exit, ParaventError
from paravent.i18n import speaking
from paravent.policy.actions import actions
from paravent.policy.conditions import Conditions
from paravent.policy.load import load_policy

GOOD = """\
version: 1
name: base
rules:
  - id: une-regle
    when: {types: [PERSON]}
    then: redact
    why: {fr: parce que}
    tests:
      - {text: oui, expect: hit}
      - {text: non, expect: miss}
"""

# Each bad file: what is changed in the good one, and all that is told of it.
BAD_FILES = {
    "newer version": (
        ("version: 1", "version: 2"),
        ["1:10: ce fichier est écrit pour une version"],
    ),
    "no version": (("version: 1\n", ""), ["1:1: clé manquante : « version »"]),
    "no name": (("name: base\n", ""), ["1:1: clé manquante : « name »"]),
    "unknown key": (
        ("then:", "thn:"),
        ["4:5: clé manquante : « then »", "6:5: clé inconnue : « thn »"],
    ),
    "unknown key on top": (("rules:", "rulse:"), ["3:1: clé inconnue : « rulse »"]),
    "unknown action": (("redact", "redct"), ["6:11: valeur inconnue"]),
    "unknown type": (("PERSON", "PERSONE"), ["5:20: valeur inconnue"]),
    "unknown category": (("types: [PERSON]", "categories: [identite]"), ["5:25: valeur inconnue"]),
    "no subject": (
        ("types: [PERSON]", "confidence: 0.7"),
        ["5:11: indiquez « types » ou « categories »"],
    ),
    "confidence too high": (
        ("[PERSON]", "[PERSON], confidence: 1.5"),
        ["5:41: trop grand : 1 au plus"],
    ),
    "confidence as text": (
        ("[PERSON]", "[PERSON], confidence: haute"),
        ["5:41: un nombre est attendu ici"],
    ),
    "types as text": (("[PERSON]", "PERSON"), ["5:19: une liste est attendue ici"]),
    "no services": (
        ("[PERSON]", "[PERSON], services: []"),
        ["5:39: trop court : il faut au moins 1 élément"],
    ),
    "service in capitals": (
        ("[PERSON]", "[PERSON], services: [OpenAI]"),
        ["5:40: un service s'écrit en"],
    ),
    "id in capitals": (("une-regle", "Une_Règle"), ["4:9: un identifiant s'écrit en minuscules"]),
    "id taken by us": (("une-regle", "defaut-strict"), ["4:9: cet identifiant est déjà pris"]),
    "no sentence": (("{fr: parce que}", "{}"), ["7:10: écrivez une phrase, en fr ou en en"]),
    "empty sentence": (("parce que", "''"), ["7:15: trop court : il faut au moins 1 caractère"]),
    "number for text": (("text: oui", "text: 42"), ["9:16: un texte est attendu ici"]),
    "one kind of test": (("miss", "hit"), ["9:7: il faut au moins deux exemples"]),
    "unknown expectation": (("miss", "mis"), ["10:29: valeur inconnue"]),
    "empty value": (("{types: [PERSON]}", ""), ["5:10: il manque une valeur ici"]),
    "broken alignment": (("    then", "   then"), ["6:4: un tiret est attendu ici"]),
    "unquoted colon": (("parce que", "parce : que"), ["7:21: « , » ou « } » est attendu ici"]),
    "anchor": (("{types", "&a {types"), ["5:11: « & » et « * » ne sont pas admis ici"]),
    "alias": (("{types: [PERSON]}", "*a"), ["5:11: « & » et « * » ne sont pas admis ici"]),
    "too deep": (("[PERSON]", "[" * 20 + "]" * 20), ["5:35: plus de 20 niveaux emboîtés"]),
    "duplicate key": (
        ("then: redact", "id: autre"),
        ["4:5: clé manquante : « then »", "6:5: clé en double : « id »"],
    ),
    "wrong unread": (("rules:", "unread: yes\nrules:"), ["3:9: valeur inconnue"]),
    "test without a service": (
        ("[PERSON]", "[PERSON], services: ['openai_*']"),
        ["4:5: cette règle ne vaut pas partout"],
    ),
    "wildcard in a test": (
        ("expect: hit", "expect: hit, service: 'a*'"),
        ["9:43: un service s'écrit en"],
    ),
    "unknown exception": (("[PERSON]", "[PERSON], except: [PERSONE]"), ["5:38: valeur inconnue"]),
    "unknown surface": (("[PERSON]", "[PERSON], surfaces: [wab]"), ["5:40: valeur inconnue"]),
    "unknown mark": (("[PERSON]", "[PERSON], sensitive: [art8]"), ["5:41: valeur inconnue"]),
    "unknown attachment": (("[PERSON]", "[PERSON], attachments: [pfd]"), ["5:43: valeur inconnue"]),
    "answers": (
        ("[PERSON]", "[PERSON], direction: answer"),
        ["5:40: les règles ne portent pas encore sur les réponses"],
    ),
    "a dossier without a name": (
        ("[PERSON]", "[PERSON], dossiers: ['']"),
        ["5:40: trop court"],
    ),
    "empty condition": (
        ("[PERSON]", "[PERSON], groups: []"),
        ["5:37: trop court : il faut au moins 1 élément"],
    ),
    "no bound": (("[PERSON]", "[PERSON], persons: {}"), ["5:38: indiquez at_least ou at_most"]),
    "bounds turned": (
        ("[PERSON]", "[PERSON], size: {at_least: 2, at_most: 1}"),
        ["5:35: at_most est inférieur à at_least"],
    ),
    "negative bound": (
        ("[PERSON]", "[PERSON], size: {at_least: -1}"),
        ["5:46: trop petit : 0 au moins"],
    ),
    "no such time": (
        ("[PERSON]", "[PERSON], time: {from: 24:00, to: 07:00}"),
        ["5:42: une heure s'écrit « 08:30 »"],
    ),
    "no time at all": (
        ("[PERSON]", "[PERSON], time: {from: 07:00, to: 07:00}"),
        ["5:35: ces deux heures sont la même"],
    ),
    "half a time": (
        ("[PERSON]", "[PERSON], time: {from: 07:00}"),
        ["5:35: clé manquante : « to »"],
    ),
    "unknown circumstance": (
        ("expect: hit", "expect: hit, given: {persons: 3}"),
        ["9:42: clé inconnue : « persons »"],
    ),
    "several at once": (
        ("then: redact\n    why: {fr: parce que}", "then: redct\n    why: {fr: 1, it: x}"),
        ["6:11: valeur inconnue", "7:15: un texte est attendu ici", "7:18: clé inconnue : « it »"],
    ),
}


def told(name, folders, entities) -> list[str]:
    with pytest.raises(ParaventError) as caught:
        load_policy(name, folders, entities)
    assert caught.value.exit_code is Exit.INVALID
    return [str(problem).split("\n")[0] for problem in caught.value.problems]


@pytest.mark.parametrize(("change", "expected"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_told_in_full_at_its_places(change, expected, tmp_path, entities):
    path = tmp_path / "base.yaml"
    path.write_text(GOOD.replace(*change, 1), encoding="utf-8")
    found = told("base", [tmp_path], entities)
    assert len(found) == len(expected), found
    for line, start in zip(found, expected, strict=True):
        assert line.startswith(f"{path}:{start}")


def test_the_good_file_is_good(tmp_path, entities):
    (tmp_path / "base.yaml").write_text(GOOD, encoding="utf-8")
    assert load_policy("base", [tmp_path], entities).rules[0].ref.id == "une-regle"


def test_a_rule_is_resolved(write, tmp_path, entities):
    path = write(
        "base.yaml",
        "base",
        head="describe: {en: English only}\n",
        a=("types: [PERSON], categories: [financial], confidence: 0.7, services: ['*']", "block"),
    )
    policy = load_policy("base", [tmp_path], entities)
    [rule] = policy.rules
    money = {id_ for id_, type_ in entities.items() if type_.category == "financial"}
    assert rule.types == {"PERSON"} | money
    assert money >= {"IBAN", "CARD"}
    assert (rule.confidence, rule.action) == (0.7, actions()["block"])
    assert rule.conditions == Conditions()
    assert (rule.ref.id, rule.ref.where) == ("a", f"{path}:5:5")
    assert (rule.ref.why_fr, rule.ref.why_en) == ("parce que", "parce que")
    assert (policy.describe_fr, policy.describe_en) == ("English only", "English only")
    assert [
        (example.expect, example.situation.service, example.where) for example in rule.examples
    ] == [
        ("hit", "", f"{path}:10:9"),
        ("miss", "", f"{path}:11:9"),
    ]


def test_a_rule_may_leave_out_types_of_its_categories(write, tmp_path, entities):
    when = "types: [IBAN], categories: [identity, financial], except: [PERSON, IBAN]"
    write("base.yaml", "base", a=(when, "block"))
    [rule] = load_policy("base", [tmp_path], entities).rules
    both = {id_ for id_, type_ in entities.items() if type_.category in {"identity", "financial"}}
    assert rule.types == both - {"PERSON"}
    assert rule.types >= {"DATE_OF_BIRTH", "CARD", "IBAN"}


def test_a_test_without_a_service_goes_where_its_rule_applies(write, tmp_path, entities):
    write("base.yaml", "base", a=("types: [PERSON], services: ['x_*', chatgpt_web]", "block"))
    [rule] = load_policy("base", [tmp_path], entities).rules
    assert {example.situation.service for example in rule.examples} == {"chatgpt_web"}


def test_own_files_add_to_the_shipped_policy_of_their_name(write, tmp_path, entities):
    write("shipped/base.yaml", "base", head="unread: block\n", a=("types: [PERSON]", "redact"))
    write("shipped/other.yaml", "other", c=("types: [PERSON]", "redact"))
    write("own/1.yaml", "base", head="unread: allow\n", b=("types: [IBAN]", "block"))
    write("own/2.yaml", "other", a=("types: [PERSON]", "block"))
    folders = [tmp_path / "shipped", tmp_path / "own", tmp_path / "absent"]
    policy = load_policy("base", folders, entities)
    assert [rule.ref.id for rule in policy.rules] == ["a", "b"]
    assert policy.unread == "allow"
    assert load_policy("base", folders[:1], entities).unread == "block"
    assert [rule.ref.id for rule in load_policy("other", folders, entities).rules] == ["c", "a"]


def test_a_policy_may_be_all_ones_own(write, tmp_path, entities):
    write("shipped/base.yaml", "base")
    write("own/cabinet.yaml", "cabinet", a=("types: [PERSON]", "block"))
    write("own/ajouts.yaml", "cabinet", b=("types: [IBAN]", "block"))
    policy = load_policy("cabinet", [tmp_path / "shipped", tmp_path / "own"], entities)
    assert [rule.ref.id for rule in policy.rules] == ["b", "a"]
    assert policy.unread == "block"


def test_no_file_is_silently_left_out(write, tmp_path, entities):
    write("shipped/base.yaml", "base")
    stray = write("own/clients.yaml", "bose", a=("types: [PERSON]", "block"))
    folders = [tmp_path / "shipped", tmp_path / "own"]
    assert told("base", folders, entities) == [f"{stray}:2:7: aucune politique ne porte ce nom"]
    stray.rename(stray.with_suffix(".yml"))
    assert told("base", folders, entities) == [
        f"{stray.with_suffix('.yml')}: ce fichier ne serait pas lu"
    ]
    stray.with_suffix(".yml").unlink()
    deep = write("own/policies/mine.yaml", "base", a=("types: [PERSON]", "block"))
    assert told("base", folders, entities) == [f"{deep.parent}: ce dossier ne serait pas lu"]
    deep.rename(deep.with_suffix(".txt"))
    assert load_policy("base", folders, entities)


def test_files_that_are_no_policies_are_left_alone(write, tmp_path, entities):
    write("base.yaml", "base", a=("types: [PERSON]", "block"))
    (tmp_path / ".#base.yaml").symlink_to("nowhere")
    (tmp_path / "base.yaml~").write_text("?")
    (tmp_path / "notes.txt").write_text("?")
    assert len(load_policy("base", [tmp_path], entities).rules) == 1


def test_an_unknown_policy_is_told_with_those_that_exist(write, tmp_path, entities):
    write("base.yaml", "base")
    with pytest.raises(ParaventError, match="aucune politique de ce nom : bass") as caught:
        load_policy("bass", [tmp_path], entities)
    assert caught.value.problems[0].hint == "vouliez-vous écrire « base » ?"
    with speaking("en"), pytest.raises(ParaventError, match="no policy of this name: x\n  hint: b"):
        load_policy("x", [tmp_path], entities)
    with pytest.raises(ParaventError, match="aucune politique"):
        load_policy("base", [tmp_path / "absent"], entities)


def test_an_id_is_taken_once_in_all_files(write, tmp_path, entities):
    first = write("a/base.yaml", "base", x=("types: [PERSON]", "block"))
    second = write("b/own.yaml", "base", y=("types: [IBAN]", "block"), x=("types: [IBAN]", "block"))
    with pytest.raises(ParaventError) as caught:
        load_policy("base", [tmp_path / "a", tmp_path / "b"], entities)
    [problem] = caught.value.problems
    assert problem.where == f"{second}:11:9"
    assert problem.hint == f"il est pris par {first}:4:9"


def test_the_errors_of_all_files_come_together(write, tmp_path, entities):
    one = write("a/base.yaml", "base", x=("types: [PERSONE]", "block"))
    two = write("b/own.yaml", "base", y=("types: [IBAN]", "blok"))
    found = told("base", [tmp_path / "a", tmp_path / "b"], entities)
    assert found == [f"{one}:5:20: valeur inconnue", f"{two}:6:11: valeur inconnue"]


def digest(folders, entities) -> str:
    return load_policy("base", folders, entities).sha256


def test_the_digest_names_the_content_and_nothing_else(write, tmp_path, entities):
    path = write("a/base.yaml", "base", x=("types: [PERSON]", "block"))
    before = digest([tmp_path / "a"], entities)
    assert re.fullmatch("[0-9a-f]{64}", before)
    path.write_text(f"# une remarque\n{path.read_text()}")
    write("a/other.yaml", "other", x=("types: [PERSON]", "block"))
    (tmp_path / "a").rename(tmp_path / "moved")
    assert digest([tmp_path / "moved"], entities) == before
    added = write("b/own.yaml", "base", head="allow: [{text: Paravent}]\n")
    after = digest([tmp_path / "moved", tmp_path / "b"], entities)
    assert after != before
    added.write_text(added.read_text().replace("Paravent", "ChatGPT"))
    assert digest([tmp_path / "moved", tmp_path / "b"], entities) not in (before, after)


def test_a_policy_never_shows_the_texts_in_it(write, tmp_path, entities):
    write("base.yaml", "base", head="allow: [{text: Dupont}]\n", a=("types: [PERSON]", "block"))
    policy = load_policy("base", [tmp_path], entities)
    shown = repr(policy)
    assert "a" in shown
    assert "dupont" not in shown.lower()
    assert "oui" not in shown
