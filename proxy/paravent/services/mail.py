"""Messages of mail (``.eml``, RFC 5322) as files: what their transfer encodings hide is read.

A name in quoted-printable or base64 is one that no search of the bytes would find. A part that is
no text is an attachment; a message in which nothing changes keeps its bytes.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header
from typing import TYPE_CHECKING

from paravent.services.document import Attachment, UnreadableError
from paravent.services.files import read_file
from paravent.services.paths import Spot

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message

    from paravent.services.document import Document
    from paravent.services.encoded import TakeInner
    from paravent.services.paths import Json

_ENCODED = {"quoted-printable", "base64"}


def is_mail(name: str, media_type: str) -> bool:
    """Whether a file is a message of mail, by its name or its type."""
    return name.lower().endswith(".eml") or media_type == "message/rfc822"


def read_mail(
    content: bytes, path: str, document: Document, take: TakeInner
) -> Callable[[], bytes]:
    """Read a message into ``document``; the function that is returned writes it anew.

    Raises:
        UnreadableError: a part of it cannot be read.
    """
    mail = message_from_bytes(content, policy=policy.compat32)
    changes: list[Callable[[], bool]] = []
    for number, part in enumerate(mail.walk()):
        where = f"{path}|part{number}"
        changes.append(_read_headers(part, where, take))
        if not part.is_multipart():
            changes.append(_read_part(part, where, document, take))

    def write() -> bytes:
        changed = [change() for change in changes]
        return mail.as_bytes() if any(changed) else content

    return write


def _read_headers(part: Message, where: str, take: TakeInner) -> Callable[[], bool]:
    names = list(part.keys())
    holder: list[Json] = [_plain(str(value)) for value in part.values()]
    before = list(holder)
    for number in range(len(holder)):
        take(Spot(holder, number), f"{where}.header")

    def change() -> bool:
        fields = [
            (name, value if new == old else Header(str(new), "utf-8").encode())
            for name, value, new, old in zip(names, part.values(), holder, before, strict=True)
        ]
        if holder != before:
            for name in set(names):
                del part[name]
            for name, value in fields:
                part[name] = value
        return holder != before

    return change


def _plain(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeError) as error:
        raise UnreadableError("a header that cannot be decoded") from error


def _read_part(
    part: Message, where: str, document: Document, take: TakeInner
) -> Callable[[], bool]:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or ""
    says_text = part.get_content_maintype() == "text"
    file = read_file(content, says_text=says_text, charset=charset)
    if file is None or not says_text:
        document.attachments.append(Attachment(where, part.get_content_type(), len(content)))
        return lambda: False
    holder: list[Json] = [file.text]
    take(Spot(holder, 0), where)

    def change() -> bool:
        if holder[0] == file.text:
            return False
        encoding = str(part.get("content-transfer-encoding", "")).lower()
        del part["content-transfer-encoding"]
        if encoding in _ENCODED:
            part.set_payload(str(holder[0]), charset or "utf-8")
        else:
            part.set_payload(file.write(str(holder[0])).decode("ascii", "surrogateescape"))
            if encoding:
                part["content-transfer-encoding"] = encoding
        return True

    return change
