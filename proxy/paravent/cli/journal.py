"""What is done on the command line is written to the log: by the running program, else here.

Reading goes on where that cannot be done, an altered log or a disk that is read-only say, and the
person is told so; nothing is erased or given out unsaid.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from paravent.cli import console, daemon
from paravent.cli.program import boot_id, now, steady
from paravent.errors import ParaventError
from paravent.i18n import t
from paravent.store.audit import AuditLog
from paravent.store.deeds import actor, deed
from paravent.store.event import Notice
from paravent.store.handing import HandedOut, Token
from paravent.store.vocabulary import App, EventType
from paravent.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.cli.program import Base
    from paravent.store.keys import Keys


@contextmanager
def writing(base: Base, keys: Keys) -> Iterator[AuditLog]:
    """The log, open for writing while the program does not run.

    Raises:
        ParaventError: it cannot be opened, or the program does run.
    """
    writer = Writer()
    try:
        log = AuditLog(
            base.home.audit, keys, writer, clock=now, boot_id=boot_id(), monotonic=steady
        )
        try:
            yield log
        finally:
            writer.stop()
            log.close()
    finally:
        writer.stop()


def record(
    base: Base,
    keys: Keys,
    kind: EventType,
    notice: Notice,
    *,
    note: str = "",
    token: bytes = b"",
) -> None:
    """Have the log say what is being done; ``note``: the checkpoint that is given out.

    Raises:
        ParaventError: it is not on disk.
    """
    running = daemon.find_running(base)
    if running:
        running.ask(
            base.home,
            "/api/journal",
            kind=kind,
            notice=notice.to_payload(),
            note=note,
            token=token.hex(),
        )
        return
    with writing(base, keys) as log:
        if token:
            log.append_now(Token(note, token, notice, actor(keys, App.CLI)))
        elif note:
            log.append_now(HandedOut(note, kind, notice, actor(keys, App.CLI)))
        else:
            log.append_now(deed(keys, kind, notice, now()))


def record_reading(base: Base, keys: Keys, kind: EventType, notice: Notice) -> None:
    """As ``record``, for what may be read all the same where that cannot be written."""
    try:
        record(base, keys, kind, notice)
    except ParaventError as error:
        console.note(
            t(
                "Cet accès n'a pas pu être inscrit au journal : {why}.",
                "This access could not be written to the log: {why}.",
                why=error.problems[0].message,
            )
        )
