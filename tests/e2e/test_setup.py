"""From an empty folder to browsers that go through Paravent, and back to what there was.

The system's own paths lie in another folder (``PARAVENT_ROOT``): nothing of the machine that runs
the tests is changed.
"""

import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from playwright.async_api import Error, Page, async_playwright

from e2e.browsing import PATIENCE_MS, ask, tool
from e2e.firefox import NavigationError, Tab, firefox, make_profile
from e2e.prompts import PROMPTS
from machine import picture
from paravent.system.ports import why_not_bound
from program import Program
from stub import Stub

pytestmark = pytest.mark.browser
PROMPT = PROMPTS[2]
COVERED = ("chatgpt.com", "claude.ai")
ELSEWHERE = "www.example.org"
GENERATOR = "/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator"
BROWSERS_OWN = (".cache", ".config/chromium", ".config/mozilla", ".mozilla", "Downloads")


@pytest.fixture
def person(stub: Stub, tmp_path: Path) -> Iterator[Program]:
    """Somebody whose browsers trust the stub's root, as they do those of the web."""
    user, root = tmp_path / "home", tmp_path / "root"
    for folder in (user / ".config/glib-2.0/settings", user / ".local/share", root / "etc"):
        folder.mkdir(parents=True)
    (user / ".bashrc").write_text("alias ll='ls -l'\n", encoding="utf-8")
    trust_stub(user / ".pki/nssdb", stub)
    environ = {
        "HOME": str(user),
        "PARAVENT_ROOT": str(root),
        "GSETTINGS_BACKEND": "keyfile",
        "XDG_CURRENT_DESKTOP": "GNOME",
    }
    program = Program(user / ".local/share/paravent", stub.port, stub.ca, environ)
    program.home.mkdir()
    ports = f"port = {program.port}\nui_port = {program.ui_port}\n"
    (program.home / "settings.toml").write_text(ports, encoding="utf-8")
    yield program
    if hasattr(program, "process") and program.process.poll() is None:
        program.stop()


def trust_stub(store: Path, stub: Stub) -> None:
    store.mkdir(parents=True, exist_ok=True)
    certutil = [tool("certutil"), "-d", f"sql:{store}"]
    subprocess.run([*certutil, "-N", "--empty-password"], check=True)
    subprocess.run([*certutil, "-A", "-t", "C,,", "-n", "web", "-i", str(stub.ca)], check=True)


def user(program: Program) -> Path:
    return Path(program.environ["HOME"])


def without_proxies(environ: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environ.items() if "proxy" not in name.lower()}


@asynccontextmanager
async def chromium(program: Program, stub: Stub, environ: dict[str, str]) -> AsyncIterator[Page]:
    """A Chromium that is told nothing: it finds its proxy and its roots as a person's does."""
    folder = Path(__file__).with_name("page.html")
    (stub.folder / "page.html").write_bytes(folder.read_bytes())
    names = f"MAP {ELSEWHERE}:443 127.0.0.1:{stub.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=tool("chromium"),
            args=[f"--host-resolver-rules={names}"],
            env={**without_proxies(program.env), **environ},
        )
        page = await browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page
        await browser.close()


async def issuer(page: Page, host: str) -> str:
    response = await page.goto(f"https://{host}/page")
    assert response
    details = await response.security_details()
    assert details
    return details["issuer"]


async def goes_through_us(page: Page, stub: Stub) -> None:
    for host in COVERED:
        assert (await issuer(page, host)).startswith("Paravent ")
        assert host in {one.host for one in stub.seen}
    assert await issuer(page, ELSEWHERE) == "Stub root"
    stub.reset()
    await page.goto("https://chatgpt.com/page")
    await ask(page, PROMPT.text)
    await page.locator("#state", has_text="done").wait_for()
    said = await page.text_content("#said")
    assert said
    assert all(value in said for value in PROMPT.planted[:1])
    assert not [value for value in PROMPT.planted if value.encode() in stub.everything()]


async def reaches_nothing_directly(page: Page, stub: Stub) -> None:
    assert await issuer(page, ELSEWHERE) == "Stub root"
    stub.reset()
    for host in COVERED:
        with pytest.raises(Error, match="ERR_PROXY_CONNECTION_FAILED"):
            await page.goto(f"https://{host}/page")
    assert [one.host for one in stub.seen if one.host in COVERED] == []


