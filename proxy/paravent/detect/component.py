"""The name model as a component of a spaCy pipeline: the only import of spaCy.

The interface stays, so that anyone's component fits in; what is slow in it does not.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from paravent.detect.lexicon import Lexicon
from paravent.detect.referee import Referee
from paravent.detect.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from paravent.detect.tagger import Tagged

ANY = "xx"
"""The model reads every language alike."""

COMPONENT = "paravent_names"
"""The name of the component, and in a document's ``user_data`` of the scores of its entities and of
who of them is famous."""


def pipeline(weights: Path, lexicon: Path, referee: Path) -> Any:  # noqa: ANN401 - half untyped
    """SpaCy's pipeline, of this component alone.

    Without attributes of words: nobody asks for them, and they cost as much as the model; nor with
    the tokenizer that comes with a language.
    """
    made: Any = Language(Vocab(), create_tokenizer=lambda made: _Words(made.vocab))
    paths = {"weights": str(weights), "lexicon": str(lexicon), "referee": str(referee)}
    made.add_pipe(COMPONENT, config=paths)
    return made


class _Words:
    """spaCy's tokenizer: a text is one token until the component has cut it."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        return _doc(self._vocab, [text] if text else [])


class _Component:
    """spaCy's component: the tagger's spans as entities, the rest of what it says beside them.

    Each of them is a token of the document, and so is what stands between two. Nobody asks for
    its words, which would cost a tenth of what the network does.
    """

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], **_batch_size: int) -> Iterator[Doc]:
        """The documents with their entities."""
        docs = list(stream)
        texts = [doc.text for doc in docs]
        for doc, text, (tagged, fame) in zip(docs, texts, self._tagger.tag(texts), strict=True):
            cut = _cut(doc.vocab, text, tagged)
            cut.user_data[COMPONENT] = [one.score for one in tagged], fame
            yield cut


def _cut(vocab: Vocab, text: str, tagged: Sequence[Tagged]) -> Doc:
    """The document of a text, in which each span is a token and an entity."""
    tokens: list[str] = []
    named: list[tuple[int, str]] = []
    done = 0
    for one in tagged:
        if done < one.start:
            tokens.append(text[done : one.start])
        named.append((len(tokens), one.kind))
        tokens.append(text[one.start : one.end])
        done = one.end
    if done < len(text):
        tokens.append(text[done:])
    doc = _doc(vocab, tokens)
    doc.set_ents([Span(doc, at, at + 1, kind) for at, kind in named])
    return doc


def _doc(vocab: Vocab, tokens: list[str]) -> Doc:
    """A document of tokens between which nothing stands."""
    return Doc(vocab, tokens, [False] * len(tokens))


@Language.factory(COMPONENT)
def _component(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    weights: str,
    lexicon: str,
    referee: str,
) -> _Component:
    """What spaCy makes of the component's settings: three paths."""
    judge = Referee(Path(referee)) if Referee.exists() else None
    return _Component(Tagger(Path(weights), lexicon_in(Path(lexicon)), judge))


@cache
def lexicon_in(folder: Path) -> Lexicon:
    """The lexicon, read once for the model and for those who judge its guesses."""
    return Lexicon.read(folder)
