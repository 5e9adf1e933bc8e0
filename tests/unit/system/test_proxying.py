"""Every proxy setting is ours after set-up, and what it was before once that is undone."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from e2e.browsing import tool
from machine import HOSTS, Machine, picture
from paravent.errors import ParaventError
from paravent.system.pac import pac_file
from paravent.system.part import Part, Standing, is_of_ours
from paravent.system.proxying import settings
from program import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = "org.gnome.system.proxy"
KDE = {"XDG_CURRENT_DESKTOP": "KDE"}


def part_of(machine: Machine, id_: str) -> Part:
    (part,) = [part for part in settings(machine.site) if part.id.startswith(id_)]
    return part


def stands(machine: Machine, id_: str) -> Standing:
    return part_of(machine, id_).look(machine.site).standing


@pytest.fixture
def ui_port() -> Iterator[int]:
    """The port of the pages of a machine on which something serves the PAC file already."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1] - 1


def test_the_address_holds_the_file_itself(tmp_path: Path) -> None:
    site = Machine(tmp_path).site
    assert site.pac_url.startswith("data:application/x-ns-proxy-autoconfig;base64,")
    assert is_of_ours(f"'{site.pac_url}'")
    for other in ("", "http://wpad/wpad.dat", "data:application/x-ns-proxy-autoconfig;base64,AAAA"):
        assert not is_of_ours(other)


class Gnome(Machine):
    """With the real ``gsettings``, which keeps its settings in a text file."""

    def get(self, key: str) -> str:
        return self.place.run("gsettings", "get", SCHEMA, key).out.strip()

    def set(self, key: str, value: str) -> None:
        assert self.place.run("gsettings", "set", SCHEMA, key, value).ok


@pytest.fixture
def gnome(tmp_path: Path) -> Gnome:
    tool("gsettings")
    machine = Gnome(tmp_path, environ={"GSETTINGS_BACKEND": "keyfile"})
    machine.get("mode")  # makes its folder
    return machine


def test_gnome(gnome: Gnome) -> None:
    before = picture(gnome.user)
    gnome.change(part_of(gnome, "proxy:gnome"))
    assert (gnome.get("mode"), gnome.get("autoconfig-url")) == ("'auto'", f"'{gnome.site.pac_url}'")
    assert stands(gnome, "proxy:gnome") is Standing.DONE
    gnome.undo()
    assert picture(gnome.user) == before


def test_gnome_with_settings_of_its_own(gnome: Gnome) -> None:
    gnome.set("ignore-hosts", "['intranet']")
    gnome.set("autoconfig-url", "'http://former/p.pac'")
    before = picture(gnome.user)
    gnome.change(part_of(gnome, "proxy:gnome"))
    gnome.undo()
    assert picture(gnome.user) == before


def test_gnome_that_somebody_has_set_otherwise_since(gnome: Gnome) -> None:
    gnome.change(part_of(gnome, "proxy:gnome"))
    gnome.set("autoconfig-url", "'http://theirs/p.pac'")
    (undone,) = gnome.undo()
    assert undone.kept
    assert (gnome.get("mode"), gnome.get("autoconfig-url")) == ("'auto'", "'http://theirs/p.pac'")


def test_gnome_where_another_setting_has_changed_since(gnome: Gnome) -> None:
    gnome.set("autoconfig-url", "'http://former/p.pac'")
    gnome.change(part_of(gnome, "proxy:gnome"))
    gnome.set("ignore-hosts", "['intranet']")
    gnome.undo()
    found = [gnome.get(key) for key in ("mode", "autoconfig-url", "ignore-hosts")]
    assert found == ["'none'", "'http://former/p.pac'", "['intranet']"]


@pytest.mark.parametrize("mode", ["manual", "auto"])
def test_another_proxy_stays_unless_it_may_be_replaced(gnome: Gnome, mode: str) -> None:
    gnome.set("mode", mode)
    gnome.set("autoconfig-url", "'http://corporate/p.pac'")
    before = picture(gnome.user)
    look = part_of(gnome, "proxy:gnome").look(gnome.site)
    assert look.standing is Standing.BLOCKED
    assert look.fix == "paravent setup --replace-proxy"
    gnome.replace_proxy = True
    assert stands(gnome, "proxy:gnome") is Standing.TODO
    gnome.change(part_of(gnome, "proxy:gnome"))
    gnome.undo()
    assert picture(gnome.user) == before


