import numpy as np
import pytest

from paravent.detect.forward import Forward
from paravent.detect.tagger import network
from paravent.detect.tokens import COLUMNS


@pytest.fixture(scope="module")
def learned():
    made = network()
    made.initialize()
    for node in made.walk():
        if node.name == "hashembed":  # weights are kept as half floats
            node.set_param("E", node.get_param("E").astype(np.float16).astype(np.float32))
    return made


@pytest.fixture(scope="module")
def forward(learned):
    return Forward(learned)


def rows(count, seed=1, below=2**32):
    draw = np.random.default_rng(seed)
    return draw.integers(0, below, (count, len(COLUMNS)), dtype=np.uint64)


def same(forward, learned, texts):
    made = list(forward.predict(texts))
    return len(made) == len(texts) and all(
        one.shape == other.shape and np.allclose(one, other, atol=1e-5)
        for one, other in zip(made, learned.predict(texts), strict=True)
    )


@pytest.mark.parametrize(
    "counts", [[1], [40], [0, 3], [3, 0, 2], [4, 5, 6, 7], [700, 5], [10] * 70]
)
def test_it_computes_what_thinc_does(forward, learned, counts):
    assert same(forward, learned, [rows(count, seed) for seed, count in enumerate(counts)])


def test_words_that_come_again_are_the_same_in_any_order(forward, learned):
    texts = [rows(50, seed, below=3) for seed in range(4)]
    assert same(forward, learned, texts)
    assert same(forward, learned, texts[::-1])


def test_it_forgets_and_goes_on(forward, learned):
    for seed in range(3):
        assert same(forward, learned, [rows(3_000, seed)])
    assert same(forward, learned, [rows(8_500, 9)])
    assert same(forward, learned, [rows(40)])


def test_no_text_is_none(forward):
    assert list(forward.predict([])) == []
