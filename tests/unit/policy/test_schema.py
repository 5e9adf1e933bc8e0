from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from paravent.policy.schema import json_schema

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


RULE = {
    "id": "a",
    "when": {"types": ["PERSON"]},
    "then": "redact",
    "why": {"fr": "x"},
    "tests": [{"text": "x", "expect": "hit"}, {"text": "y", "expect": "miss"}],
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
        {"tests": [{"text": "x", "expect": "hit"}]},
    ],
)
def test_the_schema_refuses_what_the_program_refuses(change):
    accepts = Draft202012Validator(json_schema()).is_valid
    assert accepts({"version": 1, "name": "a", "rules": [RULE]})
    assert not accepts({"version": 1, "name": "a", "rules": [RULE | change]})
