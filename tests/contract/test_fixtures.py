"""The exchanges that services carry pass, as ``paravent services test`` plays them."""

import asyncio
import re
from collections.abc import Sequence

import pytest

from paravent.core.types import Finding, Pattern, Segment
from paravent.detect.catalogue import entities
from paravent.fixturecheck import LABELS, check_service
from paravent.policy.load import load_policy
from paravent.services.catalogue import load_catalogue
from paravent.services.service import Service
from paravent.settings import shipped
from program import Program

RULES = shipped("rules")
SERVICES = load_catalogue([RULES / "services"]).services.values()
POLICY = load_policy("freelance", [RULES / "policies"], entities())
VALUES = {*LABELS.values(), *(v for s in SERVICES for one in s.fixtures for v in one.hides)}
PLANTED = re.compile("|".join(re.escape(v) for v in sorted(VALUES, key=len, reverse=True)))


async def find(
    segments: Sequence[Segment], patterns: Sequence[Pattern] = ()
) -> list[tuple[Finding, ...]]:
    """What is planted anywhere, wherever it stands."""
    return [
        tuple(
            Finding(*found.span(), "PERSON", 1.0, "test")
            for found in PLANTED.finditer(segment.text.reveal())
        )
        for segment in segments
    ]


@pytest.mark.parametrize("service", SERVICES, ids=lambda one: one.id)
def test_recorded_exchanges_of_a_service(service: Service) -> None:
    assert asyncio.run(check_service(service, POLICY, find)) == []


@pytest.mark.long
def test_recorded_exchanges_with_the_shipped_detectors(shared_program: Program) -> None:
    done = shared_program.run("services", "test")
    assert (done.returncode, done.stderr) == (0, "")
