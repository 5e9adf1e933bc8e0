"""Every shipped policy passes its own tests and those that it takes over, with the real detectors."""

import pytest
import pytest_asyncio
import yaml

from paravent.cli.judging import Judge
from paravent.core.types import Finding, Segment, Sensitive
from paravent.detect.catalogue import entities
from paravent.detect.engine import Engine
from paravent.policy.contents import look_into
from paravent.policy.evaluate import decide
from paravent.policy.load import load_policy
from paravent.policy.rules import Policy, Situation
from paravent.rulecheck import check_policy
from paravent.settings import shipped

pytestmark = pytest.mark.asyncio(loop_scope="module")

FOLDER = shipped("rules") / "policies"
PACKS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def engine():
    engine = Engine(workers=1, job_timeout_s=60)
    await engine.start()
    yield engine
    await engine.stop()


def load(name: str) -> Policy:
    return load_policy(name, [FOLDER], entities())


async def test_the_packs_are_those_that_are_promised():
    assert PACKS == [
        "developer",
        "freelance",
        "observe",
        "rgpd-strict",
        "sobriete",
        "strict",
        "ue-seulement",
    ]


@pytest.mark.parametrize("name", PACKS)
async def test_a_pack_passes_its_tests(engine, name):
    policy = load(name)

    judge = Judge(engine, policy)
    assert await check_policy(policy, judge.find, judge.mark, judge.suppose) == []


@pytest.mark.parametrize("name", PACKS)
async def test_every_sentence_of_a_pack_is_in_both_languages(name):
    written = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    for said in (written["describe"], *(rule["why"] for rule in written.get("rules", ()))):
        assert said.keys() == {"fr", "en"}
        assert said["fr"] != said["en"]
        assert all(sentence.endswith((".", "{optout}")) for sentence in said.values())


async def acts(engine, name: str, text: str, **marks: str) -> dict[str, str]:
    policy = load(name)
    (found,) = await engine.scan([Segment(Sensitive(text), "$")])
    situation = Situation(marks=frozenset(marks.values()))
    situation = look_into(situation, policy, [(text, found)])
    return {
        text[d.finding.start : d.finding.end]: d.action.name
        for d in decide(policy, found, text, situation)
    }


async def test_strict_blocks_sensitive_data_only_where_there_is_a_person(engine):
    text = "Mme Claire Dupont a écrit au tribunal de Lyon."
    assert "block" in (await acts(engine, "strict", text, mark="art9")).values()
    assert "block" in (await acts(engine, "strict", text, mark="art10")).values()
    assert "block" not in (await acts(engine, "strict", text)).values()
    assert "block" not in (await acts(engine, "strict", text, mark="finance")).values()
    nobody = "Le tribunal de Lyon a jugé."
    assert "block" not in (await acts(engine, "strict", nobody, mark="art9")).values()


async def test_developer_warns_of_secrets_and_keeps_names_of_code(engine):
    text = "class Martin(Base):\n    key = 'AKIAQ3EGRTUVWXYZ2345'\n    host = '82.64.12.201'\n"
    found = await acts(engine, "developer", text)
    assert found == {"AKIAQ3EGRTUVWXYZ2345": "warn", "82.64.12.201": "generalise"}


async def test_observe_allows_whatever_the_default_would_do(engine):
    text = "Mme Claire Dupont, FR76 3000 6000 0112 3456 7890 189"
    assert set((await acts(engine, "observe", text)).values()) == {"allow"}
    policy = load("observe")
    assert policy.unread == "allow"
    assert [rule.ref.id for rule in policy.rules] == [r.ref.id for r in load("freelance").rules]


async def test_no_pack_is_milder_than_the_default_unless_it_says_so():
    """What the default hides or blocks, the strict pack hides or blocks too."""
    types = entities()
    found = [Finding(0, 1, kind, 0.9, "t") for kind in types]
    default, strict = (
        {d.finding.type: d.action.strictness for d in decide(load(name), found, "x", Situation())}
        for name in ("freelance", "strict")
    )
    assert all(strict[kind] >= default[kind] for kind in types)


async def test_what_an_action_wrote_is_not_taken_for_a_value_the_next_time(engine):
    written = (
        "[PERSONNE ●●●●] née le [NAISSANCE 1975], [ADRESSE 69, Villeurbanne], [EMAIL exemple.fr], "
        "[TEL +33], connexion depuis [IP 82.64.12.x] et [IP 2a01:cb08:8c2f:x], NIR [NIR ●●●●], "
        "[IBAN ●●●●], [CLE ●●●●]"
    )
    names = {"LOCATION", "ORGANISATION"}  # what a model guesses, and the default leaves
    (found,) = await engine.scan([Segment(Sensitive(written), "$")])
    assert [one.type for one in found if one.score >= 0.5 and one.type not in names] == []
