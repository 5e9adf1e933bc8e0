"""Files that are text, in any encoding, and sizes that a site was told before it gets one.

A file is text if its name or its type says so, or if its bytes can be nothing else. What is
written back has the encoding that it came with.

A site that is told the size of a file before the file must be told one that the masked file will
have, which nobody knows by then: it is told a size that leaves room, and the file is filled up
with line ends, which mean nothing in any format of text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paravent.services.document import UnreadableError
from paravent.services.encoded import decode_text
from paravent.services.jsonbody import dump_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.services.paths import Json, Path

_EXTENSIONS = frozenset({
    "adoc", "bat", "c", "cc", "cfg", "conf", "cpp", "cs", "css",
    "csv", "diff", "eml", "env", "go", "graphql", "h", "hpp", "htm",
    "html", "ics", "ini", "java", "jl", "js", "json", "jsonl", "jsx",
    "kt", "log", "lua", "m", "markdown", "md", "mjs", "ndjson", "patch",
    "php", "pl", "properties", "proto", "ps1", "py", "r", "rb", "rs",
    "rst", "rtx", "scala", "sh", "sql", "srt", "svelte", "swift", "tex",
    "text", "toml", "ts", "tsv", "tsx", "txt", "vb", "vcf", "vtt",
    "vue", "xhtml", "xml", "yaml", "yml",
})  # fmt: skip
_TYPES = frozenset({
    "application/json", "application/jsonl", "application/ld+json",
    "application/x-ndjson", "application/xml", "application/xhtml+xml",
    "application/yaml", "application/x-yaml", "application/toml",
    "application/sql", "application/javascript", "application/x-sh",
    "application/x-httpd-php", "message/rfc822",
})  # fmt: skip
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""How a text says its encoding by its first bytes; longer marks go before their beginnings."""

_PLAIN = re.compile(
    r"utf-?8|us-ascii|ascii|latin-?1|(?:windows|cp)-?125\d|iso-?8859-\d+", re.IGNORECASE
)
"""Encodings in which ASCII is written as ASCII."""

_WIDE = re.compile(r"utf-?(?:16|32)-?(?:le|be)", re.IGNORECASE)
_WIDER_SIGN = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
"""A sign of UTF-8: a text with one is damaged UTF-8, and not what it would be otherwise."""

_ROOM = 4096


@dataclass(frozen=True, slots=True)
class TextFile:
    """The text of a file, and what it was written with."""

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""

    def write(self, text: str) -> bytes:
        """Another text, written in the same way.

        Raises:
            UnreadableError: it has signs that the encoding has not.
        """
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise UnreadableError("a sign that the encoding has not") from error


def is_text_file(name: str, media_type: str) -> bool:
    """Whether a file says that it is text, by its name or its type."""
    kind = media_type.partition(";")[0].strip().lower()
    return (
        name.rpartition(".")[2].lower() in _EXTENSIONS
        or kind in _TYPES
        or (kind.startswith("text/") and kind != "text/rtf")
    )


def read_file(content: bytes, *, says_text: bool, charset: str = "") -> TextFile | None:
    """A file as text, or None where it is something else.

    Args:
        content: its bytes.
        says_text: whether it says that it is text, so that older encodings are tried, unless
            somebody else would read the bytes as UTF-8 and skip those that are none.
        charset: the encoding that it says it has.

    Raises:
        UnreadableError: it says that it has an encoding by which it cannot be read, so that two
            readers may read two things.
    """
    if charset and not _PLAIN.fullmatch(charset):
        file = _decode(content, charset) if _WIDE.fullmatch(charset) else None
        if file is None:
            raise UnreadableError("an encoding that is not read")
        return file
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding, mark)
    text = decode_text(content)
    if text is not None:
        return TextFile(text)
    tried = (charset, "cp1252") if says_text and not _WIDER_SIGN.search(content) else ()
    return next((one for name in tried if name and (one := _decode(content, name))), None)


def _decode(content: bytes, encoding: str, mark: bytes = b"") -> TextFile | None:
    try:
        text = content.removeprefix(mark).decode(encoding)
    except (LookupError, UnicodeError):
        return None
    if decode_text(text.encode("utf-8", "surrogatepass")) is None:
        return None
    return TextFile(text, encoding, mark)


def roomy(size: int) -> int:
    """The size that a site is told of a text file of so many bytes; a multiple of four."""
    return (2 * size + _ROOM) // 4 * 4


def fill_up(content: bytes, size: int, encoding: str) -> bytes:
    """A masked file, filled up to the size that the site was told.

    Raises:
        UnreadableError: it is larger.
    """
    end = "\n".encode(encoding)
    count, rest = divmod(size - len(content), len(end))
    if count < 0 or rest:
        raise UnreadableError("larger than announced")
    return content + end * count


def declaring(path: Path) -> Callable[[Json, bytes], bytes]:
    """Writes a JSON request that announces files: their sizes stand at ``path``."""

    def write(tree: Json, before: bytes) -> bytes:  # noqa: ARG001 -- see Wire.write
        for spot in path.find(tree):
            said = spot.holder if isinstance(spot.holder, dict) else {}
            texts = [(key, value) for key, value in said.items() if isinstance(value, str)]
            name = next((value for key, value in texts if "name" in key.lower()), "")
            kind = next((value for key, value in texts if "type" in key.lower()), "")
            if isinstance(spot.value, int) and is_text_file(name, kind):
                spot.put(roomy(spot.value))
        return dump_json(tree)

    return write
