"""Let the text go out as it is; said by a rule, so that the log can tell who allowed it."""

from __future__ import annotations

from paravent.core.types import Action, Effect

ACTION = Action("allow", strictness=0, effect=Effect.LEAVE)
