"""The report itself, for programs; every figure of the other formats comes from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paravent.report.model import Report


def write_json(report: Report) -> bytes:
    """The report as JSON, always the same for the same report."""
    plain = report.model_dump(mode="json")
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()
