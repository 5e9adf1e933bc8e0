"""What the end-to-end tests share: the vendors' SDKs, started when first asked for."""

from collections.abc import Callable, Iterator

import pytest

from e2e.drivers import BASES, Driver, Sdk
from program import Program

type Sdks = Callable[[str, str], Sdk]


@pytest.fixture(scope="session")
def sdk(shared_program: Program) -> Iterator[Sdks]:
    """The SDK of ``openai``, ``anthropic`` or ``mistral``, by the ``proxy`` or by the ``door``."""
    running: dict[str, Driver] = {}

    def get(vendor: str, way: str) -> Sdk:
        if vendor not in running:
            running[vendor] = Driver(vendor, shared_program)
        door = shared_program.door(vendor) + BASES[vendor]
        return Sdk(running[vendor], door if way == "door" else None)

    yield get
    for driver in running.values():
        driver.stop()
