"""Replace the text by a label, as ``redact`` does, and tell the person that it was there.

Nothing more leaves than with ``redact``, and the answer comes back whole. The audit event says
``warn`` and the answer carries ``x-paravent: warned``. It is stricter than ``redact``, or no
telling would ever win; where an irreversible action wins over it, nobody is told.
"""

from __future__ import annotations

from paravent.core.types import Action, Effect

ACTION = Action("warn", strictness=60, effect=Effect.REPLACE, warns=True)
