"""Counting, for somebody who asks, the labels of the vault that stand for a value of his.

It reads beside the program that writes, and tells sites and numbers only.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from paravent.core.placeholders import normalise
from paravent.store.db import reading
from paravent.store.seals import VAULT, holds, unseal, unwrap_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from paravent.core.types import Sensitive
    from paravent.store.keys import Keys


def count_labels(path: Path, keys: Keys, values: Iterable[Sensitive[str]]) -> Mapping[str, int]:
    """How many labels of each site stand for one of these values or hold one.

    Raises:
        ParaventError: the vault cannot be read, or is not this installation's.
    """
    wanted = frozenset(filter(None, (normalise(value.reveal()) for value in values)))
    found = Counter[str]()
    if not path.is_file() or not wanted:
        return found
    with reading(path, VAULT) as sql:
        row = sql.execute("SELECT wrapped FROM vault_key").fetchone()
        if row is None:
            return found
        cipher = AESGCMSIV(unwrap_key(row[0], keys, path))
        for site, word, ident, form, sealed in sql.execute(
            "SELECT site, word, id, form, sealed FROM label WHERE word <> ''"
        ):
            text = unseal(cipher, sealed, (site, word, ident, form), path)
            found[site] += holds(text, wanted)
    return +found
