"""spaCy's models behind Presidio's AnalyzerEngine: the only import of either.

Presidio's interface stays, so that anyone's recognizer fits in; its slow and network-touching
parts do not. The pipelines are reduced to named entities, matrices are multiplied by OpenBLAS, and
what a call allocated is freed after it. Nothing is downloaded; a text is never logged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast, override

import numpy as np
import spacy
from presidio_analyzer import (
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from thinc.api import NumpyOps, set_current_ops

from paravent.detect.base import Hit, Passage
from paravent.detect.casing import recase
from paravent.detect.gate import worth_reading
from paravent.detect.language import language_runs
from paravent.detect.names import LOCATION, ORGANISATION, PERSON
from paravent.detect.people import People

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from paravent.detect.base import Recognizer
    from paravent.detect.lexicon import Lexicon

_ANY = "xx"  # Presidio wants one language for a call; ours is found line by line
_SCORE = 0.85  # also what Presidio gives an entity
_TYPES = {
    "PER": PERSON.id,
    "PERSON": PERSON.id,
    "LOC": LOCATION.id,
    "GPE": LOCATION.id,
    "FAC": LOCATION.id,
    "ORG": ORGANISATION.id,
}
_UNUSED = (
    "tok2vec",
    "morphologizer",
    "tagger",
    "parser",
    "attribute_ruler",
    "lemmatizer",
    "senter",
    "tokenizer",
    "strings",
    "lookups",
)


class _OpenBlas(NumpyOps):  # type: ignore[misc]
    """thinc's operations with NumPy's matrix product, three times as fast as its own."""

    name = "numpy"

    def gemm(self, x: Any, y: Any, out: Any = None, **flip: bool) -> Any:  # noqa: ANN401
        """``x @ y``, either of them transposed by ``trans1`` or ``trans2``."""
        left = x.T if flip.get("trans1") else x
        return np.matmul(left, y.T if flip.get("trans2") else y, out=out)


class _Run(NamedTuple):
    """A stretch of one text to be read in one language; a ``second`` opinion adds people only."""

    text: int
    start: int
    end: int
    second: bool


class _Guess(NamedTuple):
    """An entity with the attributes of a spaCy span that Presidio's recognizers read."""

    start_char: int
    end_char: int
    label_: str
    text: str


class _Artifacts(NlpArtifacts):
    """A model's guesses, and the text as recognizers want it."""

    def __init__(self, guesses: list[Any], passage: Passage, engine: NlpEngine) -> None:
        super().__init__(guesses, cast("Any", []), [], [], engine, _ANY)
        self.passage = passage


