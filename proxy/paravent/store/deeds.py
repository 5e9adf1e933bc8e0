"""What somebody does with the log by hand, as events: reading, checking, giving out, erasing.

Who did it is told by pseudonyms that only this installation's key can make.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from paravent.store.event import Actor, Event, Notice, new_id
from paravent.store.vocabulary import App, EventType

if TYPE_CHECKING:
    from datetime import datetime

    from paravent.store.keys import Keys

DEEDS = frozenset(
    {
        EventType.LOG_READ,
        EventType.VAULT_READ,
        EventType.VERIFY_RESULT,
        EventType.REPORT_EXPORT,
        EventType.CHECKPOINT_EXPORT,
        EventType.DSR_SEARCH,
        EventType.BREACH_DRAFT,
    }
)
"""What a command may have recorded; everything else the log says of itself."""


def actor(keys: Keys, app: App) -> Actor:
    """Who acts: this account, on this device, through a program of that kind."""
    uid = os.getuid() if hasattr(os, "getuid") else 0
    return Actor(keys.pseudonym(f"account:{uid}"), keys.pseudonym("device"), app)


def deed(keys: Keys, kind: EventType, notice: Notice, at: datetime) -> Event:
    """The event of something that was done on the command line or a local page."""
    return Event(new_id(at, os.urandom(10)), kind, actor=actor(keys, App.CLI), notice=notice)