def test_an_earlier_address_of_ours_is_replaced(gnome: Gnome) -> None:
    gnome.change(part_of(gnome, "proxy:gnome"))
    former = gnome.site.pac_url
    later = pac_file([*HOSTS, "new.example.org"], "127.0.0.1", 8787)
    site = gnome.site.__class__(**{**vars(gnome.site), "pac": later})
    assert site.pac_url != former
    assert part_of(gnome, "proxy:gnome").look(site).standing is Standing.TODO


def kioslaverc(machine: Machine, text: str | None) -> Path:
    path = machine.user / ".config/kioslaverc"
    path.parent.mkdir()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "[Proxy Settings]\n{ours}"),
        ("[Proxy Settings]\nProxyType=0\nNoProxyFor=x\n", "[Proxy Settings]\n{ours}NoProxyFor=x\n"),
        ("[Other]\nProxyType=1\n", "[Other]\nProxyType=1\n[Proxy Settings]\n{ours}"),
        (
            "[Proxy Settings]\nProxy Config Script[$e]=http://x\n\n[Z]\na=1\n",
            "[Proxy Settings]\n{ours}\n[Z]\na=1\n",
        ),
    ],
)
def test_kde(tmp_path: Path, ui_port: int, before: str | None, after: str) -> None:
    machine = Machine(tmp_path, commands=("systemctl",), environ=KDE, ui_port=ui_port)
    path = kioslaverc(machine, before)
    was = picture(machine.user)
    machine.change(part_of(machine, "proxy:kde"))
    ours = f"ProxyType=2\nProxy Config Script=http://127.0.0.1:{ui_port + 1}/proxy.pac\n"
    assert path.read_text(encoding="utf-8") == after.format(ours=ours)
    assert stands(machine, "proxy:kde") is Standing.DONE
    machine.undo()
    assert picture(machine.user) == was


def test_kde_is_not_told_of_a_file_that_nothing_serves(tmp_path: Path) -> None:
    port = free_port()
    machine = Machine(tmp_path, commands=("systemctl",), environ=KDE, ui_port=port - 1)
    with pytest.raises(ParaventError, match=str(port)):
        machine.change(part_of(machine, "proxy:kde"))
    assert picture(machine.user) == {}


def test_kde_with_a_proxy_of_somebody_else(tmp_path: Path) -> None:
    machine = Machine(tmp_path, commands=("systemctl",), environ=KDE)
    kioslaverc(machine, "[Proxy Settings]\nProxyType=1\n")
    assert stands(machine, "proxy:kde") is Standing.BLOCKED


def test_kde_without_systemd_says_that_chromium_is_not_covered(tmp_path: Path) -> None:
    machine = Machine(tmp_path, commands=("true",), environ=KDE)
    look = part_of(machine, "proxy:pac").look(machine.site)
    assert look.standing is Standing.BLOCKED
    assert "Chromium" in look.detail


def test_a_desktop_that_is_not_kde_has_none_of_it(tmp_path: Path) -> None:
    machine = Machine(tmp_path, commands=("systemctl",), environ={"XDG_CURRENT_DESKTOP": "XFCE"})
    assert [part.id for part in settings(machine.site)] == []


def test_the_units_that_serve_the_file(tmp_path: Path) -> None:
    machine = Machine(tmp_path, commands=("systemctl",), environ=KDE)
    machine.change(part_of(machine, "proxy:pac"))
    assert stands(machine, "proxy:pac") is Standing.DONE
    called = [call[2:] for call in machine.calls("systemctl")]
    assert called == [["daemon-reload"], ["restart", "paravent-pac.socket"]]
    units = machine.user / ".config/systemd/user"
    assert (units / "sockets.target.wants/paravent-pac.socket").is_symlink()
    machine.undo()
    assert picture(machine.user) == {}
    assert [call[2] for call in machine.calls("systemctl")] == ["stop", "daemon-reload"]


