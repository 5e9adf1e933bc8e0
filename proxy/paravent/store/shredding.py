"""What was erased must be unreadable in old copies too: the key that opened them is thrown away.

It covers every copy of log and vault that was made without the keys: one in which the keys lie as
well, a copy of a folder with ``keys.json`` say, keeps what it has. Whatever breaks off in the
middle is taken up again at the next start.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from paravent.store.disk import cannot_write
from paravent.store.keys import save_keys
from paravent.store.removal import NOBODY

if TYPE_CHECKING:
    from paravent.settings import Home
    from paravent.store.audit import AuditLog
    from paravent.store.event import Actor
    from paravent.store.keys import Keys
    from paravent.store.vault import Vault


def shred(home: Home, keys: Keys, audit: AuditLog, vault: Vault, who: Actor = NOBODY) -> None:
    """Replace what wraps the keys of log and vault; it blocks.

    Raises:
        ParaventError: it could not be done, or not wholly; the next start goes on with it.
    """
    forget_facts(home)
    # Both are kept until everything is wrapped anew.
    save_keys(home, keys, keys.shreddable.replaced())
    finish_shredding(home, keys, audit, vault, who)


def finish_shredding(
    home: Home, keys: Keys, audit: AuditLog, vault: Vault, who: Actor = NOBODY
) -> None:
    """Wrap everything anew and forget the former key, if there is one; it blocks.

    Raises:
        ParaventError: as ``shred``.
    """
    if keys.shreddable.former is None:
        return
    forget_facts(home)
    vault.wrap_anew()
    audit.wrap_anew(who)
    save_keys(home, keys, keys.shreddable.settled())


def forget_facts(home: Home) -> None:
    """Remove what earlier reports kept of the log, made of events that are now gone.

    Raises:
        ParaventError: it cannot be removed.
    """
    try:
        if home.facts.exists():
            shutil.rmtree(home.facts)
    except OSError as error:
        raise cannot_write(home.facts) from error
