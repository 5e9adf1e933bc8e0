"""The register in force, read again when its file changes.

A file that cannot be read never changes what is in force: the former register stays, and the error
is kept for those who show it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from paravent.detect.lexicon import Lexicon
from paravent.errors import ParaventError
from paravent.log import describe, log
from paravent.register.records import CLIENTS, INDEX, LISTS, Clients, read_index, read_items
from paravent.register.register import Register
from paravent.store.register import read_shelves

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from paravent.core.types import EntityType
    from paravent.store.keys import Keys

type _State = tuple[tuple[int, int, int] | None, ...]


class RegisterSource:
    """Holds one register and swaps it for a newer one as a whole.

    Args:
        path: the register's file; need not exist.
        keys: gives the installation's secrets; not asked where there is no file.
        lexicon: the folder of the lexicon.
        entities: every type that can be found, by id.

    Raises:
        ParaventError: the file is there and cannot be read.
    """

    error: ParaventError | None = None
    """Why the file as it is now is not in force; None where it is."""

    def __init__(
        self,
        path: Path,
        keys: Callable[[], Keys],
        lexicon: Path,
        entities: Mapping[str, EntityType],
    ) -> None:
        self._path, self._keys, self._folder, self._entities = path, keys, lexicon, entities
        self._lexicon: Lexicon | None = None
        self._turn = asyncio.Lock()
        self._state = self._look()
        self.current = self._load()

    async def refresh(self) -> Register:
        """The register of this moment; costs two ``stat`` where nothing changed."""
        if self._look() != self._state:
            async with self._turn:
                state = self._look()  # before it is read: what is written meanwhile is seen next
                if state != self._state:
                    await asyncio.to_thread(self._reload)
                    self._state = state
        return self.current

    def _reload(self) -> None:
        try:
            register = self._load()
        except ParaventError as error:
            self.error = error
            log.error("the register was not read, the former one stays: %s", describe(error))
        else:
            self.error, self.current = None, register
            log.info("register read: %d clients", len(register.clients))

    def _load(self) -> Register:
        if not self._path.is_file():
            return Register({}, (), None, self._entities)
        shelves = (CLIENTS, LISTS, INDEX)
        records, items, index = read_shelves(self._path, self._keys(), shelves)
        clients, directory = Clients(records), None
        if (clients or items) and self._lexicon is None:
            self._lexicon = Lexicon.read(self._folder)
        if clients and self._lexicon:
            directory = read_index(index, clients, self._lexicon)
        return Register(clients, read_items(items), self._lexicon, self._entities, directory)

    def _look(self) -> _State:
        """What tells that the file changed: number, time and size of it and of its log."""
        return tuple(_stat(path) for path in (self._path, _log_of(self._path)))


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _stat(path: Path) -> tuple[int, int, int] | None:
    """None for an empty file too: reading makes an empty log."""
    try:
        stat = path.stat()
    except OSError:
        return None
    if not stat.st_size:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size
