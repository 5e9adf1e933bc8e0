"""Detection does not get worse on prompts that it was not made for: every third of tests/eval.

The floors are a little below what was measured when they were written: they go up, not down.
"""

from collections import defaultdict

import pytest
import pytest_asyncio

from eval.scores import score
from eval.sets import FORMAL, WRITTEN, read_set
from eval.systems import Paravent

pytestmark = pytest.mark.asyncio(loop_scope="session")

PROMPTS = [prompt for file in WRITTEN for prompt in read_set(file)[::3]]

LEAKED_AT_MOST = {
    ("fr", "PERSON"): 0.02,
    ("en", "PERSON"): 0.035,
    ("fr", "ADDRESS"): 0.06,
    ("en", "ADDRESS"): 0.13,
    ("fr", "formal"): 0.03,
    ("en", "formal"): 0.03,
}
TOUCHED_AT_MOST = {"fr": 0.035, "en": 0.045}
F1_AT_LEAST = {"fr": 0.98, "en": 0.97}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def scores(engine):
    results = defaultdict(list)
    system = Paravent(engine)
    for prompt in PROMPTS:
        results[prompt.lang].append((prompt, await system.hide(prompt.text, prompt.lang)))
    return {lang: score(some) for lang, some in results.items()}


@pytest.mark.parametrize(("lang", "type_"), LEAKED_AT_MOST)
async def test_values_that_leave(scores, lang, type_):
    leaked = scores[lang].leaks_of(FORMAL if type_ == "formal" else (type_,))
    assert leaked.of >= 5
    assert leaked.rate <= LEAKED_AT_MOST[lang, type_], leaked


@pytest.mark.parametrize("lang", TOUCHED_AT_MOST)
async def test_innocent_prompts_that_are_touched(scores, lang):
    assert scores[lang].touched.of >= 35
    assert scores[lang].touched.rate <= TOUCHED_AT_MOST[lang], scores[lang].touched


@pytest.mark.parametrize("lang", F1_AT_LEAST)
async def test_names_that_are_found(scores, lang):
    match = scores[lang].relaxed["PERSON"]
    assert match.f1 >= F1_AT_LEAST[lang], match
