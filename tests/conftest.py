"""What the tests share: one stub service and one running program for all that do not break it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from program import Program
from stub import Stub

os.environ["PARAVENT_KEYRING"] = "off"  # no test may touch the keyring of whoever runs it


@pytest.fixture(scope="session")
def stub_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stub]:
    stub = Stub(tmp_path_factory.mktemp("stub")).start()
    yield stub
    stub.stop()


@pytest.fixture
def stub(stub_service: Stub) -> Stub:
    """The stub, with nothing seen yet."""
    stub_service.reset()
    return stub_service


@pytest.fixture(scope="session")
def shared_program(
    stub_service: Stub, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    home = tmp_path_factory.mktemp("home")
    program = Program(home, stub_service.port, stub_service.ca).start()
    yield program
    assert program.stop() == 0


@pytest.fixture
def program(shared_program: Program, stub: Stub) -> Program:
    """The running program, its services played by ``stub``."""
    return shared_program


@pytest.fixture
def own_program(stub: Stub, tmp_path: Path) -> Iterator[Program]:
    """A program for one test alone, not started yet; stopped if it still runs."""
    program = Program(tmp_path / "home", stub.port, stub.ca)
    yield program
    if hasattr(program, "process") and program.process.poll() is None:
        program.stop()
