"""One detection process: reads texts that come over a socket and answers with what is in them.

It knows no client, no rule and no network; it writes nothing anywhere, and it ends when the other
side of its socket does.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

from paravent.allocation import trim
from paravent.detect import catalogue, frames
from paravent.detect.manifest import read_manifest, verify
from paravent.detect.own import find_own
from paravent.detect.view import view
from paravent.log import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from paravent.detect.base import Hit
    from paravent.detect.manifest import Manifest
    from paravent.detect.own import Order

type Read = Callable[[Sequence[str]], list[list[Hit]]]

_LEXICON = "lexicon"
_NAMES = "names"
_REFEREE = "referee"
_UNUSED = {
    "spacy.cli.info": ("info",),
    "presidio_analyzer.predefined_recognizers": (
        "SpacyRecognizer",
        "StanzaRecognizer",
        "TransformersRecognizer",
    ),
}
"""Modules that spaCy and Presidio need in order to be imported only, and what of them."""

_LARGE = 5_000  # characters of a job after which memory is given back: half a millisecond
_SELDOM = 10_000  # objects that are made until garbage is looked for: five times what Python has


def check(models: Path) -> Manifest:
    """The manifest of the models, once every file of theirs has been checked.

    Raises:
        ParaventError: a model or a lexicon is missing or altered.
    """
    manifest = read_manifest(models)
    verify(manifest, models)
    return manifest


def load(models: Path, added: Sequence[Path]) -> Read:
    """Everything needed to read, after checking every file of it.

    Raises:
        ParaventError: a model, a lexicon or an added recognizer is missing or altered.
    """
    manifest = check(models)
    recognizers = [*catalogue.shipped(), *catalogue.added(added)]
    # Late, because it takes seconds: what is wrong with the files is told first.
    with _without_the_unused():
        from paravent.detect.ner import Reader  # noqa: PLC0415

    part = manifest.find(_NAMES)
    weights = part.path(models) / next(iter(part.files))
    referee = manifest.find(_REFEREE).path(models)
    return Reader(weights, models / _LEXICON, referee, recognizers).read


@contextmanager
def _without_the_unused() -> Iterator[None]:
    """Have spaCy and Presidio come without what they import and nobody here uses.

    The command line of the one and the recognizers of the other are a second and 30 MB.
    """
    stand_ins = {name: holds for name, holds in _UNUSED.items() if name not in sys.modules}
    for name, holds in stand_ins.items():
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name]).update({one: type(one, (), {}) for one in holds})
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


def live(sock: socket.socket, read: Read) -> NoReturn:
    """The life of the process: serve, and say in the end what went wrong, if anything did."""
    gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])
    try:
        _serve(sock, read)
        os._exit(0)
    finally:
        try:
            error = sys.exception()
            sock.sendall(frames.pack(describe(error) if error else ""))
        finally:  # whatever it is: what stands above on the stack is the parent's
            os._exit(1)


def _serve(sock: socket.socket, read: Read) -> None:
    while (job := frames.receive_blocking(sock)) is not None:
        texts, own = job
        with suppress(ConnectionError):
            sock.sendall(frames.pack(find(texts, read, own)))
        if sum(map(len, texts)) > _LARGE:
            trim()


def find(
    texts: Sequence[str], read: Read, own: Order
) -> list[list[tuple[int, int, str, float, str]]]:
    """The findings of each text as ``(start, end, type, score, source)``, in code points of it."""
    views = [view(text) for text in texts]
    return [
        [
            (*seen.span(hit.start, hit.end), hit.type, hit.score, hit.source)
            for hit in (*hits, *find_own(seen.text, own))
        ]
        for seen, hits in zip(views, read([seen.text for seen in views]), strict=True)
    ]


def main() -> None:
    """The process itself, where it is not forked; its order is its only argument."""
    order = json.loads(sys.argv[1])
    sock = socket.socket(fileno=order["fd"])
    live(sock, load(Path(order["models"]), [Path(file) for file in order["added"]]))


if __name__ == "__main__":
    main()
