"""The evidence bundle: what others need to check the log, a report and the rules by themselves.

A zip in which everything is listed, by its SHA-256, in a note signed with the log's key. The same
log gives the same bytes. Contents are in clear in it: it goes to whom they concern.
"""

from __future__ import annotations

import zipfile
from hashlib import sha256
from importlib.resources import files as resources
from typing import TYPE_CHECKING

from paravent.core.notes import sign_note
from paravent.i18n import t
from paravent.store.export import export_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import IO

    from paravent.store.keys import Keys
    from paravent.store.reader import AuditReader, Query

FORMAT = "paravent-evidence/1"
EVENTS, CHECKPOINT, KEY, MANIFEST = "events.jsonl", "checkpoint.note", "key.txt", "manifest.note"
_SHIPPED = resources("paravent.store.evidence")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every member; a zip knows none earlier."""


def write_bundle(  # noqa: PLR0913 -- what goes in, each by its name
    target: IO[bytes],
    reader: AuditReader,
    keys: Keys,
    wanted: Query | Iterable[int],
    *,
    files: Mapping[str, bytes] | None = None,
    texts: Iterable[str] = (),
) -> str:
    """Write a bundle and return its checkpoint, a signed note.

    Args:
        target: where it goes; need not be seekable.
        reader: the log, at the moment that the bundle is of.
        keys: the installation's; they sign the list of the files.
        wanted: the events that are shown, the others as hashes.
        files: what goes along, by name: ``report.json``, whose text must hold the checkpoint's
            root in base64, ``report.pdf``, catalogues.
        texts: SHA-256 in hex of the texts of rules that go along. They may hold what the person
            wrote about any client.

    Raises:
        ParaventError: an event or a text has been altered.
        OSError: it cannot be written.
    """
    note = reader.checkpoint()
    members = dict(files or {})
    members |= {
        CHECKPOINT: note.encode(),
        KEY: f"{keys.verifier}\n".encode(),
        **{name: (_SHIPPED / name).read_bytes() for name in ("verify.py", _guide())},
    }
    members |= {f"rules/{name}.json": text.encode() for name, text in _texts(reader, texts)}
    for size, head, tsr in reader.tokens():
        members |= {f"time/{size}.note": head.encode(), f"time/{size}.tsr": tsr}
    sums: dict[str, str] = {}
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(members):
            _put(archive, name, [members[name]], sums)
        lines = export_lines(reader, wanted, keys.verifier)
        _put(archive, EVENTS, (line.encode() for line in lines), sums)
        listed = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
        signed = sign_note(f"{FORMAT}\n{listed}", keys.verifier, keys.sign)
        _put(archive, MANIFEST, [signed.encode()], sums)
    return note


def _texts(reader: AuditReader, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(set(names)):
        text = reader.text(name)
        if text is not None:
            yield name, text


def _put(
    archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes], sums: dict[str, str]
) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    digest = sha256()
    with archive.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            digest.update(piece)
            member.write(piece)
    sums[name] = digest.hexdigest()


def _guide() -> str:
    """The file that tells the reader what to do with the others."""
    return t("LISEZMOI.txt", "README.txt")
