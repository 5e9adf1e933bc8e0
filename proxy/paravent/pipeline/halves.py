"""Half of a value at the end of what somebody is typing: no detector can know it yet.

It is looked for in drafts alone. Each key sends what is there so far, and the next one sends it
again: a draft that ends so can be left out, where it cannot leave empty.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paravent.core.types import Finding
    from paravent.services.document import Slot
    from paravent.services.wire import Wire

_REACH = 80
"""Characters at the end that are looked at."""
_SPACE = r"[ .()/\u00a0\u202f-]"
_HALF = re.compile(
    rf"(?:[\w.+-]+@[\w.-]*"  # an e-mail address
    rf"|\+?[0-9](?:{_SPACE}?[0-9]){{3,}}{_SPACE}?"  # a phone, a card, an identifier
    rf"|\b[A-Z]{{2}}[0-9]{{2}}(?:{_SPACE}?[0-9A-Z])*{_SPACE}?)\Z"  # an IBAN
)
_INDEX = re.compile(r"\[[0-9]+\]")


def ends_in_half(slots: Sequence[Slot], found: Sequence[Sequence[Finding]], wire: Wire) -> bool:
    """Whether a text that says something ends in what may become a value, and is none yet.

    Args:
        slots: the texts of a draft.
        found: what was found in each of them.
        wire: its format, which names the places where it says something.
    """
    places = {path.text for path in wire.says}
    return any(
        _is_half(slot.segment.text.reveal(), findings)
        for slot, findings in zip(slots, found, strict=False)
        if _INDEX.sub("[*]", slot.segment.path) in places
    )


def _is_half(text: str, findings: Sequence[Finding]) -> bool:
    tail = _HALF.search(text, max(0, len(text) - _REACH))
    return tail is not None and all(one.end <= tail.start() for one in findings)
