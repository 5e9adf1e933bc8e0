"""Replace the text by a mask that is the same for every value of its type: ``[NIR ●●●●]``.

It tells the type, so that the sentence still reads, and nothing else: no length, no last digits,
and not whether two values are one, which is what a label tells. The value does not come back in
the answer and goes into no vault: it is kept in memory only, to be recognised elsewhere on the
same site until Paravent stops. So it is stricter than a label, for data that no answer needs.
"""

from __future__ import annotations

from paravent.core.types import Action, Effect
from paravent.policy.actions.redact import ACTION as REDACT


def _mask(_type: str, word: str, _value: str) -> str:
    return f"[{word} ●●●●]"


ACTION = Action("mask", strictness=70, effect=Effect.REWRITE, rewrite=_mask, otherwise=REDACT)
