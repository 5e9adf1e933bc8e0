"""Refuse the whole request: nothing of it leaves."""

from __future__ import annotations

from paravent.core.types import Action, Effect

ACTION = Action("block", strictness=100, effect=Effect.REFUSE)
