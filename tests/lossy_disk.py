"""A file system that forgets, when the power is cut, what was not synced: ``lossy_disk.py FOLDER AT``.

It passes everything on to FOLDER and is mounted on AT, which takes root and ``/dev/fuse``. What is
written goes to FOLDER at once; how to undo it is kept until the file is synced. At a line on
standard input the power is cut: of what is not synced a random part stays, some of it torn within a
block of 512 bytes, all later calls fail, and a line on standard output says that it is done.

It speaks the kernel's own protocol (linux/fuse.h, 7.31), as much of it as SQLite needs.
"""

from __future__ import annotations

import ctypes
import errno
import os
import random
import stat
import struct
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

_SECTOR = 512
_IN, _OUT = struct.Struct("<IIQQIIII"), struct.Struct("<IiQ")
_ATTR = struct.Struct("<QQQQQQIIIIIIIIII")
_FORGET, _INIT, _BATCH_FORGET = 2, 26, 42
_ROOT = 1


@dataclass
class File:
    """A file, and how to undo and redo what was done to it since it was synced."""

    path: Path
    size: int = 0
    undo: list[tuple[int, bytes, int]] = field(default_factory=list)
    redo: list[tuple[int, bytes | None]] = field(default_factory=list)


class LossyDisk:
    """The file system: one folder, without folders in it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.names: dict[int, str] = {}
        self.files: dict[str, File] = {}
        self.open: dict[int, tuple[int, str]] = {}
        self.draw = random.Random(seed)
        self.lock = threading.Lock()
        self.dead = False

    def node(self, name: str) -> int:
        """The number of a name, which it keeps for good."""
        for number, known in self.names.items():
            if known == name:
                return number
        number = len(self.names) + _ROOT + 1
        self.names[number] = name
        return number

    def file(self, name: str) -> File:
        return self.files.setdefault(name, File(self.folder / name))

    def attributes(self, number: int) -> bytes:
        path = self.folder / self.names[number] if number != _ROOT else self.folder
        found = path.lstat()
        return _ATTR.pack(
            number, found.st_size, found.st_blocks, int(found.st_atime), int(found.st_mtime),
            int(found.st_ctime), 0, 0, 0, found.st_mode, found.st_nlink, found.st_uid,
            found.st_gid, 0, 4096, 0,
        )  # fmt: skip

    def entry(self, name: str) -> bytes:
        number = self.node(name)
        return struct.pack("<QQQQII", number, 0, 0, 0, 0, 0) + self.attributes(number)

    def handle(self, opcode: int, number: int, data: bytes) -> bytes:
        """The answer to one call of the kernel."""
        if self.dead and opcode not in _HARMLESS:
            raise OSError(errno.EIO, "the power is off")
        with self.lock:
            call = _CALLS.get(opcode)
            if call is None:
                raise OSError(errno.ENOSYS, "not needed")
            return call(self, number, data)

    def init(self, _: int, data: bytes) -> bytes:
        major, minor, ahead, _ = struct.unpack_from("<IIII", data)
        return struct.pack(
            "<IIIIHHIIHHI28x", major, min(minor, 31), ahead, 0, 12, 9, 65536, 1, 0, 0, 0
        )

    def lookup(self, _: int, data: bytes) -> bytes:
        name = data.rstrip(b"\0").decode()
        if not (self.folder / name).exists():
            raise FileNotFoundError(errno.ENOENT, name)
        return self.entry(name)

    def getattr(self, number: int, _: bytes) -> bytes:
        return struct.pack("<QII", 0, 0, 0) + self.attributes(number)

    def setattr(self, number: int, data: bytes) -> bytes:
        valid, _, _, size = struct.unpack_from("<IIQQ", data)
        if valid & 8:  # FATTR_SIZE
            self.change(self.names[number], size, None)
        if valid & 1:  # FATTR_MODE
            (mode,) = struct.unpack_from("<I", data, 68)
            (self.folder / self.names[number]).chmod(stat.S_IMODE(mode))
        return self.getattr(number, b"")

    def open_file(self, number: int, _: bytes) -> bytes:
        name = self.names[number]
        return self.opened(name, os.O_RDWR)

    def opened(self, name: str, flags: int) -> bytes:
        handle = os.open(self.folder / name, flags, 0o600)
        self.open[handle] = (handle, name)
        return struct.pack("<QII", handle, 0, 0)

    def create(self, _: int, data: bytes) -> bytes:
        name = data[16:].rstrip(b"\0").decode()
        opened = self.opened(name, os.O_RDWR | os.O_CREAT)
        return self.entry(name) + opened

    def read(self, _: int, data: bytes) -> bytes:
        handle, offset, size = struct.unpack_from("<QQI", data)
        return os.pread(handle, size, offset)

    def write(self, _: int, data: bytes) -> bytes:
        handle, offset, size = struct.unpack_from("<QQI", data)
        self.change(self.open[handle][1], offset, data[40 : 40 + size])
        return struct.pack("<II", size, 0)

    def change(self, name: str, offset: int, data: bytes | None) -> None:
        """Write, or cut the file at ``offset`` where there is no data; remember how it was."""
        file = self.file(name)
        with file.path.open("r+b", buffering=0) as raw:
            size = os.fstat(raw.fileno()).st_size
            length = max(0, size - offset) if data is None else len(data)
            file.undo.append((offset, os.pread(raw.fileno(), length, offset), size))
            file.redo.append((offset, data))
            _put(raw.fileno(), offset, data)

    def sync(self, _: int, data: bytes) -> bytes:
        handle, name = self.open[struct.unpack_from("<Q", data)[0]]
        os.fsync(handle)
        file = self.file(name)
        file.undo.clear()
        file.redo.clear()
        return b""

    def release(self, _: int, data: bytes) -> bytes:
        handle, _name = self.open.pop(struct.unpack_from("<Q", data)[0])
        os.close(handle)
        return b""

    def unlink(self, _: int, data: bytes) -> bytes:
        name = data.rstrip(b"\0").decode()
        (self.folder / name).unlink()
        self.files.pop(name, None)
        return b""

    def statfs(self, _: int, _data: bytes) -> bytes:
        return struct.pack(
            "<QQQQQIIIIII20x", 1 << 20, 1 << 20, 1 << 20, 99, 99, 4096, 255, 4096, 0, 0, 0
        )[:80]

    def nothing(self, _: int, _data: bytes) -> bytes:
        return b""

    def open_folder(self, _: int, _data: bytes) -> bytes:
        return struct.pack("<QII", 0, 0, 0)

    def cut(self) -> None:
        """The power goes."""
        with self.lock:
            self.dead = True
            for name, file in self.files.items():
                if name.endswith("-shm") or not file.path.exists():
                    continue  # memory, not disk
                with file.path.open("r+b", buffering=0) as raw:
                    for offset, old, size in reversed(file.undo):
                        os.pwrite(raw.fileno(), old, offset)
                        os.ftruncate(raw.fileno(), size)
                    for offset, data in file.redo:
                        self.survive(raw.fileno(), offset, data)

    def survive(self, number: int, offset: int, data: bytes | None) -> None:
        """One thing that was done and not synced, as chance has it."""
        if self.draw.random() < 0.5:
            return
        if data and len(data) > _SECTOR and self.draw.random() < 0.3:
            data = data[: _SECTOR * self.draw.randrange(1, len(data) // _SECTOR + 1)]
        _put(number, offset, data)


def _put(number: int, offset: int, data: bytes | None) -> None:
    if data is None:
        os.ftruncate(number, offset)
    else:
        os.pwrite(number, data, offset)


_CALLS = {
    1: LossyDisk.lookup, 3: LossyDisk.getattr, 4: LossyDisk.setattr, 10: LossyDisk.unlink,
    14: LossyDisk.open_file, 15: LossyDisk.read, 16: LossyDisk.write, 17: LossyDisk.statfs,
    18: LossyDisk.release, 20: LossyDisk.sync, 25: LossyDisk.nothing, _INIT: LossyDisk.init,
    27: LossyDisk.open_folder, 28: LossyDisk.nothing, 29: LossyDisk.nothing,
    30: LossyDisk.nothing, 34: LossyDisk.nothing, 35: LossyDisk.create,
}  # fmt: skip
"""Opcodes of linux/fuse.h: a folder is synced (30), access (34) and flush (25) always granted."""
_HARMLESS = {1, 3, 18, 25, 29, _INIT}


def mount(at: Path) -> int:
    """Mount it; the number of the channel to the kernel."""
    channel = os.open("/dev/fuse", os.O_RDWR)
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"fd={channel},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}"
    if libc.mount(b"lossy", bytes(at), b"fuse", 0, options.encode()):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return channel


def serve(disk: LossyDisk, channel: int) -> None:
    while True:
        try:
            call = os.read(channel, 1 << 20)
        except OSError as error:
            if error.errno in {errno.EINTR, errno.ENOENT}:
                continue
            return  # unmounted
        _, opcode, unique, number, *_ = _IN.unpack_from(call)
        if opcode in {_FORGET, _BATCH_FORGET}:
            continue
        try:
            answer, fault = disk.handle(opcode, number, call[_IN.size :]), 0
        except OSError as error:
            answer, fault = b"", -(error.errno or errno.EIO)
        try:
            os.write(channel, _OUT.pack(_OUT.size + len(answer), fault, unique) + answer)
        except OSError:
            continue  # who asked is gone


if __name__ == "__main__":
    made = LossyDisk(Path(sys.argv[1]), int(sys.argv[3]))
    opened = mount(Path(sys.argv[2]))
    threading.Thread(target=serve, args=(made, opened), daemon=True).start()
    print("mounted", flush=True)
    sys.stdin.readline()
    made.cut()
    print("cut", flush=True)
    sys.stdin.readline()
