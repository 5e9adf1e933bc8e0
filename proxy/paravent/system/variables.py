"""Variables that send command-line tools through Paravent and let them trust its certificate.

Some add a certificate to the system's; others replace the store, and get the bundle that has both.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.system.part import Look, Part, Standing
from paravent.system.snapshot import take, write

if TYPE_CHECKING:
    from pathlib import Path

    from paravent.settings import Home
    from paravent.system.ledger import Ledger
    from paravent.system.part import Site

_ID = "variables"
_BEGIN, _END = "# >>> paravent >>>", "# <<< paravent <<<"
_PROFILES = (".bash_profile", ".bash_login", ".profile", ".bashrc", ".zprofile", ".zshrc")


def variables(home: Home, port: int) -> dict[str, str]:
    """The variables of a shell whose programs are to go through the proxy at this port."""
    proxy = f"http://127.0.0.1:{port}"
    local = "localhost,127.0.0.1,::1"
    return {
        "HTTPS_PROXY": proxy,
        "https_proxy": proxy,
        "NO_PROXY": local,
        "no_proxy": local,
        "NODE_USE_ENV_PROXY": "1",
        "NODE_EXTRA_CA_CERTS": str(home.ca_certificate),
        "SSL_CERT_FILE": str(home.bundle),
        "REQUESTS_CA_BUNDLE": str(home.bundle),
        "CURL_CA_BUNDLE": str(home.bundle),
        "AWS_CA_BUNDLE": str(home.bundle),  # boto3 looks here first
    }


def exports(values: dict[str, str]) -> str:
    """The variables as a shell reads them."""
    return "".join(f"export {name}={shlex.quote(value)}\n" for name, value in values.items())


def parts(site: Site) -> list[Part]:
    """The variables, where shells have profiles: on Linux and macOS."""
    if site.place.platform == "win32":
        return []
    return [Part(_ID, t("terminal", "terminal"), _look, _change)]


def _files(site: Site) -> dict[Path, bytes]:
    """Every file of it with its content: ours, the session's, and the shells' own."""
    values = variables(site.home, site.port)
    script = site.folder / "env.sh"
    found = {script: exports(values).encode()}
    if site.place.platform != "darwin":
        session = site.place.config / "environment.d/60-paravent.conf"
        found[session] = _session({**values, "auto_proxy": site.pac_url})
    for profile in _profiles(site):
        found[profile] = _with_block(take(profile).content, script)
    return found


def _profiles(site: Site) -> list[Path]:
    """The profiles that shells read here; the one that all of them know where there is none."""
    home = site.place.home
    there = [home / name for name in _PROFILES if (home / name).is_file()]
    usual = ".zprofile" if site.place.platform == "darwin" else ".profile"
    return there or [home / usual]


def _session(values: dict[str, str]) -> bytes:
    """As environment.d(5) has it: what is in quotes is taken as it is, but for these three."""
    escapes = str.maketrans({"\\": "\\\\", '"': '\\"', "$": "$$"})
    lines = [f'{name}="{value.translate(escapes)}"\n' for name, value in values.items()]
    return "".join(lines).encode()


def _with_block(content: bytes, script: Path) -> bytes:
    path = shlex.quote(str(script))
    block = f"{_BEGIN}\n[ -r {path} ] && . {path}\n{_END}\n".encode()
    if block in content:
        return content
    gap = b"" if not content or content.endswith(b"\n") else b"\n"
    return content + gap + block


def _look(site: Site) -> Look:
    same = all(take(path).content == content for path, content in _files(site).items())
    return Look(Standing.DONE if same else Standing.TODO)


def _change(site: Site, ledger: Ledger) -> None:
    files = _files(site)
    with ledger.change(_ID, files=list(files)):
        for path, content in files.items():
            write(path, content, take(path).mode or 0o600)
