"""Desks for the tests of the pipeline."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk import Desk
from parting import Finds, open_parts


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_parts(tmp_path) as parts:
        yield Desk(parts, tmp_path)


@pytest.fixture
def desk_with(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Makes a desk with other detectors or other rules."""
    opened: list[Any] = []

    def make(engine: Finds | None = None, rules: str = "") -> Desk:
        policies: tuple[Path, ...] = ()
        if rules:
            folder = tmp_path / "rules"
            folder.mkdir()
            (folder / "own.yaml").write_text(rules)
            policies = (folder,)
        parts = open_parts(
            tmp_path / "home", engine, policies=policies, policy="own" if rules else "freelance"
        )
        opened.append(parts)
        return Desk(parts.__enter__(), tmp_path / "home")

    yield make
    for parts in opened:
        parts.__exit__(None, None, None)
