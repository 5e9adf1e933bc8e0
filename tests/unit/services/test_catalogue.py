import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from paravent.errors import Exit, ParaventError
from paravent.services.catalogue import load_catalogue
from paravent.services.match import PathPattern, split_path
from paravent.services.paths import Path as JsonPath
from paravent.services.schema import json_schema
from paravent.settings import shipped

RULES = shipped("rules")
CATALOGUE = load_catalogue([RULES / "services"])

REGENERATE = (
    "rules/schema/service.json is out of date; write to it what this prints: .venv/bin/python -c "
    "'import json; from paravent.services.schema import json_schema; "
    "print(json.dumps(json_schema(), indent=2, ensure_ascii=False))'"
)

SERVICE = """\
version: 1
id: essai
name: Essai
vendor: Moi
surface: api
hosts: [api.essai.fr, "*.essai.fr"]
checked: "2026-11-22"
refusal: {body: {error: "{message}"}}
endpoints:
  - {id: chat, match: POST /v1/chat, wire: openai_chat}
"""


def test_every_shipped_service_says_whose_law_its_vendor_is_under():
    catalogue = load_catalogue([shipped("rules") / "services"])
    known = {"us-cloud", "eu-cloud", "other-cloud", "local"}
    assert {one.id for one in catalogue.services.values() if not known & set(one.groups)} == set()


def test_every_shipped_service_says_how_well_it_is_known_since_when_and_what_is_not_covered():
    services = CATALOGUE.services.values()
    assert [one.id for one in services if not (one.format and one.limits)] == []


def write(folder: Path, text: str, name: str = "essai") -> Path:
    (folder / name).mkdir(exist_ok=True)
    file = folder / name / "service.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("method", "host", "path", "service", "endpoint"),
    [
        ("POST", "api.openai.com", "/v1/chat/completions", "openai_api", "chat_completions"),
        ("POST", "API.OpenAI.com.", "/v1/chat/completions/", "openai_api", "chat_completions"),
        ("GET", "eu.api.openai.com", "/v1/models/gpt-5", "openai_api", "model"),
        ("POST", "api.openai.com", "/v1/unknown", "openai_api", None),
        ("POST", "api.openai.com", "/v1/chat/../models", "openai_api", None),
        ("POST", "api.openai.com", "/v1/chat/%2e%2e/models", "openai_api", None),
        ("GET", "chatgpt.com", "/backend-api/conversation/abc", "chatgpt_web", "conversation_get"),
        ("POST", "chatgpt.com", "/backend-api/sentinel/a/b", "chatgpt_web", "sentinel"),
        ("POST", "chatgpt.com", "/backend-api/sentinel/../f/conversation", "chatgpt_web", None),
        ("POST", "chatgpt.com", "/backend-api/sentinel/x%2Fy", "chatgpt_web", None),
        ("PUT", "files.oaiusercontent.com", "/file-1", "chatgpt_web", "blob"),
        ("PUT", "chatgpt.com", "/file-1", "chatgpt_web", None),
        ("POST", "ab.chatgpt.com", "/v1/rgstr", "chatgpt_web", "telemetry_statsig"),
    ],
)
def test_requests_find_their_endpoint(
    method: str, host: str, path: str, service: str, endpoint: str | None
) -> None:
    found = CATALOGUE.at(host)
    assert found
    assert found.id == service
    named = CATALOGUE.endpoint(found, method, host, path)
    assert (named.id if named else None) == endpoint


@pytest.mark.parametrize(
    "host",
    ["openai.com", "evil-chatgpt.com", "chatgpt.com.evil.fr", "xapi.openai.com", "oaiusercontent.com",
     "a.api.openai.com", "example.org", ""],
)  # fmt: skip
def test_other_hosts_are_nobodys(host: str) -> None:
    assert CATALOGUE.at(host) is None


def test_the_door_knows_ids_and_other_names() -> None:
    assert CATALOGUE.named("openai") is CATALOGUE.named("openai_api")
    assert CATALOGUE.named("inconnu") is None


