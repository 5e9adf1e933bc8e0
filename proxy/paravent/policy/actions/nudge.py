"""Ask once, when a quota that the person set is reached: is AI needed for this?

The message is refused with that question. Whoever sends the same message again, or says yes on the
local page, has answered: it leaves, and nothing is asked until as much again has been sent. It is
about how much was sent, never about what is found, so it stands in no order of strictness with
what protects data.
"""

from __future__ import annotations

from paravent.core.types import Action, Effect

ACTION = Action("nudge", strictness=20, effect=Effect.REFUSE, counts=True)
