"""What is known of vendors: where it is from, and that what is not known is never hoped for."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from paravent.core.providing import ProviderFacts
from paravent.declarations import Account
from paravent.errors import ParaventError
from paravent.policy.vendors import ProviderModel
from paravent.providers.catalogue import load_providers
from paravent.providers.facts import EEA, FRESH_DAYS, resolve_facts
from paravent.providers.schema import ProviderFile, json_schema
from paravent.providers.source import ProviderSource
from paravent.providers.telling import tell_provider
from paravent.services.catalogue import load_catalogue
from paravent.settings import Home, shipped

SHIPPED = shipped("rules") / "providers"
FILES = sorted(SHIPPED.glob("*.yaml"))
TODAY = date(2026, 11, 26)
REGENERATE = (
    "rules/schema/provider.json is out of date; write to it what this prints: .venv/bin/python -c "
    "'import json; from paravent.providers.schema import json_schema; "
    "print(json.dumps(json_schema(), indent=2, ensure_ascii=False))'"
)
FILE = """\
version: 1
id: {id}
name: Exemple
services: [exemple_api]
sources:
  page: {{url: "https://exemple.fr/vie-privee", read: "2026-11-01", confidence: high}}
country: {{value: FR, source: page}}
tiers:
  - id: free
    kind: free
    name: Exemple
    surfaces: [web, api]
    training: {{value: "{training}", source: {source}}}
    hosting: {{value: eu, source: page}}
"""
KNOWN = """\
version: 1
id: exemple
name: Exemple
services: [exemple_api]
sources:
  page: {{url: "https://exemple.fr/vie-privee", read: "2026-11-01", confidence: high}}
country: {{value: {country}, source: page}}
aggregator: {{value: false, source: page}}
footprint: {{value: "https://exemple.fr/empreinte", source: page}}
transfers: [{{basis: scc, source: page}}]
models: [{{match: "exemple-*", open: true, source: page}}]
tiers:
  - id: api
    kind: api
    name: Exemple
    surfaces: [api]
    training: {{value: "off", source: page}}
    retention_days: {{value: 0, source: page}}
    zero_retention: {{value: default, source: page}}
    hosting: {{value: eu, source: page}}
"""
KINDS_OF_FACT = {
    "tiers": (["unknown"], ["api", "team", "enterprise", "local"]),
    "countries": (["US"], ["FR"]),
    "bases": (["unknown"], ["none", "adequacy"]),
    "trains": (True, False),
    "eu_only": (False, True),
    "dpa_signed": (False, True),
    "zero_retention": (False, True),
    "open_models": (False, True),
    "publishes_footprint": (False, True),
    "aggregator": (True, False),
    "stale": (True, False),
    "retention_days": ({"at_least": 31}, {"at_most": 30}),
}
"""Conditions of rules: as one that forbids asks, and as one that loosens does.

