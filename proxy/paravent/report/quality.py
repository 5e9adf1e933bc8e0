"""What detection was measured to find: the file that ``make eval`` writes and that ships with it.

Nothing is measured here, and no figure is written anywhere but in that file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pydantic import ValidationError

from paravent.detect.manifest import FILE
from paravent.report.model import Measured, Quality

if TYPE_CHECKING:
    from pathlib import Path

NAME = "quality.json"


def read_quality(models: Path) -> Quality | None:
    """What was measured, out of a folder of models; None where nothing was, or it is unreadable.

    It also says whether the models are still those that were measured.
    """
    try:
        measured = Measured.model_validate_json((models / NAME).read_bytes())
    except (OSError, ValidationError):
        return None
    return Quality(measured=measured, current=measured.models == fingerprint(models))


def fingerprint(models: Path) -> str:
    """SHA-256 in hex of the manifest, in which models and lexicons stand with theirs."""
    return hashlib.sha256((models / FILE).read_bytes()).hexdigest()
