"""A report with what it is made of: the zip that somebody else can check without Paravent.

For one client it shows that client's events and no other's; those are there as hashes alone.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.store.bundle import write_bundle
from paravent.store.reader import Query, read_audit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from paravent.cli.program import Base
    from paravent.report.facts import Facts
    from paravent.store.keys import Keys


def shown_events(facts: Facts) -> Query | list[int]:
    """The events that a report is made of: all of its time, or those of its client."""
    scope = facts.scope
    if not scope.client:
        return Query(since=scope.since, until=scope.until)
    rows = facts.sql.execute("SELECT i FROM sent UNION SELECT i FROM answer ORDER BY i")
    return [index for (index,) in rows]


def bundle(
    base: Base,
    keys: Keys,
    note: str,
    shown: Query | Iterable[int],
    files: Mapping[str, bytes],
) -> bytes:
    """The zip with the report's files, if the log's head still is the one that the report names.

    Raises:
        ParaventError: something was written to the log meanwhile, or it has been altered.
    """
    target = io.BytesIO()
    with read_audit(base.home.audit, keys) as reader:
        if reader.checkpoint() != note:
            raise fail(
                t(
                    "le journal a grandi pendant que le rapport se faisait",
                    "the log grew while the report was made",
                ),
                t("recommencez", "do it again"),
                exit_code=Exit.ERROR,
            )
        # Rules may name other clients.
        texts = [] if not isinstance(shown, Query) else [name for name, _ in reader.texts()]
        write_bundle(target, reader, keys, shown, files=files, texts=texts)
    return target.getvalue()