def sets_up(program: Program) -> None:
    done = program.run("setup", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    sent, left, received = (
        line
        for line in done.stdout.splitlines()
        if line.strip().startswith(("env", "parti", "reç"))
    )
    assert "Léa Noël" in sent
    assert "Léa Noël" not in left
    assert "06 12" not in left
    assert "[PERSONNE_" in left
    assert "Léa Noël" in received


def comes_back(program: Program, before: dict[str, tuple[str, int, bytes]]) -> None:
    """Uninstall; everything is as it was but for what is said to stay, and what browsers made."""
    done = program.run("uninstall", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    home = user(program)
    after = picture(home, Path(program.environ["PARAVENT_ROOT"]))
    browsers = tuple(str(home / name) for name in BROWSERS_OWN)
    changed = {
        path
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path) and not path.startswith(browsers)
    }
    (told,) = [line for line in done.stdout.splitlines() if line.startswith("Restent dans")]
    left = {str(program.home / name) for name in ("audit.db", "keys.json")}
    killed = {str(program.home / f"audit.db-{part}") for part in ("shm", "wal")}
    assert left <= changed <= left | killed
    assert all(Path(path).name in told for path in changed)


async def test_chromium_from_nothing_to_protected_and_back(person: Program, stub: Stub) -> None:
    before = picture(user(person), Path(person.environ["PARAVENT_ROOT"]))
    person.start()
    sets_up(person)
    async with chromium(person, stub, {}) as page:
        await goes_through_us(page, stub)
    again = person.run("setup", "--yes")
    assert again.returncode == 0
    assert "GNOME            déjà en place" in again.stdout
    person.kill()
    async with chromium(person, stub, {}) as page:
        await reaches_nothing_directly(page, stub)
    comes_back(person, before)


def variables_of_a_session(program: Program) -> dict[str, str]:
    environ = {"HOME": str(user(program)), "PATH": "/usr/bin:/bin"}
    script = f'set -a; eval "$({GENERATOR})"; env -0'
    told = subprocess.run(
        ["/bin/sh", "-c", script], env=environ, check=True, capture_output=True, text=True
    )
    return dict(line.partition("=")[::2] for line in told.stdout.split("\0") if line)


@pytest.mark.long
async def test_chromium_where_there_is_no_desktop(person: Program, stub: Stub) -> None:
    """Its variables are those that systemd reads from the session's file."""
    person.environ["XDG_CURRENT_DESKTOP"] = "XFCE"
    before = picture(user(person), Path(person.environ["PARAVENT_ROOT"]))
    person.start()
    sets_up(person)
    session = variables_of_a_session(person)
    assert session["HTTPS_PROXY"] == person.proxy
    async with chromium(person, stub, session) as page:
        await goes_through_us(page, stub)
    person.kill()
    async with chromium(person, stub, session) as page:
        await reaches_nothing_directly(page, stub)
    comes_back(person, before)


@contextmanager
def the_systems_socket(program: Program) -> Iterator[None]:
    """What systemd does with the units of the PAC file, by its own tool: none runs here."""
    port, folder = program.ui_port + 1, program.home / "setup"
    command = [tool("systemd-socket-activate"), "-l", f"127.0.0.1:{port}", "--inetd", "-a"]
    script = ["/bin/sh", str(folder / "pac.sh"), str(folder / "pac.http")]
    server = subprocess.Popen([*command, *script], stderr=subprocess.DEVNULL)
    try:
        while why_not_bound(port) is None:
            assert server.poll() is None
        yield
    finally:
        server.terminate()
        server.wait(60)


@pytest.mark.long
async def test_chromium_under_kde(person: Program, stub: Stub) -> None:
    """Where the PAC file has to come from a server, that server outlives Paravent."""
    person.environ |= {"XDG_CURRENT_DESKTOP": "KDE", "KDE_SESSION_VERSION": "5"}
    before = picture(user(person), Path(person.environ["PARAVENT_ROOT"]))
    person.start()
    unserved = person.run("setup", "--yes")
    assert unserved.returncode == 4
    assert "rien ne sert le fichier PAC" in unserved.stdout
    with the_systems_socket(person):
        sets_up(person)
        async with chromium(person, stub, {}) as page:
            await goes_through_us(page, stub)
        person.kill()
        async with chromium(person, stub, {}) as page:
            await reaches_nothing_directly(page, stub)
    comes_back(person, before)


@pytest.mark.long
def test_firefox_from_nothing_to_protected_and_back(person: Program, stub: Stub) -> None:
    """Every name leads to loopback, so that what does not go through us reaches the stub itself."""
    environ = without_proxies(person.env)
    profile = make_profile(user(person), environ)
    trust_stub(profile, stub)
    own = 'user_pref("network.dns.forceResolve", "127.0.0.1");\n'
    (profile / "user.js").write_text(own, encoding="utf-8")
    (stub.folder / "page.html").write_bytes(Path(__file__).with_name("page.html").read_bytes())
    before = picture(user(person), Path(person.environ["PARAVENT_ROOT"]))
    person.start()
    sets_up(person)
    with firefox(profile, environ) as tab:
        firefox_goes_through_us(tab, stub)
    person.kill()
    with firefox(profile, environ) as tab:
        tab.open(f"https://{ELSEWHERE}:{stub.port}/page")
        stub.reset()
        for host in COVERED:
            with pytest.raises(NavigationError):
                tab.open(f"https://{host}/page")
        assert [one.host for one in stub.seen if one.host in COVERED] == []
    comes_back(person, before)
    assert (profile / "user.js").read_text(encoding="utf-8") == own
    assert "network.proxy" not in (profile / "prefs.js").read_text(encoding="utf-8")
    listed = subprocess.run(
        [tool("certutil"), "-d", f"sql:{profile}", "-L"], check=True, capture_output=True, text=True
    ).stdout
    assert "web" in listed
    assert "Paravent" not in listed


def firefox_goes_through_us(tab: Tab, stub: Stub) -> None:
    for host in COVERED:
        tab.open(f"https://{host}/page")
        assert host in {one.host for one in stub.seen}
    tab.open(f"https://{ELSEWHERE}:{stub.port}/page")
    assert f"{ELSEWHERE}:{stub.port}" in {one.host for one in stub.seen}
    tab.open("https://chatgpt.com/page")
    stub.reset()
    tab.run(f"document.querySelector('#prompt').value = {PROMPT.text!r}")
    tab.run("document.querySelector('#send').click()")
    said = tab.run(
        "new Promise(done => { const look = () => document.querySelector('#state').textContent "
        "=== 'done' ? done(document.querySelector('#said').textContent) : setTimeout(look, 50); "
        "look(); })"
    )
    assert PROMPT.planted[0] in said
    assert not [value for value in PROMPT.planted if value.encode() in stub.everything()]
