"""Replace the text by a label that gets its value back in the answer."""

from __future__ import annotations

from paravent.core.types import Action, Effect

ACTION = Action("redact", strictness=50, effect=Effect.REPLACE)
