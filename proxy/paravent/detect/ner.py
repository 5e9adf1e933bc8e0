"""The name model's pipeline behind Presidio's AnalyzerEngine: the only import of Presidio.

Its interface stays, so that anyone's recognizer fits in; what is slow in it or touches the network
does not. What a call allocated is freed after it. Nothing is downloaded; a text is never logged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast, override

from presidio_analyzer import (
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from paravent.detect.base import Hit, Passage
from paravent.detect.beside import births_beside
from paravent.detect.component import ANY, COMPONENT, lexicon_in, pipeline
from paravent.detect.dated import old_dates
from paravent.detect.lore import Lore
from paravent.detect.people import People
from paravent.detect.tagger import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from paravent.detect.base import Recognizer
    from paravent.detect.fame import Fame


class _Guess(NamedTuple):
    """An entity with the attributes of a spaCy span that Presidio's recognizers read."""

    start_char: int
    end_char: int
    label_: str
    text: str
    score: float


class _Artifacts(NlpArtifacts):
    """The model's guesses, who of them is famous, and the text as recognizers want it."""

    def __init__(self, guesses: list[Any], fame: Fame, passage: Passage, engine: NlpEngine) -> None:
        super().__init__(guesses, cast("Any", []), [], [], engine, ANY)
        self.fame = fame
        self.passage = passage
        self.hits: list[Hit] | None = None
        """The identifiers, where they were looked for in many texts at once."""


class NameEngine(NlpEngine):
    """The pipeline, as Presidio's NLP engine. It yields entities only, without lemmas."""

    def __init__(self, weights: Path, lexicon: Path, referee: Path) -> None:
        self._files = weights, lexicon, referee
        self._pipeline: Any = None  # spaCy's Language, which is half untyped

    @override
    def load(self) -> None:
        self._pipeline = pipeline(*self._files)

    @override
    def is_loaded(self) -> bool:
        return self._pipeline is not None

    @override
    def process_text(self, text: str, language: str) -> NlpArtifacts:
        return next(iter(self.process_batch([text], language)))[1]

    @override
    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 64,
        n_process: int = 1,
        **_kwargs: object,
    ) -> Iterator[tuple[str, _Artifacts]]:
        given = list(texts)
        found: list[tuple[list[_Guess], Fame]] = []
        with self._pipeline.memory_zone():
            for doc in self._pipeline.pipe(given, batch_size=batch_size):
                scores, fame = doc.user_data[COMPONENT]
                guesses = [
                    _Guess(ent.start_char, ent.end_char, ent.label_, ent.text, score)
                    for ent, score in zip(doc.ents, scores, strict=True)
                ]
                found.append((guesses, fame))
        for text, (guesses, fame) in zip(given, found, strict=True):
            yield text, _Artifacts(list(guesses), fame, Passage.of(text), self)

    @override
    def is_stopword(self, word: str, language: str) -> bool:
        return False

    @override
    def is_punct(self, word: str, language: str) -> bool:
        return False

    @override
    def get_supported_entities(self) -> list[str]:
        return sorted(KINDS)

    @override
    def get_supported_languages(self) -> list[str]:
        return [ANY]


class _Identifiers(EntityRecognizer):
    """Our recognizers in Presidio's clothes, all in one: it takes its time over each it knows."""

    def __init__(self, recognizers: Iterable[Recognizer]) -> None:
        self._recognizers = tuple(recognizers)
        kinds = sorted({one.entity.id for one in self._recognizers})
        super().__init__(kinds, name="identifiers", supported_language=ANY)

    @override
    def load(self) -> None:
        pass

    @override
    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts | None = None,
    ) -> list[RecognizerResult]:
        given = nlp_artifacts if isinstance(nlp_artifacts, _Artifacts) else None
        if given and given.hits is not None:
            return [*map(_result, given.hits)]
        passage = given.passage if given else Passage.of(text)
        return [_result(hit) for one in self._recognizers for hit in one.find(passage)]

    def prepare(self, texts: Sequence[_Artifacts]) -> None:
        """Look into many texts at once, pattern by pattern: each is then at hand for all."""
        found: list[list[Hit]] = [[] for _ in texts]
        for recognizer in self._recognizers:
            for artifacts, hits in zip(texts, found, strict=True):
                hits.extend(recognizer.find(artifacts.passage))
        for artifacts, hits in zip(texts, found, strict=True):
            artifacts.hits = hits


class _People(EntityRecognizer):
    """Names of people, places and firms, from the engine's guesses."""

    def __init__(self, people: People) -> None:
        self._people = people
        super().__init__(sorted(KINDS), name="people", supported_language=ANY)

    @override
    def load(self) -> None:
        pass

    @override
    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts,
    ) -> list[RecognizerResult]:
        given = cast("_Artifacts", nlp_artifacts)
        guesses = (
            Hit(guess.start_char, guess.end_char, guess.label_, guess.score, "ner")
            for guess in cast("list[_Guess]", given.entities)
        )
        return [_result(hit) for hit in self._people.find(text, guesses, given.fame)]


class _ContextIsDone(ContextAwareEnhancer):
    """Our recognizers weigh their context themselves, in linear time."""

    def __init__(self) -> None:
        super().__init__(0, 0, 0, 0)

    @override
    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        return raw_results


class Reader:
    """Reads views of texts with everything there is. One for each process."""

    def __init__(
        self, weights: Path, lexicon: Path, referee: Path, recognizers: Iterable[Recognizer]
    ) -> None:
        people = _People(People(lexicon_in(lexicon)))
        self._lore = Lore(lexicon_in(lexicon))
        self._identifiers = _Identifiers(recognizers)
        registry = RecognizerRegistry([people, self._identifiers], supported_languages=[ANY])
        self._names = NameEngine(weights, lexicon, referee)
        self._analyzer = AnalyzerEngine(
            registry,
            self._names,
            supported_languages=[ANY],
            context_aware_enhancer=_ContextIsDone(),
        )

    def read(self, texts: Sequence[str]) -> list[list[Hit]]:
        """What is in each of the texts, unsorted; finds may overlap."""
        prepared = [artifacts for _, artifacts in self._names.process_batch(texts, ANY)]
        self._identifiers.prepare(prepared)
        return [
            self._lore.sift(text, self._found(text, artifacts))
            for text, artifacts in zip(texts, prepared, strict=True)
        ]

    def _found(self, text: str, artifacts: _Artifacts) -> list[Hit]:
        """What is in a text, the famous included."""
        found = self._analyzer.analyze(text, ANY, nlp_artifacts=artifacts)
        hits = [_hit(one) for one in found]
        return [*hits, *births_beside(text, hits), *old_dates(text, hits)]


def _result(hit: Hit) -> RecognizerResult:
    return RecognizerResult(
        hit.type, hit.start, hit.end, hit.score, recognition_metadata={"source": hit.source}
    )


def _hit(one: RecognizerResult) -> Hit:
    source = one.recognition_metadata["source"]
    return Hit(one.start, one.end, one.entity_type, one.score, source)
