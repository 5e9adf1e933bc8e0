"""A file as it was: kept to be put back to the byte, or to tell our lines from somebody else's.

Must never write through a link to another place than the one it leads to, and never leave a file
half written.
"""

from __future__ import annotations

import os
import stat
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

type Kind = Literal["absent", "file", "link"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was at a path.

    Attributes:
        path: the path, absolute.
        kind: a file, a symbolic link, or nothing.
        data: the file's bytes in base64, or where the link leads.
        mode: permissions of the file.
        mtime_ns: when it was written, in nanoseconds since 1970.
        digest: tells one content from another.
    """

    path: str
    kind: Kind = "absent"
    data: str = ""
    mode: int = 0
    mtime_ns: int = 0
    digest: str = "absent"

    @property
    def place(self) -> Path:
        """The path."""
        return Path(self.path)

    @property
    def content(self) -> bytes:
        """The file's bytes; empty where there was none."""
        return b64decode(self.data) if self.kind == "file" else b""

    def bare(self) -> Snapshot:
        """The same without its content, to recognise it by."""
        return replace(self, data="")

    def restore(self) -> None:
        """Put back what was there, with its permissions and its time.

        Raises:
            OSError: it cannot be written.
        """
        if self.kind == "file":
            write(self.place, self.content, self.mode)
            os.utime(self.place, ns=(self.mtime_ns, self.mtime_ns))
            return
        self.place.unlink(missing_ok=True)
        if self.kind == "link":
            self.place.symlink_to(self.data)


def take(path: Path) -> Snapshot:
    """What is at a path now. A link is followed where it leads to a file that is there.

    Raises:
        OSError: it cannot be read.
    """
    if path.is_symlink() and not path.is_file():
        target = str(path.readlink())
        return Snapshot(str(path), "link", target, digest=f"link:{target}")
    try:
        data, found = path.read_bytes(), path.stat()
    except FileNotFoundError:
        return Snapshot(str(path))
    return Snapshot(
        str(path),
        "file",
        b64encode(data).decode(),
        stat.S_IMODE(found.st_mode),
        found.st_mtime_ns,
        f"file:{sha256(data).hexdigest()}",
    )


def write(path: Path, data: bytes, mode: int) -> None:
    """Write a file so that it is there whole or not at all; a link stays one.

    Raises:
        OSError: it cannot be written.
    """
    target = path.resolve()
    fresh = target.with_name(f".{target.name}.paravent-new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        fresh.chmod(mode)
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def take_out(before: Snapshot, after: Snapshot) -> None:
    """Take our change out of a text that somebody else has changed since.

    Where our lines still stand together, the former ones come back in their place; of those that
    were scattered, what is left goes. A file that was not there and holds nothing else goes too.

    Raises:
        OSError: it cannot be read or written.
    """
    now = take(before.place)
    if now.kind != "file":
        return
    lines = now.content.splitlines(keepends=True)
    for former, ours in _hunks(before.content, after.content):
        lines = _replaced(lines, ours, former)
    if before.kind == "absent" and not b"".join(lines).strip():
        before.place.unlink()
    else:
        write(before.place, b"".join(lines), now.mode)


def _hunks(before: bytes, after: bytes) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """What was there and what is there instead, wherever two texts differ."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield old[i:j], new[k:m]


def _replaced(lines: list[bytes], ours: list[bytes], former: list[bytes]) -> list[bytes]:
    if not ours:
        return lines  # we took lines away: where to put them is not known any more
    size = len(ours)
    for start in range(len(lines) - size + 1):
        if lines[start : start + size] == ours:
            return [*lines[:start], *former, *lines[start + size :]]
    told = {line for line in ours if line.strip()}
    return [line for line in lines if line not in told]


def is_open(path: Path) -> bool:
    """Whether one of the user's programs has this file open, as far as ``/proc`` tells."""
    try:
        wanted = path.stat()
    except OSError:
        return False
    for number in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            found = number.stat()
        except OSError:
            continue
        if (found.st_dev, found.st_ino) == (wanted.st_dev, wanted.st_ino):
            return True
    return False