def fetch(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        client.sendall(b"GET /proxy.pac HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n")
        return b"".join(iter(lambda: client.recv(65536), b""))


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=30).close()
        except ConnectionRefusedError:
            continue
        return
    raise AssertionError("it ended")


@pytest.mark.parametrize("way", ["socket", "program"])
def test_the_file_is_served_whole(tmp_path: Path, way: str) -> None:
    """By what the units run, as systemd runs it; and by the program for Windows."""
    machine = Machine(tmp_path, commands=("systemctl",), environ=KDE)
    machine.change(part_of(machine, "proxy:pac"))
    folder, port = machine.site.folder, free_port()
    command = {
        "socket": ["systemd-socket-activate", "-l", f"127.0.0.1:{port}", "--inetd", "-a",
                   "/bin/sh", str(folder / "pac.sh"), str(folder / "pac.http")],
        "program": [sys.executable, "-m", "paravent.system.pac_server", str(port),
                    str(folder / "pac.http")],
    }[way]  # fmt: skip
    tool(command[0])
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        for _ in range(3):
            head, _, body = fetch(port).partition(b"\r\n\r\n")
            assert body.decode() == machine.site.pac
            assert f"Content-Length: {len(body)}".encode() in head
    finally:
        server.terminate()
        server.wait(30)


class Fox(Machine):
    """With one profile of Firefox."""

    @property
    def profile(self) -> Path:
        return self.user / ".mozilla/firefox/a.default"

    def write(self, name: str, text: str) -> None:
        self.profile.mkdir(parents=True, exist_ok=True)
        (self.profile / name).write_text(text, encoding="utf-8")


@pytest.fixture
def fox(tmp_path: Path) -> Fox:
    machine = Fox(tmp_path, commands=("true",))
    machine.write("times.json", "{}")
    return machine


def test_firefox(fox: Fox) -> None:
    fox.write("user.js", 'user_pref("a", 1);\nuser_pref("network.proxy.type", 5);')
    fox.write("prefs.js", '// Mozilla\nuser_pref("network.proxy.type", 0);\nuser_pref("z", "é");\n')
    before = picture(fox.user)
    fox.change(part_of(fox, "proxy:firefox"))
    url = json.dumps(fox.site.pac_url)
    assert (fox.profile / "user.js").read_text(encoding="utf-8") == (
        'user_pref("a", 1);\nuser_pref("network.proxy.type", 2);\n'
        f'user_pref("network.proxy.autoconfig_url", {url});\n'
    )
    assert stands(fox, "proxy:firefox") is Standing.DONE
    fox.undo()
    assert picture(fox.user) == before


def test_firefox_that_was_used_since(fox: Fox) -> None:
    """It copies user.js into prefs.js, sorted, and counts as it goes."""
    fox.write("prefs.js", '// Mozilla\nuser_pref("a", 1);\n')
    fox.change(part_of(fox, "proxy:firefox"))
    url = json.dumps(fox.site.pac_url)
    fox.write(
        "prefs.js",
        f'// Mozilla\nuser_pref("a", 2);\nuser_pref("network.proxy.autoconfig_url", {url});\n'
        'user_pref("network.proxy.backup.ssl", "");\nuser_pref("network.proxy.type", 2);\n',
    )
    fox.undo()
    assert (fox.profile / "prefs.js").read_text(encoding="utf-8") == (
        '// Mozilla\nuser_pref("a", 2);\nuser_pref("network.proxy.backup.ssl", "");\n'
    )
    assert not (fox.profile / "user.js").exists()


@pytest.mark.parametrize("kind", [1, 2])
def test_firefox_with_a_proxy_of_somebody_else(fox: Fox, kind: int) -> None:
    fox.write("prefs.js", f'user_pref("network.proxy.type", {kind});\n')
    assert stands(fox, "proxy:firefox") is Standing.BLOCKED


