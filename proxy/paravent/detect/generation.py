"""What findings depend on besides the text: one that changes, changes what may be remembered."""

from __future__ import annotations

from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from paravent.detect import manifest

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIBRARIES = (
    "spacy",
    "thinc",
    "numpy",
    "presidio-analyzer",
    "google-re2",
    "phonenumbers",
    "python-stdnum",
)


def generation(models: Path, added: Sequence[Path]) -> str:
    """A digest of code, models, lexicons and libraries."""
    digest = blake2b(digest_size=32)
    code = sorted(Path(__file__).parent.rglob("*.py"))
    for file in (*code, models / manifest.FILE, *added):
        digest.update(file.read_bytes() if file.is_file() else b"")
    digest.update(" ".join(version(library) for library in _LIBRARIES).encode())
    return digest.hexdigest()
