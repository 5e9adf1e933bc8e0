from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from paravent.detect import catalogue
from paravent.errors import ParaventError
from paravent.policy.circumstances import ConditionModel
from paravent.policy.load import load_policy
from paravent.policy.patterns import PatternModel
from paravent.policy.schema import PolicyFile, RuleModel, json_schema
from paravent.policy.vendors import ProviderModel

REGENERATE = (
    "rules/schema/policy.json is out of date; write to it what this prints: .venv/bin/python -c "
    "'import json; from paravent.policy.schema import json_schema; "
    "print(json.dumps(json_schema(), indent=2, ensure_ascii=False))'"
)


def test_the_schema_for_editors_is_up_to_date(shipped):
    committed = (shipped / "schema" / "policy.json").read_text(encoding="utf-8")
    assert committed == json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", REGENERATE


def test_the_schema_is_one_and_accepts_the_shipped_policies(shipped):
    Draft202012Validator.check_schema(json_schema())
    policies = list((shipped / "policies").glob("*.yaml"))
    assert policies
    for path in policies:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# yaml-language-server: $schema=../schema/policy.json\n")
        Draft202012Validator(json_schema()).validate(yaml.safe_load(text))


EVERYTHING = """
version: 1
name: essai
extends: freelance
describe: {fr: a, en: b}
unread: allow
observe: false
disabled: [masquer-bancaire]
resign: [{service: aws_bedrock, credentials: "profile:work"}]
allow: [{text: x, types: [PERSON]}]
patterns:
  - id: AFFAIRE
    regex: AFF-\\d+
    word: AFFAIRE
    category: professional
    name: {fr: affaire}
    confidence: 0.8
    tests: [{text: AFF-1, expect: hit}, {text: AFF, expect: miss}]
rules:
  - id: tout
    when:
      types: [AFFAIRE]
      categories: [identity]
      except: [PERSON]
      confidence: 0.7
      services: ["*"]
      groups: [us-cloud]
      surfaces: [web, api, ide, ext]
      dossiers: [2026-014]
      sensitive: [art9, art10, nir, minor, finance, secret]
      direction: request
      attachments: [pdf]
      size: {at_least: 1, at_most: 2}
      time: {from: "20:00", to: "07:00"}
      persons: {at_least: 3}
      provider:
        ids: [mistral]
        tiers: [free, api]
        countries: [FR]
        bases: [none, scc]
        trains: false
        eu_only: true
        dpa_signed: true
        zero_retention: false
        open_models: true
        publishes_footprint: true
        aggregator: false
        stale: false
        retention_days: {at_most: 30}
    then: generalise
    why: {fr: a}
    tests:
      - {text: AFF-1, expect: hit}
      - text: a
        expect: miss
        service: demo
        given: {groups: [local], surface: web, dossier: d-1, sensitive: [nir], attachments: [png], size: 3, time: "12:00", provider: {id: openai, tier: free, country: US, trains: true}}
  - id: moderer
    when:
      services: ["*_web"]
      quota: {requests: 30, per: day, each_service: true}
    then: nudge
    why: {fr: a}
    tests:
      - {text: a, expect: hit, service: demo}
      - {text: a, expect: miss, service: demo, given: {used: 29}}
"""


def test_the_schema_and_the_program_accept_every_key_there_is(tmp_path, shipped):
    written = yaml.safe_load(EVERYTHING)
    Draft202012Validator(json_schema()).validate(written)
    (tmp_path / "essai.yaml").write_text(EVERYTHING)
    assert load_policy("essai", [shipped / "policies", tmp_path], catalogue.entities()).patterns
    for name, model in (("rules", RuleModel), ("patterns", PatternModel)):
        assert set(written[name][0]) == set(model.model_fields)
    conditions = {field.alias or name for name, field in ConditionModel.model_fields.items()}
    assert set().union(*(rule["when"] for rule in written["rules"])) == conditions
    assert set(written["rules"][0]["when"]["provider"]) == set(ProviderModel.model_fields)
    assert set(written) == set(PolicyFile.model_fields)


EXAMPLES = [{"text": "x", "expect": "hit"}, {"text": "y", "expect": "miss"}]
RULE = {
    "id": "a",
    "when": {"types": ["PERSON"]},
    "then": "redact",
    "why": {"fr": "x"},
    "tests": EXAMPLES,
}


@pytest.mark.parametrize(
    "change",
    [
        {"then": "redct"},
        {"id": "Une Règle"},
        {"thn": "redact"},
        {"when": {"types": ["PERSON"], "confidence": 2}},
        {"when": {"categories": ["identité"]}},
        {"when": {"types": ["PERSON"], "services": []}},
        {"when": {"types": ["PERSON"], "surfaces": ["wab"]}},
        {"when": {"types": ["PERSON"], "sensitive": []}},
        {"when": {"types": ["PERSON"], "time": {"from": "8h", "to": "07:00"}}},
        {"when": {"types": ["PERSON"], "direction": "answer"}},
        {"when": {"quota": {"requests": 0, "per": "day"}}, "then": "nudge"},
        {"when": {"quota": {"tokens": 9, "per": "week"}}, "then": "nudge"},
        {"tests": [{"text": "x", "expect": "hit"}]},
        {"tests": [*EXAMPLES, {"text": "x", "expect": "hit", "given": {"persons": 3}}]},
    ],
)
def test_the_schema_refuses_what_the_program_refuses(change):
    accepts = Draft202012Validator(json_schema()).is_valid
    assert accepts({"version": 1, "name": "a", "rules": [RULE]})
    assert not accepts({"version": 1, "name": "a", "rules": [RULE | change]})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"then": "nudge"}, "« quota » et « then: nudge » vont ensemble"),
        (
            {"when": {"quota": {"requests": 3, "per": "day"}}},
            "« quota » et « then: nudge » vont ensemble",
        ),
        (
            {
                "when": {"types": ["PERSON"], "quota": {"requests": 3, "per": "day"}},
                "then": "nudge",
            },
            "un quota compte des envois, quel qu'en soit le contenu : retirez types",
        ),
        ({"when": {"quota": {"per": "day"}}, "then": "nudge"}, "indiquez requests ou tokens"),
        (
            {"when": {"quota": {"requests": 3, "tokens": 3, "per": "day"}}, "then": "nudge"},
            "indiquez requests ou tokens",
        ),
    ],
)
def test_a_quota_is_for_the_question_alone(tmp_path, change, told):
    file = {"version": 1, "name": "essai", "rules": [RULE | change]}
    (tmp_path / "essai.yaml").write_text(yaml.safe_dump(file, allow_unicode=True))
    with pytest.raises(ParaventError) as caught:
        load_policy("essai", [tmp_path], catalogue.entities())
    assert told in {problem.message for problem in caught.value.problems}
