"""What the end-to-end tests share: SDKs, started when first asked for, and a browser's profile."""

import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from e2e.browsing import tool
from e2e.drivers import BASES, Driver, Sdk, person_environ
from program import Program

type Sdks = Callable[[str, str], Sdk]


@pytest.fixture(scope="session")
def sdk(shared_program: Program) -> Iterator[Sdks]:
    """The SDK of a vendor (see ``BASES``), by the ``proxy`` or by the ``door``."""
    running: dict[str, Driver] = {}
    environ = person_environ(shared_program)

    def get(vendor: str, way: str) -> Sdk:
        if vendor not in running:
            running[vendor] = Driver(vendor, environ)
        door = shared_program.door(BASES[vendor]) if way == "door" else None
        return Sdk(running[vendor], door)

    yield get
    for driver in running.values():
        driver.stop()


@pytest.fixture(scope="session")
def profile(shared_program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose browsers trust our root and the stub's."""
    return trusting_home(shared_program, tmp_path_factory)


@pytest.fixture(scope="session")
def profile_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Program], Path]:
    """As ``profile``, for a program of a test's own, once it has started."""
    return partial(trusting_home, folders=tmp_path_factory)


def trusting_home(program: Program, folders: pytest.TempPathFactory) -> Path:
    home = folders.mktemp("browser")
    store = home / ".pki/nssdb"
    store.mkdir(parents=True)
    certutil = [tool("certutil"), "-d", f"sql:{store}"]
    subprocess.run([*certutil, "-N", "--empty-password"], check=True)
    for name, root in (("ours", program.ca), ("theirs", program.stub_ca)):
        add = ["-A", "-t", "C,,", "-n", name, "-i", str(root)]
        subprocess.run([*certutil, *add], check=True)
    return home
