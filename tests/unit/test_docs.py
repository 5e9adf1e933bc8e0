"""The documentation says what there is, all of it and no more, in both languages."""

import json
import re
import tomllib

import pytest
import typer.main

from pages import (
    LANGUAGES,
    MARKDOWN,
    ROOT,
    SOURCE,
    blocks,
    commands_shown,
    firsts,
    headings,
    page,
    prose,
    read,
    section,
    table_of,
    tables,
)
from paravent.cli.main import app
from paravent.core.types import Category
from paravent.core.vocabulary import Mark
from paravent.detect.catalogue import entities
from paravent.errors import Exit, Reason
from paravent.policy.actions import actions
from paravent.policy.circumstances import ConditionModel, GivenModel
from paravent.policy.fields import ExampleModel
from paravent.policy.load import load_policy
from paravent.policy.patterns import PatternModel
from paravent.policy.schema import (
    AllowanceModel,
    PolicyFile,
    ResignModel,
    RuleExampleModel,
    RuleModel,
)
from paravent.services.catalogue import load_catalogue
from paravent.services.notation import Kind
from paravent.services.schema import (
    EndpointModel,
    FixtureModel,
    FormatModel,
    LimitsModel,
    RefusalModel,
    ServiceFile,
)
from paravent.services.wire import wires
from paravent.settings import Settings, shipped
from paravent.store.event import Event
from paravent.system.doctor import CHECKS
from services_table import place, write_table

SHIPPED = shipped("rules")
SERVICES = load_catalogue([SHIPPED / "services"]).services

per_language = pytest.mark.parametrize("lang", LANGUAGES)


def _options(command) -> set[str]:
    names = (name for param in command.params for name in (*param.opts, *param.secondary_opts))
    return {name for name in names if name.startswith("-")}


def _commands() -> dict[str, set[str]]:
    """Every command with the options that it takes, as they are written."""
    group = typer.main.get_command(app)
    found = {"paravent": _options(group) | {"--help", "-h"}}
    for name, command in group.commands.items():
        inner = getattr(command, "commands", {})
        found |= {f"paravent {name} {sub}": _options(one) for sub, one in inner.items()}
        if not inner:
            found[f"paravent {name}"] = _options(command)
    return found


COMMANDS = _commands()
GROUPS = {name.split()[1] for name in COMMANDS if name.count(" ") == 2}
LEAVES = {name.split()[1] for name in COMMANDS if name.count(" ") == 1}


@per_language
def test_every_command_has_its_section(lang):
    titles = {title for level, title in headings(page(lang, "commands")) if level == 2}
    assert {title for title in titles if title.startswith("paravent")} == set(COMMANDS)


@per_language
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_told_with_all_its_options(lang, command):
    found = tables(section(page(lang, "commands"), command))
    told = {name for table in found for name in firsts(table) if name.startswith("-")}
    assert told == COMMANDS[command]


@per_language
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_an_example(lang, command):
    examples = "\n".join(blocks(section(page(lang, "commands"), command), "console"))
    words = " ".join(["paravent", r"(?:--lang \w+ )?" + " ".join(command.split()[1:])]).strip()
    assert re.search(words, examples)


@pytest.mark.parametrize("name", MARKDOWN)
def test_what_is_shown_can_be_typed(name):
    for typed in commands_shown(read(name)):
        first = next((n for n, word in enumerate(typed) if word in GROUPS | LEAVES), len(typed))
        options = [word for word in typed[:first] if word.startswith("-")]
        assert set(options) <= COMMANDS["paravent"]
        assert first - len(options) == options.count("--lang")
        words = typed[first:]
        depth = 2 if words and words[0] in GROUPS else 1
        if len(words) < depth:
            continue  # the program, or a group of commands, by its name
        command = " ".join(["paravent", *words[:depth]])
        assert command in COMMANDS
        used = {word for word in words[depth:] if re.fullmatch(r"--?[a-z][a-z-]*", word)}
        assert used <= COMMANDS[command]


@per_language
def test_exit_codes(lang):
    codes = [str(int(code)) for code in Exit]
    assert firsts(table_of(page(lang, "commands"), "0")) == codes
    (told,) = re.findall(
        r"^(?:Exit codes|Codes de sortie).*$", prose(page(lang, "README")), re.MULTILINE
    )
    assert re.findall(r"\b\d+\b", told) == codes


@per_language
def test_checks_of_the_doctor(lang):
    assert firsts(table_of(page(lang, "commands"), "home")) == [check.id for check in CHECKS]


@per_language
def test_the_readme_names_every_command(lang):
    told = firsts(table_of(page(lang, "README"), "paravent up"))
    assert sorted(told) == sorted(set(COMMANDS) - {"paravent"})


@per_language
@pytest.mark.parametrize("file", ["settings", "README"])
def test_settings_and_their_defaults(lang, file):
    rows = table_of(page(lang, file), "language")
    assert firsts(rows) == list(Settings.model_fields)
    told = [default for row in rows for default in re.findall(r"`([^`]+)`", row[1])]
    defaults = [field.default for field in Settings.model_fields.values() if field.default]
    assert told == [json.dumps(default) for default in defaults]


@per_language
def test_the_example_of_settings_is_valid(lang):
    (example,) = blocks(page(lang, "settings"), "toml")
    assert Settings.model_validate(tomllib.loads(example)).language == lang