class NameEngine(NlpEngine):
    """The models, as Presidio's NLP engine. It yields entities only, without tokens or lemmas."""

    def __init__(self, folders: Mapping[str, Path], lexicon: Lexicon) -> None:
        self._folders = folders
        self._lexicon = lexicon
        self._models: dict[str, Any] = {}  # spaCy's Language, which is half untyped

    @override
    def load(self) -> None:
        ops = _OpenBlas()
        set_current_ops(ops)
        self._models = {name: _load(folder, ops) for name, folder in self._folders.items()}

    @override
    def is_loaded(self) -> bool:
        return bool(self._models)

    @override
    def process_text(self, text: str, language: str) -> NlpArtifacts:
        return next(iter(self.process_batch([text], language)))[1]

    @override
    def process_batch(
        self,
        texts: Iterable[str],
        language: str,
        batch_size: int = 1,
        n_process: int = 1,
        **_kwargs: object,
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        given = list(texts)
        recased = [recase(text, self._lexicon) for text in given]
        found: list[list[_Guess]] = [[] for _ in given]
        for name, runs in _runs(recased, self._lexicon).items():
            self._read(name, runs, recased, found)
        for text, guesses in zip(given, found, strict=True):
            yield text, _Artifacts(list(guesses), Passage.of(text), self)

    def _read(
        self, name: str, runs: Sequence[_Run], texts: Sequence[str], found: list[list[_Guess]]
    ) -> None:
        model = self._models[name]
        with model.memory_zone():
            pieces = (texts[run.text][run.start : run.end] for run in runs)
            for run, doc in zip(runs, model.pipe(pieces, batch_size=64), strict=True):
                found[run.text].extend(
                    _Guess(run.start + ent.start_char, run.start + ent.end_char, type_, ent.text)
                    for ent in doc.ents
                    if (type_ := _TYPES.get(ent.label_)) and (type_ == PERSON.id or not run.second)
                )

    @override
    def is_stopword(self, word: str, language: str) -> bool:
        return False

    @override
    def is_punct(self, word: str, language: str) -> bool:
        return False

    @override
    def get_supported_entities(self) -> list[str]:
        return sorted(set(_TYPES.values()))

    @override
    def get_supported_languages(self) -> list[str]:
        return [_ANY]


def _runs(texts: Sequence[str], lexicon: Lexicon) -> dict[str, list[_Run]]:
    """What each model has to read."""
    runs: dict[str, list[_Run]] = {"fr": [], "en": []}
    for number, text in enumerate(texts):
        for start, end, language, sure in language_runs(text):
            for left, right in worth_reading(text, start, end, lexicon):
                runs[language].append(_Run(number, left, right, second=False))
                if not sure:
                    other = "en" if language == "fr" else "fr"
                    runs[other].append(_Run(number, left, right, second=True))
    return {name: listed for name, listed in runs.items() if listed}


def _load(folder: Path, ops: NumpyOps) -> Any:  # noqa: ANN401
    """A model reduced to its entity recognizer.

    The tokenizer comes without its list of French compounds, a pattern of 1.4 MB that takes four
    seconds to compile and changes one entity in a hundred.
    """
    config = spacy.util.load_config(folder / "config.cfg")
    config["nlp"] |= {"lang": "xx", "pipeline": ["ner"], "disabled": []}
    config["components"] = {"ner": config["components"]["ner"]}
    config["initialize"] = config["training"] = {}
    model: Any = spacy.util.load_model_from_config(config, auto_fill=True)
    model.from_disk(folder, exclude=_UNUSED)
    model.tokenizer.from_disk(folder / "tokenizer", exclude=["vocab", "token_match"])
    for layer in model.get_pipe("ner").model.walk():
        layer.ops = ops
    return model


class _Identifier(EntityRecognizer):
    """One of our recognizers in Presidio's clothes."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._recognizer = recognizer
        super().__init__(
            [recognizer.entity.id], name=recognizer.entity.id.lower(), supported_language=_ANY
        )

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
        passage = nlp_artifacts.passage if isinstance(nlp_artifacts, _Artifacts) else text
        return [_result(hit) for hit in self._recognizer.find(passage)]


class _People(EntityRecognizer):
    """Names of people, places and firms, from the engine's guesses."""

    def __init__(self, people: People) -> None:
        self._people = people
        super().__init__(sorted(set(_TYPES.values())), name="people", supported_language=_ANY)

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
        guesses = (
            Hit(guess.start_char, guess.end_char, guess.label_, _SCORE, "ner")
            for guess in nlp_artifacts.entities
        )
        return [_result(hit) for hit in self._people.find(text, guesses)]


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
        self, models: Mapping[str, Path], lexicon: Lexicon, recognizers: Iterable[Recognizer]
    ) -> None:
        registry = RecognizerRegistry(
            [_People(People(lexicon)), *map(_Identifier, recognizers)], supported_languages=[_ANY]
        )
        self._names = NameEngine(models, lexicon)
        self._analyzer = AnalyzerEngine(
            registry,
            self._names,
            supported_languages=[_ANY],
            context_aware_enhancer=_ContextIsDone(),
        )

    def read(self, texts: Sequence[str]) -> list[list[Hit]]:
        """What is in each of the texts, unsorted; finds may overlap."""
        return [
            [_hit(one) for one in self._analyzer.analyze(text, _ANY, nlp_artifacts=artifacts)]
            for text, artifacts in self._names.process_batch(texts, _ANY)
        ]


def _result(hit: Hit) -> RecognizerResult:
    return RecognizerResult(
        hit.type, hit.start, hit.end, hit.score, recognition_metadata={"source": hit.source}
    )


def _hit(one: RecognizerResult) -> Hit:
    source = one.recognition_metadata["source"]
    return Hit(one.start, one.end, one.entity_type, one.score, source)
