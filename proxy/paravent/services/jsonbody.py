"""JSON bodies: every string is text, unless the wire format says that it is structure.

JSON within strings is read as well; so are keys that are not plain names, and whole numbers long
enough to be somebody's.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING

from paravent.core.types import Segment, Sensitive
from paravent.core.vocabulary import Extension
from paravent.services.departure import departs
from paravent.services.document import Document, SignedBlock, UnreadableError
from paravent.services.encoded import is_opaque, take_encoded
from paravent.services.identifier import is_identifier
from paravent.services.paths import Spot, spots

if TYPE_CHECKING:
    from collections.abc import Callable

    from paravent.services.document import Put
    from paravent.services.paths import Json, Path
    from paravent.services.wire import Wire

MAX_DEPTH = 100
"""Levels of nesting beyond which a body is not read."""

_PLAIN_KEY = re.compile(
    r"(?![A-Z][a-z]+[_.-][A-Z])(?!(?:\D*\d){7})"
    r"[A-Za-z_$](?:[A-Za-z_$.-]{0,63}|[\w$.-]{0,23})",
    re.ASCII,
)
_LONG = 10_000_000
_FILE_NAME = re.compile(r"(?P<stem>[^\n]{1,200}?)(?P<end>\.[A-Za-z0-9]{1,5})")

type Way = tuple[str | int, ...]


def read_json(body: bytes, wire: Wire, document: Document) -> Callable[[], bytes]:
    """Read a JSON body into ``document``; the function that is returned writes it anew.

    Raises:
        UnreadableError: it is not JSON in UTF-8 (RFC 8259), or too deep.
    """
    holder: list[Json] = [parse_json(body)]
    document.departed |= departs(holder[0], wire.says)
    _Reader(wire, document).read(holder)
    if wire.write:
        written = wire.write
        return lambda: written(holder[0], body)
    return lambda: dump_json(holder[0])


def take_string(spot: Spot, path: str, label: str, wire: Wire, document: Document) -> None:
    """Read the string at ``spot``: as what it holds if it holds something, else as itself.

    Raises:
        UnreadableError: it is JSON that is too deep.
    """
    text = str(spot.value)
    name = _FILE_NAME.fullmatch(text) if label.lower().replace("_", "") == "filename" else None
    if name and Extension.of(name["end"]) is not Extension.OTHER:
        _take_file_name(spot, name, path, document)
        return
    if text[:1] in {"{", "["}:
        lines = text.splitlines(keepends=True)
        if _take_json(spot, text, wire, document) or (
            len(lines) > 1 and _take_lines(spot, lines, wire, document)
        ):
            return

    def take(inner: Spot, way: str) -> None:
        take_string(inner, way, "", wire, document)

    if not take_encoded(spot, path, document, take):
        document.add(text, path, spot.put, label)


def _take_file_name(spot: Spot, name: re.Match[str], path: str, document: Document) -> None:
    """Read a file's name as words: what ends it would hide a name from who reads sentences."""
    said = name["stem"].replace("_", " ")
    document.add(said, path, lambda new: spot.put(f"{new}{name['end']}"), "filename")


def _take_json(spot: Spot, text: str, wire: Wire, document: Document) -> bool:
    try:
        tree = parse_json(text)
    except UnreadableError:
        return False
    holder: list[Json] = [tree]
    before = dump_json(tree)

    def close() -> None:
        after = dump_json(holder[0])
        if after != before:
            spot.put(after.decode())

    document.defer(close)
    _Reader(wire, document).read(holder)
    return True


def _take_lines(spot: Spot, lines: list[str], wire: Wire, document: Document) -> bool:
    """Read JSON lines, all of them or none."""
    holder: list[Json] = list(lines)
    inner = Document()
    if not all(
        not line.strip() or _take_json(Spot(holder, index), line, wire, inner)
        for index, line in enumerate(lines)
    ):
        return False

    def close() -> None:
        inner.close()
        if holder != lines:
            ends = [line[len(line.rstrip()) :] for line in lines]
            new = [str(line).rstrip() for line in holder]
            spot.put("".join(text + end for text, end in zip(new, ends, strict=True)))

    document.absorb(inner)
    document.defer(close)
    return True


def parse_json(body: bytes | str) -> Json:
    """A JSON text, strictly: no NaN, nothing infinite or as good as that, UTF-8 only.

    Raises:
        UnreadableError: it is not that.
    """
    try:
        text = body.decode("utf-8-sig") if isinstance(body, bytes) else body
        tree: Json = json.loads(text, parse_constant=_refuse, parse_float=_read_float)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not JSON") from error
    return tree


def _refuse(name: str) -> Json:
    raise UnreadableError(name)