def test_a_service_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, SERVICE)
    both = load_catalogue([RULES / "services", tmp_path])
    assert both.at("x.y.essai.fr") is both.services["essai"]
    assert both.at("essai.fr") is None
    assert "*.essai.fr" in both.hosts
    assert both.sha256 != CATALOGUE.sha256


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("wire: openai_chat", "wire: openai_chats", "10:44", "valeur inconnue"),
        ("POST /v1/chat", "chat", "10:23", "écrivez la méthode"),
        ("api.essai.fr,", "api.openai.com,", "6:9", "déjà pris"),
        ("api.essai.fr,", "com,", "6:9", "refusé"),
        ("id: essai", "id: openai", "2:5", "déjà pris"),
        ("surface: api", "surface: phone", "5:10", ""),
        ("2026-11-22", "hier", "7:10", "une date"),
        ("vendor: Moi\n", "", "1:1", "clé manquante"),
        ("name: Essai", "nom: Essai", "3:1", ""),
    ],
)
def test_errors_are_told_with_their_place(
    tmp_path: Path, old: str, new: str, where: str, message: str
) -> None:
    file = write(tmp_path, SERVICE.replace(old, new))
    with pytest.raises(ParaventError) as caught:
        load_catalogue([RULES / "services", tmp_path])
    assert caught.value.exit_code is Exit.INVALID
    told = [str(problem) for problem in caught.value.problems]
    assert any(line.startswith(f"{file}:{where}: ") and message in line for line in told), told


def test_all_the_errors_of_all_the_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, SERVICE.replace("surface: api", "surface: phone"), "a")
    write(tmp_path, SERVICE.replace("openai_chat", "x").replace("id: essai", "id: b"), "b")
    with pytest.raises(ParaventError) as caught:
        load_catalogue([tmp_path])
    assert len({problem.where.split(":")[0] for problem in caught.value.problems}) == 2


def test_two_calls_of_one_name_and_fixtures_of_none_are_errors(tmp_path: Path) -> None:
    more = (
        "  - {id: chat, match: GET /v1/chat}\nfixtures:\n  - {endpoint: other, request: a.json}\n"
    )
    write(tmp_path, SERVICE + more)
    with pytest.raises(ParaventError) as caught:
        load_catalogue([tmp_path])
    assert [problem.where.rsplit(":", 2)[1] for problem in caught.value.problems] == ["11", "13"]


def test_the_schema_for_editors_is_up_to_date() -> None:
    kept = (RULES / "schema" / "service.json").read_text(encoding="utf-8")
    assert kept == json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n", REGENERATE


@pytest.mark.parametrize("file", sorted((RULES / "services").glob("*/service.yaml")), ids=str)
def test_services_agree_with_the_schema(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schema/service.json\n")
    Draft202012Validator(json_schema()).validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    ("pattern", "path", "takes"),
    [
        ("/a/{id}", "/a/b", True),
        ("/a/{id}", "/a", False),
        ("/a/{id}", "/a/b/c", False),
        ("/a/**", "/a", True),
        ("/a/**", "/a/b/c", True),
        ("/a/**", "/ab", False),
        ("/", "/", True),
        ("/**", "/x/y", True),
        ("/**/chat/completions", "/chat/completions", True),
        ("/**/chat/completions", "/openai/v1/chat/completions", True),
        ("/**/chat/completions", "/chat/completions/x", False),
        ("/m/{model}:generate", "/m/gemini-2:generate", True),
        ("/m/{model}:generate", "/m/:generate", False),
        ("/m/{model}:generate", "/m/gemini-2:count", False),
    ],
)
def test_paths_are_matched_segment_by_segment(pattern: str, path: str, takes: bool) -> None:
    assert PathPattern.parse(f"GET {pattern}").takes("GET", split_path(path)) is takes


@pytest.mark.parametrize(
    "text",
    ["", "/a", "get /a", "GET a", "GET /a*", "GET /{A}", "GET /a?b", "GET /**/a/**", "GET /{a}b"],
)
def test_other_patterns_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a pattern"):
        PathPattern.parse(text)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$.a", [1]),
        ("$.b[*].c", [2, 3]),
        ("$..c", [2, 3, 4]),
        ("$.b[t=x].c", [2]),
        ("$.*", [1, [{"c": 2, "t": "x", "i": 9}, {"c": 3}], {"c": 4, "d": {"e": "s"}}]),
        ("$.f.**", ["s"]),
        ("$.z", []),
    ],
)
def test_the_path_language(path: str, expected: list[object]) -> None:
    tree = {"a": 1, "b": [{"c": 2, "t": "x", "i": 9}, {"c": 3}], "f": {"c": 4, "d": {"e": "s"}}}
    assert [spot.value for spot in JsonPath.parse(path).find(tree)] == expected  # type: ignore[arg-type]


