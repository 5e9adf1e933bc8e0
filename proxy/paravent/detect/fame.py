"""Whether whoever a text names is somebody whom everybody knows, or of a story.

The referee says it of each word that it is asked about; here is in which texts it is asked, and
what follows for a name. That alone leaves no name visible: see ``renown``.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from paravent.detect.doubt import deals
from paravent.detect.tokens import tokens
from paravent.detect.words import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from paravent.detect.tokens import Tokens


class Fame:
    """What the referee says of the words of a text.

    Args:
        text: the text.
        words: those of it.
    """

    def __init__(self, text: str, words: Tokens) -> None:
        self._words = words
        self.shares: NDArray[np.float32] | None = None
        """How sure it is that each word names somebody famous, 0 to 1, NaN where it was not asked;
        nothing, if the text speaks of people one deals with: then all of them may be met."""
        if not deals(text):
            self.shares = np.full(len(words), np.nan, np.float32)

    def of(self, name: str) -> float:
        """How sure it is that a name is of somebody famous, 0 to 1.

        That of its least sure word, by all places of the text where the word stands.
        """
        means = [self._mean(fold(word.text)) for word in tokens(name) if word.text[0].isalpha()]
        return min(means, default=0.0)

    def _mean(self, folded: str) -> float:
        said = self._said.get(folded, ())
        return sum(said) / len(said) if said else 0.0

    @cached_property
    def _said(self) -> dict[str, list[float]]:
        said: dict[str, list[float]] = {}
        if self.shares is not None:
            for at in np.flatnonzero(~np.isnan(self.shares)).tolist():
                said.setdefault(fold(self._words[at].text), []).append(float(self.shares[at]))
        return said
