"""Hold the request until the person decides on the local page; nothing of it leaves before that."""

from __future__ import annotations

from paravent.core.types import Action, Effect

ACTION = Action("ask", strictness=90, effect=Effect.REFUSE, asks=True)