def test_tags_remember_what_names_an_element() -> None:
    tree = {"b": [{"i": 7, "c": "x"}, {"c": "y"}]}
    found = [(spot.tags, spot.value) for spot in JsonPath.parse("$.b[@i].c").find(tree)]  # type: ignore[arg-type]
    assert found == [((7,), "x"), ((1,), "y")]


def test_the_most_precise_pattern_is_tried_first() -> None:
    texts = ["GET /**", "GET /**/b", "GET /a/{x}", "GET /a/{x}:run", "GET /a/b"]
    ranked = sorted(texts, key=lambda text: PathPattern.parse(text).rank)
    assert ranked == ["GET /a/b", "GET /a/{x}:run", "GET /a/{x}", "GET /**/b", "GET /**"]


LIKE = """\
version: 1
id: mien
like: openai_compatible
surface: api
hosts: [llm.essai.fr]
"""


def test_a_host_joins_with_a_few_lines(tmp_path: Path) -> None:
    write(tmp_path, LIKE, "mien")
    both = load_catalogue([RULES / "services", tmp_path])
    service = both.services["mien"]
    found = both.endpoint(service, "POST", "llm.essai.fr", "/any/v9/chat/completions")
    assert found
    assert (found.id, found.wire.name) == ("chat_completions", "openai_chat")
    assert (service.name, service.vendor) == ("mien", "llm.essai.fr")
    assert service.site == "mien"
    assert both.named("mien") is service
    Draft202012Validator(json_schema()).validate(yaml.safe_load(LIKE))


def test_its_own_calls_go_before_those_of_the_service_that_it_is_like(tmp_path: Path) -> None:
    own = "endpoints:\n  - {id: models, match: GET /v1/models, kind: refuse}\n"
    write(tmp_path, LIKE + own, "mien")
    service = load_catalogue([RULES / "services", tmp_path]).services["mien"]
    assert [one.kind for one in service.endpoints if one.id == "models"] == ["refuse"]
    assert len(service.endpoints) == len(CATALOGUE.services["openai_compatible"].endpoints)


@pytest.mark.parametrize("name", ["nobody", "groq"])
def test_a_service_can_only_be_like_one_that_is_whole(tmp_path: Path, name: str) -> None:
    write(tmp_path, LIKE.replace("openai_compatible", name), "mien")
    with pytest.raises(ParaventError) as caught:
        load_catalogue([RULES / "services", tmp_path])
    assert any(":3:7: " in str(p) and "like" in str(p) for p in caught.value.problems)


def test_general_hosts_are_read_on_request_only() -> None:
    closed, opened = CATALOGUE.opened([]), CATALOGUE.opened(["m365_copilot"])
    assert closed.at("substrate.office.com") is None
    assert closed.at("discord.com") is None
    assert opened.at("discord.com") is None
    service = opened.at("substrate.office.com")
    assert service
    for path, kind in (("/m365Copilot/Chathub/o@t", "scan"), ("/owa/mail", "outside")):
        endpoint = opened.endpoint(service, "GET", "substrate.office.com", path)
        assert endpoint
        assert endpoint.kind == kind


def test_what_is_outside_is_for_general_hosts_only(tmp_path: Path) -> None:
    write(tmp_path, SERVICE.replace("wire: openai_chat", "kind: outside"))
    with pytest.raises(ParaventError, match="opt_in"):
        load_catalogue([tmp_path])


def test_of_a_second_host_one_call_may_be_read_and_the_rest_be_outside() -> None:
    poe = CATALOGUE.at("www.quora.com")
    assert poe
    assert poe.id == "poe_api"
    calls = {
        ("POST", "/poe_api/file_upload_3RD_PARTY_POST"): "upload",
        ("GET", "/What-is-a-proxy"): "outside",
        ("POST", "/graphql/gql_para_POST"): "outside",
    }
    for (method, path), kind in calls.items():
        endpoint = CATALOGUE.endpoint(poe, method, "www.quora.com", path)
        assert endpoint
        assert endpoint.kind == kind
    bot = CATALOGUE.endpoint(poe, "POST", "api.poe.com", "/bot/Claude")
    assert bot
    assert bot.kind == "scan"


