"""Files as requests carry them: as a part of a form, or as the whole body.

Text is read and written back in its encoding; a file whose size a site was told before is filled up
to that size. Must never guess: what is not surely text is left to its caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.services.files import TextFile, fill_up, is_text_file, read_file, roomy
from paravent.services.jsonbody import take_string
from paravent.services.mail import is_mail, read_mail
from paravent.services.paths import Spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.services.document import Document
    from paravent.services.paths import Json
    from paravent.services.wire import Wire


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says of itself, and where it stands."""

    path: str
    name: str = ""
    media_type: str = ""
    charset: str = ""
    label: str = ""


def read_file_body(
    content: bytes, said: Said, wire: Wire, document: Document
) -> Callable[[], bytes] | None:
    """Read a file into ``document``; the function that is returned writes it anew.

    Returns:
        None where it is not text.

    Raises:
        UnreadableError: it is mail that cannot be read.
    """
    says_text = is_text_file(said.name, said.media_type)
    file = read_file(content, says_text=says_text, charset=said.charset)
    if file is None:
        return None
    write = (
        read_mail(content, said.path, document, _taking(wire, document))
        if is_mail(said.name, said.media_type)
        else _read_text(file, said, wire, document)
    )
    if not (wire.sized and says_text):
        return write
    size, encoding = roomy(len(content)), file.encoding
    return lambda: fill_up(write(), size, encoding)


def _read_text(file: TextFile, said: Said, wire: Wire, document: Document) -> Callable[[], bytes]:
    holder: list[Json] = [file.text]
    if file.text:
        take_string(Spot(holder, 0), said.path, said.label, wire, document)
    return lambda: file.write(str(holder[0]))


def _taking(wire: Wire, document: Document) -> Callable[[Spot, str], None]:
    return lambda spot, path: take_string(spot, path, "", wire, document)