def _read_float(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise UnreadableError("a number beyond all bounds")
    return number


def dump_json(tree: Json) -> bytes:
    """JSON in UTF-8; lone surrogates, which UTF-8 has not, as escapes."""
    try:
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(tree, separators=(",", ":")).encode()


class _Reader:
    """Reads the strings of one tree into a document."""

    def __init__(self, wire: Wire, document: Document) -> None:
        self._document = document
        self._wire = wire
        # What is structure in a request is data in what a tool was given or has found.
        self._within = replace(wire, keep=(), opaque=(), unfinished=(), signed=())
        self._is_structure = structure(wire.keep)
        self._chosen = [path for path in wire.keep if path.chooses]
        self._done: set[tuple[int, str | int]] = set()

    def read(self, holder: list[Json]) -> None:
        """Read the tree that ``holder`` holds as its only element."""
        self._set_apart(holder[0])
        stack: list[tuple[Spot, Way]] = [(Spot(holder, 0), ())]
        while stack:
            spot, way = stack.pop()
            if len(way) > MAX_DEPTH:
                raise UnreadableError("too deep")
            value = spot.value
            if isinstance(value, dict | list):
                if isinstance(value, dict):
                    self._take_keys(value, way)
                stack += [(inner, (*way, inner.key)) for inner in reversed(spots(value))]
            elif (id(spot.holder), spot.key) not in self._done:
                self._take(spot, way)

    def _set_apart(self, tree: Json) -> None:
        """Take what is not read as text: what is being typed, opaque, structure, or signed."""
        for spot in [spot for path in self._wire.unfinished for spot in path.find(tree)]:
            if isinstance(spot.value, str):
                spot.put("")
        for spot in (spot for path in self._wire.opaque for spot in path.find(tree)):
            self._keep(spot, is_opaque)
        for spot in (spot for path in self._chosen for spot in path.find(tree)):
            self._keep(spot, is_identifier)
        for spec in self._wire.signed:
            for spot in spec.block.find(tree):
                self._take_signed(spot, spec.text, spec.signature)

    def _take(self, spot: Spot, way: Way) -> None:
        value = spot.value
        label = next((part for part in reversed(way) if isinstance(part, str)), "")
        if isinstance(value, str):
            if self._is_structure(way) and is_identifier(value):
                self._document.kept.append(value)
                if way == ("model",):
                    self._document.model = value
                elif way == (self._wire.conversation,):
                    self._document.conversation = value
                return
            take_string(spot, write_path(way), label, self._within, self._document)
        elif isinstance(value, int | float) and abs(value) >= _LONG and value.is_integer():
            self._document.add(str(int(value)), write_path(way), spot.put, label)

    def _keep(self, spot: Spot, fits: Callable[[str], bool]) -> None:
        if isinstance(spot.value, str) and fits(spot.value):
            self._done.add((id(spot.holder), spot.key))
            self._document.kept.append(spot.value)

    def _take_keys(self, holder: dict[str, Json], way: Way) -> None:
        odd = [key for key in holder if not _PLAIN_KEY.fullmatch(key)]
        self._document.keys.update(holder.keys() - set(odd))
        if odd:
            new = {key: key for key in odd}
            for key in odd:
                self._document.add(key, f"{write_path(way)}.<key>", _put_key(new, key))
            self._document.defer(lambda: _rename(holder, new))

    def _take_signed(self, spot: Spot, text_key: str, signature_key: str) -> None:
        block = spot.value
        if not isinstance(block, dict):
            return
        text, signature = block.get(text_key), block.get(signature_key)
        if isinstance(text, str) and isinstance(signature, str) and signature:
            self._done.add((id(block), text_key))
            self._keep(Spot(block, signature_key), is_opaque)
            segment = Segment(Sensitive(text), f"$..{text_key}")
            put = Spot(block, text_key).put
            self._document.signed.append(SignedBlock(segment, signature, put))


def structure(keep: tuple[Path, ...]) -> Callable[[Way], bool]:
    """Whether a way through a tree leads to structure, by the ``keep`` paths of a format.

    Paths that choose by what stands beside a value are left out: a way does not tell that.
    """
    keep = tuple(path for path in keep if not path.chooses)
    whole = {_signs(path) for path in keep if not path.text.startswith("$..")}
    tails = {_signs(path) for path in keep if path.text.startswith("$..")}
    lengths = sorted({len(tail) for tail in tails})

    def leads(way: Way) -> bool:
        signs = tuple("*" if isinstance(part, int) else part for part in way)
        return signs in whole or any(signs[-length:] in tails for length in lengths)

    return leads


def _signs(path: Path) -> tuple[str, ...]:
    return tuple(step if isinstance(step, str) else step["deep"] or "*" for step in path.steps)


def write_path(way: Way) -> str:
    """A way through a tree as a path. Keys that are not plain names may be somebody's."""
    return "$" + "".join(
        f"[{part}]" if isinstance(part, int) else f".{part if _PLAIN_KEY.fullmatch(part) else '?'}"
        for part in way
    )


def _put_key(new: dict[str, str], key: str) -> Put:
    def put(text: str) -> None:
        new[key] = text

    return put


def _rename(holder: dict[str, Json], new: dict[str, str]) -> None:
    items = [(new.get(key, key), value) for key, value in holder.items()]
    holder.clear()
    holder.update(items)