@pytest.mark.parametrize(("platform", "roots"), [("linux", 0), ("darwin", 1), ("win32", 1)])
def test_firefox_trusts_what_the_system_trusts_elsewhere(
    tmp_path: Path, platform: str, roots: int
) -> None:
    fox = Fox(tmp_path, platform, ("true",))
    folder = {
        "linux": ".mozilla/firefox",
        "darwin": "Library/Application Support/Firefox/Profiles",
        "win32": "AppData/Roaming/Mozilla/Firefox/Profiles",
    }[platform]
    profile = fox.user / folder / "a"
    profile.mkdir(parents=True)
    (profile / "prefs.js").touch()
    fox.change(part_of(fox, "proxy:firefox"))
    text = (profile / "user.js").read_text(encoding="utf-8")
    assert text.count('"security.enterprise_roots.enabled", true') == roots


@pytest.fixture
def administrator(tmp_path: Path) -> Machine:
    return Machine(tmp_path, commands=("chromium", "firefox-esr"), administrator=True)


def test_policies_for_profiles_to_come(administrator: Machine) -> None:
    path = administrator.root / "etc/chromium/policies/managed/paravent.json"
    administrator.change(part_of(administrator, "policy:chromium"))
    assert json.loads(path.read_text())["ProxySettings"] == {
        "ProxyMode": "pac_script",
        "ProxyPacUrl": administrator.site.pac_url,
        "ProxyPacMandatory": True,
    }
    administrator.change(part_of(administrator, "policy:firefox"))
    path = administrator.root / "etc/firefox/policies/policies.json"
    told = json.loads(path.read_text())["policies"]
    assert told["Certificates"]["Install"] == [str(administrator.home.ca_certificate)]
    assert told["Proxy"] == {"Mode": "autoConfig", "AutoConfigURL": administrator.site.pac_url}
    assert stands(administrator, "policy:firefox") is Standing.DONE
    administrator.undo()
    assert picture(administrator.root) == {}


def test_policies_of_somebody_else_stay(administrator: Machine) -> None:
    path = administrator.root / "etc/firefox/policies/policies.json"
    path.parent.mkdir(parents=True)
    theirs = {"policies": {"Certificates": {"Install": ["/x.pem"]}, "DisablePocket": True}}
    path.write_text(json.dumps(theirs))
    before = picture(administrator.root)
    administrator.change(part_of(administrator, "policy:firefox"))
    told = json.loads(path.read_text())["policies"]
    assert told["DisablePocket"] is True
    assert told["Certificates"]["Install"][0] == "/x.pem"
    administrator.undo()
    assert picture(administrator.root) == before
    path.write_text(json.dumps({"policies": {"Proxy": {"Mode": "manual"}}}))
    assert stands(administrator, "policy:firefox") is Standing.BLOCKED
    path.write_text("damaged")
    with pytest.raises(ParaventError):
        stands(administrator, "policy:firefox")


def test_only_the_administrator_sets_policies(tmp_path: Path) -> None:
    machine = Machine(tmp_path, commands=("chromium",))
    assert [part.id for part in settings(machine.site)] == []


def test_macos(tmp_path: Path, ui_port: int) -> None:
    mac = Machine(tmp_path, "darwin", ("networksetup", "launchctl"), ui_port=ui_port)
    title = "An asterisk (*) denotes that a network service is disabled."
    mac.answer("networksetup", "-listallnetworkservices", out=f"{title}\nWi-Fi\n*Old modem\n")
    tell = ("networksetup", "-getautoproxyurl", "Wi-Fi")
    mac.answer(*tell, out="URL: (null)\nEnabled: No\n")
    part = part_of(mac, "proxy:macos")
    assert part.look(mac.site).standing is Standing.TODO
    mac.calls()
    mac.change(part)
    served = f"http://127.0.0.1:{ui_port + 1}/proxy.pac"
    assert mac.calls() == [
        list(tell),
        ["networksetup", "-setautoproxyurl", "Wi-Fi", served],
        ["networksetup", "-setautoproxystate", "Wi-Fi", "on"],
    ]
    mac.answer(*tell, out=f"URL: {served}\nEnabled: Yes\n")
    assert part.look(mac.site).standing is Standing.DONE
    mac.calls()
    mac.undo()
    assert mac.calls()[1:] == [
        ["networksetup", "-setautoproxyurl", "Wi-Fi", " "],
        ["networksetup", "-setautoproxystate", "Wi-Fi", "off"],
    ]