@per_language
def test_variables(lang):
    source = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    asked = set(re.findall(r'environ\.get\("([A-Z_]+)"|"([A-Z_]+)" in os\.environ', source))
    told = firsts(table_of(page(lang, "settings"), "PARAVENT_HOME"))
    languages = {"LC_ALL", "LC_MESSAGES", "LANG"}  # asked for in a loop
    assert set(told) == {name for pair in asked for name in pair if name} | languages


@per_language
def test_actions_from_the_mildest(lang):
    assert list(actions()) in [firsts(table) for table in tables(page(lang, "rules"))]


@per_language
def test_types_of_data(lang):
    rows = table_of(page(lang, "rules"), "PERSON")
    told = {f"| {' | '.join(row[:4])} |" for row in rows}
    assert told == {
        f"| `{one.id}` | `{one.word}` | `{one.category}` | {getattr(one, lang)} |"
        for one in entities().values()
    }
    assert all(row[4] for row in rows)


@per_language
def test_categories(lang):
    assert firsts(table_of(page(lang, "rules"), "identity")) == list(Category)


@per_language
def test_marks(lang):
    told = firsts(table_of(page(lang, "rules"), "art9"))
    assert sorted(told) == sorted(set(Mark) - {Mark.NONE})


@per_language
def test_policies(lang):
    told = firsts(table_of(page(lang, "rules"), "freelance"))
    assert sorted(told) == sorted(path.stem for path in (SHIPPED / "policies").glob("*.yaml"))


@per_language
@pytest.mark.parametrize(
    ("file", "model"),
    [
        *(("rules", one) for one in (PolicyFile, AllowanceModel, ResignModel, RuleModel)),
        *(("rules", one) for one in (ConditionModel, RuleExampleModel, GivenModel)),
        *(("rules", one) for one in (PatternModel, ExampleModel)),
        *(("services", one) for one in (ServiceFile, RefusalModel, FormatModel, LimitsModel)),
        *(("services", one) for one in (EndpointModel, FixtureModel)),
    ],
)
def test_keys_of_files(lang, file, model):
    told = [sorted(firsts(table)) for table in tables(page(lang, file))]
    assert sorted(field.alias or name for name, field in model.model_fields.items()) in told


@per_language
def test_examples_of_rules_are_valid(lang, tmp_path):
    examples = {
        re.findall(r"^name: (.+)$", example, re.MULTILINE)[0]: example
        for example in blocks(page(lang, "rules"), "yaml")
    }
    assert len(examples) == 4
    for name, example in examples.items():
        file = "clients" if name == "freelance" else name
        (tmp_path / f"{file}.yaml").write_text(example, encoding="utf-8")
    for name, example in examples.items():
        policy = load_policy(name, [SHIPPED / "policies", tmp_path], entities())
        ids = {rule.ref.id for rule in policy.rules}
        ids |= {pattern.entity.id for pattern in policy.searched}
        assert ids.issuperset(re.findall(r"^  - id: (.+)$", example, re.MULTILINE))


@per_language
@pytest.mark.parametrize(("file", "name"), [("services", "hosts"), ("README", "overview")])
def test_tables_of_services_are_those_that_their_folders_make(lang, file, name):
    text = page(lang, file)
    assert place(text, write_table(name, lang)) == text, "run tests/services_table.py"


@per_language
def test_kinds_and_formats(lang):
    assert firsts(table_of(page(lang, "services"), "scan")) == list(Kind.__value__.__args__)
    assert sorted(firsts(table_of(page(lang, "services"), "json"))) == sorted(wires())


@per_language
def test_the_example_of_a_service_is_valid(lang, tmp_path):
    examples = blocks(page(lang, "services"), "yaml")
    assert len(examples) == 2
    for number, example in enumerate(examples):
        (tmp_path / f"example{number}").mkdir()
        (tmp_path / f"example{number}" / "service.yaml").write_text(example, encoding="utf-8")
    loaded = load_catalogue([SHIPPED / "services", tmp_path])
    assert len(loaded.services) == len(SERVICES) + 2


@per_language
@pytest.mark.parametrize(
    ("vocabulary", "first"), [("EventType", "request"), ("Outcome", "allow"), ("Why", "static")]
)
def test_words_of_the_log_that_some_code_writes(lang, vocabulary, first):
    files = [
        path for path in SOURCE.rglob("*.py") if path.name not in {"vocabulary.py", "event.py"}
    ]
    source = "\n".join(path.read_text("utf-8") for path in files)
    written = {word.lower() for word in re.findall(rf"\b{vocabulary}\.([A-Z_]+)", source)}
    assert set(firsts(table_of(page(lang, "audit"), first))) == written


@per_language
def test_faults(lang):
    (rows,) = tables(page(lang, "faults"))
    told = {name for row in rows for name in re.findall(r"`(test_\w+\.py)`", row[3])}
    assert told == {path.name for path in (ROOT / "tests/faults").glob("test_*.py")}


@per_language
def test_reasons(lang):
    assert firsts(table_of(page(lang, "audit"), "policy")) == list(Reason)


@per_language
def test_keys_of_an_event(lang):
    told = set(firsts(table_of(page(lang, "audit"), "v")))
    told -= {"browser", "sdk", "cli", "desktop"}
    assert told == set(Event.__slots__) | {"v", "boot_id", "mono_ms"}
