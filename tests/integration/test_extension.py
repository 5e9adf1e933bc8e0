"""The extension as it is built: what it asks for, what it says, how it counts, where it leads."""

import json
import os
import re
import shutil
import subprocess
from typing import Any

import pytest

from e2e.extending import built
from pages import ROOT
from paravent.services.catalogue import load_catalogue
from paravent.settings import shipped
from paravent.system.pac import pac_file

BUILD = ROOT / "extension" / "build"
SOURCES = ROOT / "extension"
BROWSERS = ("chromium", "firefox")
CATALOGUE = load_catalogue([shipped("rules") / "services"]).opened(())


def node(script: str, given: object = None) -> Any:
    """What a module says that may import the built ones; ``given`` is its ``given``."""
    built("chromium")
    program = shutil.which("node")
    if program is None:
        if os.environ.get("CI") == "1":
            pytest.fail("node must be installed in CI")
        pytest.skip("node is not installed")
    text = f"const given = {json.dumps(given)};\n{script}"
    command = [program, "--input-type=module", "--eval", text]
    ran = subprocess.run(command, cwd=BUILD, capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


def manifest(browser: str) -> dict[str, Any]:
    return dict(json.loads((built(browser) / "manifest.json").read_text(encoding="utf-8")))


def messages(lang: str) -> dict[str, str]:
    path = SOURCES / "_locales" / lang / "messages.json"
    return {name: one["message"] for name, one in json.loads(path.read_text("utf-8")).items()}


def hosts(*, web: bool) -> set[str]:
    return {
        f"*.{one.name}" if one.subdomains else one.name
        for service in CATALOGUE.services.values()
        if "local" not in service.groups and (service.surface == "web" or not web)
        for one in service.hosts
    }


@pytest.mark.parametrize("browser", BROWSERS)
def test_it_asks_for_no_more_than_it_needs(browser):
    asked = manifest(browser)
    assert asked["permissions"] == ["activeTab", "alarms", "proxy", "storage", "webRequest"]
    sites = {f"*://{host}/*" for host in hosts(web=browser == "chromium")}
    assert set(asked["host_permissions"]) == sites | {"http://127.0.0.1/*"}
    assert not {"content_scripts", "web_accessible_resources", "externally_connectable"} & set(
        asked
    )


@pytest.mark.parametrize("browser", BROWSERS)
def test_nothing_comes_from_elsewhere(browser):
    texts = [path for path in built(browser).rglob("*") if path.suffix in {".js", ".html", ".css"}]
    assert len(texts) > 10
    found = "\n".join(path.read_text(encoding="utf-8") for path in texts)
    assert set(re.findall(r"\w+://[\w.]+", found)) <= {"http://127.0.0.1"}
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\(|new Function", found
    )


def test_both_languages_say_the_same_things_and_all_that_are_asked_for():
    french, english = messages("fr"), messages("en")
    assert set(french) == set(english)
    for name, text in french.items():
        assert sorted(re.findall(r"\$\w\$", text)) == sorted(re.findall(r"\$\w\$", english[name]))
    code = "\n".join(path.read_text("utf-8") for path in (SOURCES / "src").glob("*.ts"))
    pages = "\n".join(path.read_text("utf-8") for path in (SOURCES / "static").glob("*.html"))
    asked = {
        *re.findall(r'\bword\("(\w+)"', code),
        *re.findall(r'data-t(?:-label)?="(\w+)"', pages),
    }
    asked |= {
        f"{name}_{n}" for name in re.findall(r'plural\("(\w+)"', code) for n in ("one", "many")
    }
    kinds = re.findall(r'^  \| "(\w+)"', code, re.MULTILINE)
    asked |= {f"{what}_{kind}" for what in ("state", "detail", "title") for kind in kinds}
    assert asked | {"description"} == set(french)


def test_french_signs_do_not_part_from_their_words():
    wrong = [text for text in messages("fr").values() if re.search(r" [:;?»]|« |!", text)]
    assert wrong == []


def test_it_leads_where_the_pac_file_leads():
    services = [
        {"id": one.id, "name": one.name, "web": True, "hosts": sorted(
            f"*.{host.name}" if host.subdomains else host.name for host in one.hosts)}
        for one in CATALOGUE.services.values()
    ]  # fmt: skip
    catalogued = hosts(web=False)
    names = [host.removeprefix("*.") for host in catalogued]
    names += [f"{way}.{name}" for name in names for way in ("a", "a.b", "ab")]
    names += [name.upper() + "." for name in names] + [f"not{name}" for name in names]
    names += ["127.0.0.1", "localhost", "example.org", "com", "constructor", "toString", ""]
    ours = pac_file(list(CATALOGUE.hosts), "127.0.0.1", 8787)
    told = node(
        """
        const { pacScript } = await import("./pac.js");
        const { fits } = await import("./hosts.js");
        const find = (script) => new Function(`${script}; return FindProxyForURL`)();
        const [theirs, ours] = [pacScript(given.services, 8787), given.ours].map(find);
        const patterns = given.services.flatMap((service) => service.hosts);
        const fitting = (name) => patterns.some((one) => fits(one, name)) ? "PROXY 127.0.0.1:8787" : "DIRECT";
        console.log(JSON.stringify(given.names.map((name) => [name, ours("", name), theirs("", name), fitting(name)])));
        """,
        {"services": services, "ours": ours, "names": names},
    )
    assert [one for one in told if len(set(one[1:])) > 1] == []
    assert {one[1] for one in told} == {"PROXY 127.0.0.1:8787", "DIRECT"}


NOTED = {"tab": 7, "host": "claude.ai", "path": "/api/x", "at_ms": 1000}
SEND = {
    "number": 1, "at_ms": 1010, "service": "claude_web", "host": "claude.ai", "path": "/api/x",
    "page": "", "hidden": [{"key": "k", "kind": "nom", "label": "[PERSONNE_B]"}],
}  # fmt: skip


def tally(*steps: list[Any]) -> dict[str, list[int]]:
    """The numbers of the sends of each tab after these steps."""
    return dict(
        node(
            """
            const tally = await import("./tally.js");
            const session = {run: "", after: 0, sends: [], noted: [], tabs: {}, distrusted: []};
            for (const [name, ...values] of given) tally[name](session, ...values);
            const told = {};
            for (const tab of [7, 8]) told[tab] = tally.sendsOf(session, tab).map((send) => send.number);
            console.log(JSON.stringify(told));
            """,
            steps,
        )
    )


def test_a_send_is_its_tabs_whichever_was_known_first():
    assert tally(["note", NOTED], ["take", "r", [SEND]]) == {"7": [1], "8": []}
    assert tally(["take", "r", [SEND]], ["note", NOTED]) == {"7": [1], "8": []}


def test_a_send_is_the_last_tabs_that_asked_for_the_same():
    other = {**NOTED, "tab": 8, "at_ms": 1005}
    later = {**NOTED, "tab": 8, "at_ms": 1500}
    elsewhere = {**NOTED, "tab": 8, "at_ms": 1005, "path": "/api/y"}
    assert tally(["note", NOTED], ["note", other], ["take", "r", [SEND]]) == {"7": [], "8": [1]}
    assert tally(["note", NOTED], ["note", later], ["take", "r", [SEND]]) == {"7": [1], "8": []}
    assert tally(["note", NOTED], ["note", elsewhere], ["take", "r", [SEND]])["7"] == [1]


def test_what_a_worker_of_the_site_sends_is_the_last_tabs_and_what_no_page_does_nobodys():
    page = {**NOTED, "path": "/", "at_ms": 900}
    worker = {**NOTED, "tab": -1}
    assert tally(["note", page], ["note", worker], ["take", "r", [SEND]])["7"] == [1]
    assert tally(["note", page], ["take", "r", [SEND]])["7"] == []


def test_a_page_that_is_loaded_anew_begins_at_nothing():
    again = {**SEND, "number": 2, "at_ms": 3010}
    told = ["note", NOTED], ["take", "r", [SEND]], ["renew", 7, 3000]
    assert tally(*told)["7"] == []
    assert tally(*told, ["note", {**NOTED, "at_ms": 3005}], ["take", "r", [again]])["7"] == [2]


def test_nothing_is_left_of_a_tab_that_is_gone():
    assert tally(["note", NOTED], ["take", "r", [SEND]], ["forget", 7])["7"] == []


def test_a_program_that_was_restarted_counts_anew():
    later = {**SEND, "at_ms": 2010}
    told = ["note", NOTED], ["take", "r", [SEND]], ["take", "r", [SEND]], ["take", "s", [later]]
    assert tally(*told)["7"] == [1, 1]