def test_macos_with_a_proxy_of_somebody_else(tmp_path: Path, ui_port: int) -> None:
    tools = ("networksetup", "launchctl")
    mac = Machine(tmp_path, "darwin", tools, replace_proxy=True, ui_port=ui_port)
    mac.answer("networksetup", "-listallnetworkservices", out="*\nWi-Fi\n")
    tell = ("networksetup", "-getautoproxyurl", "Wi-Fi")
    mac.answer(*tell, out="URL: http://corporate/p.pac\nEnabled: Yes\n")
    mac.change(part_of(mac, "proxy:macos"))
    mac.answer(*tell, out=f"URL: {mac.site.served_pac}\nEnabled: Yes\n")
    mac.calls()
    mac.undo()
    assert mac.calls()[1:] == [
        ["networksetup", "-setautoproxyurl", "Wi-Fi", "http://corporate/p.pac"],
        ["networksetup", "-setautoproxystate", "Wi-Fi", "on"],
    ]


def test_what_serves_the_file_on_macos(tmp_path: Path) -> None:
    mac = Machine(tmp_path, "darwin", ("networksetup", "launchctl"))
    mac.change(part_of(mac, "proxy:pac"))
    plist = str(mac.user / "Library/LaunchAgents/fr.paravent.pac.plist")
    told = Path(plist).read_text()
    assert "<key>inetdCompatibility</key>" in told
    assert "<string>8789</string>" in told
    assert mac.calls("launchctl") == [["launchctl", "unload", plist], ["launchctl", "load", plist]]
    assert part_of(mac, "proxy:pac").look(mac.site).standing is Standing.DONE
    mac.undo()
    assert picture(mac.user) == {}
    assert mac.calls("launchctl") == [["launchctl", "unload", plist]]


INTERNET = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings"
QUERY = ["reg", "query", INTERNET, "/v", "AutoConfigURL"]


@pytest.mark.parametrize("former", ["", "http://corporate/p.pac"])
def test_windows(tmp_path: Path, ui_port: int, former: str) -> None:
    tools = ("reg", "schtasks")
    windows = Machine(tmp_path, "win32", tools, replace_proxy=True, ui_port=ui_port)

    def holds(url: str) -> None:
        long = INTERNET.replace("HKCU", "HKEY_CURRENT_USER")
        told = f"\r\n{long}\r\n    AutoConfigURL    REG_SZ    {url}\r\n\r\n"
        windows.answer(*QUERY, out=told if url else "", code=0 if url else 1)

    def add(url: str) -> list[str]:
        return ["reg", "add", INTERNET, "/v", "AutoConfigURL", "/t", "REG_SZ", "/d", url, "/f"]

    holds(former)
    part = part_of(windows, "proxy:windows")
    assert part.look(windows.site).standing is Standing.TODO
    windows.change(part)
    served = windows.site.served_pac
    assert windows.calls() == [QUERY, QUERY, add(served)]
    holds(served)
    assert part.look(windows.site).standing is Standing.DONE
    windows.calls()
    windows.undo()
    delete = ["reg", "delete", INTERNET, "/v", "AutoConfigURL", "/f"]
    assert windows.calls() == [QUERY, add(former) if former else delete]


def test_what_serves_the_file_on_windows(tmp_path: Path) -> None:
    windows = Machine(tmp_path, "win32", ("reg", "schtasks"))
    windows.answer("schtasks", "/query", code=1)
    part = part_of(windows, "proxy:pac")
    assert part.look(windows.site).standing is Standing.TODO
    windows.calls()
    windows.change(part)
    windows.undo()
    task = r"Paravent\PAC"
    answer = windows.site.folder / "pac.http"
    command = f'"{sys.executable}" -m paravent.system.pac_server 8789 "{answer}"'
    assert windows.calls() == [
        ["schtasks", "/create", "/tn", task, "/sc", "onlogon", "/rl", "limited",
         "/tr", command, "/f"],
        ["schtasks", "/run", "/tn", task],
        ["schtasks", "/end", "/tn", task],
        ["schtasks", "/delete", "/tn", task, "/f"],
    ]  # fmt: skip