def test_three_lines_are_valid_by_the_schema_for_editors_as_well() -> None:
    three = "id: mien\nlike: openai_compatible\nhosts: [llm.essai.fr]\n"
    Draft202012Validator(json_schema()).validate(yaml.safe_load(three))


@pytest.mark.parametrize(
    "host",
    ["googleapis.com", "storage.googleapis.com", "s3.amazonaws.com", "x.s3.amazonaws.com",
     "accounts.google.com", "graph.microsoft.com", "login.microsoftonline.com", "x.com",
     "github.com", "api.github.com", "www.bing.com", "discord.com", "play.google.com"],
)  # fmt: skip
def test_login_mail_and_general_hosts_are_nobodys(host: str) -> None:
    assert CATALOGUE.opened([]).at(host) is None


def test_a_door_leads_to_services_that_have_a_host_of_one_name() -> None:
    assert CATALOGUE.named("frugalgpt") is None
    assert CATALOGUE.named("azure_openai") is None
    assert CATALOGUE.named("bedrock")


def test_a_hit_of_one_host_among_the_many_of_a_cloud() -> None:
    for host, service in (
        ("bedrock-runtime.eu-west-3.amazonaws.com", "aws_bedrock"),
        ("europe-west9-aiplatform.googleapis.com", "vertex_ai"),
        ("moi.openai.azure.com", "azure_openai"),
    ):
        found = CATALOGUE.at(host)
        assert found
        assert found.id == service


@pytest.mark.parametrize("text", ["", "a", "$", "$.", "$a", "$.a[", "$.a b"])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        JsonPath.parse(text)


@pytest.mark.parametrize("service", CATALOGUE.services.values(), ids=lambda one: one.id)
def test_every_service_has_recorded_exchanges_and_no_stray_file(service):
    folder = RULES / "services" / service.id / "fixtures"
    named = {name for one in service.fixtures for name in (one.request, one.response) if name}
    assert named == {path.name for path in folder.iterdir()}


ENUMERATED = ("googleapis.com", "amazonaws.com", "microsoft.com", "office.com", "azure.com")


@pytest.mark.parametrize("service", CATALOGUE.services.values(), ids=lambda one: one.id)
def test_hosts_of_a_cloud_are_named_one_by_one(service):
    """A certificate for all of a cloud would vouch for mail and storage as well."""
    for host in service.hosts:
        cloud = next((one for one in ENUMERATED if host.name.endswith(f".{one}")), "")
        assert host.name not in ENUMERATED
        if cloud and host.subdomains:
            assert host.name in {
                "openai.azure.com",
                "cognitiveservices.azure.com",
                "services.ai.azure.com",
                "inference.ai.azure.com",
            }


@pytest.mark.parametrize(
    "host",
    [
        "accounts.google.com",
        "storage.googleapis.com",
        "www.googleapis.com",
        "s3.amazonaws.com",
        "secretsmanager.eu-west-3.amazonaws.com",
        "iam.amazonaws.com",
        "graph.microsoft.com",
        "login.microsoft.com",
        "outlook.office.com",
        "portal.azure.com",
        "mail.google.com",
    ],
)
def test_login_mail_and_storage_are_nobodys(host):
    assert CATALOGUE.at(host) is None


@pytest.mark.parametrize(
    ("host", "service"),
    [
        ("bedrock-runtime.eu-west-3.amazonaws.com", "aws_bedrock"),
        ("bedrock-agent-runtime.ap-southeast-2.amazonaws.com", "aws_bedrock"),
        ("europe-west9-aiplatform.googleapis.com", "vertex_ai"),
        ("generativelanguage.googleapis.com", "gemini_api"),
        ("content-push.googleapis.com", "gemini_web"),
        ("ppl-ai-file-upload.s3.amazonaws.com", "perplexity_web"),
        ("sdmntprwestus.oaiusercontent.com", "chatgpt_web"),
        ("copilot.microsoft.com", "copilot_consumer"),
    ],
)
def test_hosts_of_one_region_and_second_hosts_are_their_services(host, service):
    found = CATALOGUE.at(host)
    assert found
    assert found.id == service