Of a country that nobody knows no rule can say that it is this one: what forbids asks ``eu_only``.
"""
MISSION = {
    "openai",
    "anthropic",
    "mistral",
    "perplexity",
    "dust",
    "midjourney",
    "noota",
    "sezam",
    "frugalgpt",
}


@pytest.fixture(scope="module")
def providers():
    return load_providers([SHIPPED])


def write(
    folder: Path, *, training: str = "off", source: str = "page", name: str = "exemple"
) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(FILE.format(id=name, training=training, source=source), encoding="utf-8")
    return path


def test_the_schema_for_editors_is_the_one_in_force():
    kept = (shipped("rules") / "schema/provider.json").read_text(encoding="utf-8")
    assert kept == json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", REGENERATE


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shipped_files_fit_the_schema(path):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    Draft202012Validator(json_schema()).validate(content)
    assert content["id"].replace("-", "_") == path.stem


def test_the_services_of_the_mission_are_there(providers):
    assert set(providers.by_id) >= MISSION


def test_every_service_has_one_vendor(providers):
    services = load_catalogue([shipped("rules") / "services"]).services
    named = {service: providers.of(service) for service in services}
    assert {one for one, vendor in named.items() if vendor is None} <= {"openai_compatible"}


def test_every_fact_was_read_and_says_when(providers):
    for provider in providers.by_id.values():
        for source in provider.sources.values():
            assert date(2026, 1, 1) <= date.fromisoformat(source.read) <= TODAY
            assert source.about is None or source.about <= source.read


def test_what_nobody_read_is_as_bad_as_can_be():
    worst = ProviderFacts()
    assert worst.trains
    assert worst.aggregator
    assert worst.stale
    assert not any((worst.eu_only, worst.dpa_signed, worst.zero_retention))
    assert worst.retention_days is None
    assert worst.bases == {"unknown"}
    assert resolve_facts(None, "web", None, TODAY) == worst


@pytest.mark.parametrize(
    ("left_out", "what"),
    [
        ("training", "trains"),
        ("retention_days", "retention_days"),
        ("zero_retention", "zero_retention"),
        ("hosting", "eu_only"),
        ("country", "eu_only"),
        ("country", "country"),
        ("transfers", "bases"),
        ("aggregator", "aggregator"),
        ("footprint", "publishes_footprint"),
        ("models", "open_models"),
        ("sources", "stale"),
    ],
)
def test_each_fact_that_is_left_out_is_as_bad_as_can_be(left_out, what):
    """And each that is there is not: a provider of which all is known, and all of it is good."""
    country = "US" if what == "bases" else "FR"
    content = yaml.safe_load(KNOWN.format(country=country))
    whole = resolve_facts(_file(content), "api", None, TODAY)
    assert getattr(whole, what) != getattr(ProviderFacts(), what)
    for one in (content, content["tiers"][0]):
        one.pop(left_out, None)
    # Without sources no fact can be written at all.
    if left_out == "sources":
        content = {name: content[name] for name in ("version", "id", "name", "services")}
        content["tiers"] = [{"id": "api", "kind": "api", "name": "API", "surfaces": ["api"]}]
    rest = resolve_facts(_file(content), "api", None, TODAY)
    assert getattr(rest, what) == getattr(ProviderFacts(), what)


def _file(content) -> ProviderFile:
    return ProviderFile.model_validate_json(json.dumps(content))


@pytest.mark.parametrize("what", sorted(KINDS_OF_FACT))
def test_a_rule_takes_the_unknown_for_the_worst(what):
    """A rule that forbids holds, one that loosens does not."""
    forbids, loosens = (
        ProviderModel.model_validate_json(json.dumps({what: asked})).resolve()
        for asked in KINDS_OF_FACT[what]
    )
    assert forbids.holds(ProviderFacts()) or what == "countries"
    assert not loosens.holds(ProviderFacts())


def test_every_condition_on_a_provider_is_among_these():
    named = {"ids"}  # who it is; nobody is nobody's name
    assert set(KINDS_OF_FACT) | named == set(ProviderModel.model_fields)


@pytest.mark.parametrize("name", ["dust", "sezam", "frugalgpt", "microsoft"])
def test_a_vendor_without_sources_is_unknown(providers, name):
    facts = resolve_facts(providers.by_id[name], "web", None, TODAY)
    assert facts.trains
    assert not facts.eu_only
    assert facts.stale


def test_the_worst_of_the_tiers_that_may_be_meant_counts(providers):
    mistral = providers.by_id["mistral"]
    assert resolve_facts(mistral, "web", None, TODAY).trains
    assert not resolve_facts(mistral, "web", Account(tier="pro"), TODAY).trains
    assert resolve_facts(mistral, "web", Account(tier="free"), TODAY).trains
    assert not resolve_facts(mistral, "api", None, TODAY).trains
    # An account for the API says nothing about the web page.
    assert resolve_facts(mistral, "web", Account(tier="api"), TODAY).trains


def test_what_was_set_in_the_account_counts(providers):
    openai = providers.by_id["openai"]
    assert resolve_facts(openai, "web", Account(tier="plus"), TODAY).trains
    assert not resolve_facts(openai, "web", Account(tier="plus", training="off"), TODAY).trains
    assert resolve_facts(openai, "api", Account(training="on"), TODAY).trains
    assert resolve_facts(openai, "web", Account(tier="plus"), TODAY).optout.startswith("https://")


def test_hosting_in_the_union_does_not_bring_a_vendor_into_it(providers):
    openai = providers.by_id["openai"]
    account = Account(tier="api", hosting="eu")
    assert not resolve_facts(openai, "api", account, TODAY).eu_only
    assert resolve_facts(providers.by_id["mistral"], "api", None, TODAY).eu_only
    assert "FR" in EEA
    assert "CH" not in EEA
    assert len(EEA) == 30


def test_a_contract_counts_from_its_day_on(providers):
    signed = Account(tier="pro", dpa=TODAY)
    mistral = providers.by_id["mistral"]
    assert resolve_facts(mistral, "web", signed, TODAY).dpa_signed
    assert not resolve_facts(mistral, "web", signed, TODAY - timedelta(days=1)).dpa_signed


def test_a_transfer_basis_ends_with_its_last_day():
    def at(day: date) -> frozenset[str]:
        return resolve_facts(provider, "web", None, day).bases

    text = FILE.format(id="exemple", training="off", source="page").replace("FR", "US")
    content = yaml.safe_load(text)
    content["transfers"] = [
        {"basis": "dpf", "valid_from": "2023-07-10", "valid_to": "2026-11-26", "source": "page"}
    ]
    provider = ProviderFile.model_validate_json(json.dumps(content))
    assert at(TODAY) == {"dpf"}
    assert at(TODAY + timedelta(days=1)) == {"unknown"}


def test_facts_grow_old(providers):
    mistral = providers.by_id["mistral"]
    assert not resolve_facts(mistral, "api", None, TODAY).stale
    later = TODAY + timedelta(days=FRESH_DAYS + 1)
    assert resolve_facts(mistral, "api", None, later).stale
    assert any("à revérifier" in line for line in tell_provider(mistral, later))
    assert not any("à revérifier" in line for line in tell_provider(mistral, TODAY))


def test_a_model_on_the_computer_sends_nothing_away(providers):
    facts = resolve_facts(providers.of("lm_studio"), "api", None, TODAY)
    assert facts.eu_only
    assert not facts.trains
    # Ollama may fetch a model online: only the person knows.
    ollama = providers.of("ollama")
    assert resolve_facts(ollama, "api", None, TODAY).trains
    assert not resolve_facts(ollama, "api", Account(tier="local"), TODAY).trains


def test_a_source_that_is_not_described_is_refused(tmp_path):
    write(tmp_path, source="ailleurs")
    with pytest.raises(ParaventError, match="ailleurs"):
        load_providers([tmp_path])


def test_facts_change_without_a_restart(tmp_path):
    own, seconds = tmp_path / "providers", iter(range(0, 1000, 10))
    write(own, training="on")
    home = Home(tmp_path / "home").make()
    source = ProviderSource(
        home, [SHIPPED, own], lambda: datetime(2026, 11, 25, tzinfo=UTC), lambda: next(seconds)
    )
    assert source.facts("exemple_api", "api").trains
    write(own, training="off").touch()
    assert not source.facts("exemple_api", "api").trains
    home.settings.write_text('[providers.exemple]\ntraining = "on"\n', encoding="utf-8")
    assert source.facts("exemple_api", "api").trains
    home.settings.write_text("not toml", encoding="utf-8")
    assert source.facts("exemple_api", "api").trains
    assert source.facts("nobody", "api") == ProviderFacts()
