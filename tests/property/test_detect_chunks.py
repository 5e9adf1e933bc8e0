from hypothesis import given, settings
from hypothesis import strategies as st

from paravent.detect.chunks import split

blocks = st.sampled_from(
    ["\n\n", "\n", ". ", " ", "mot " * 200, "x" * 3_000, "é" * 700, "-----BEGIN PRIVATE KEY-----\n"]
)


@given(st.lists(blocks, max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_pieces_cover_the_text_without_gap_or_overlap(text):
    chunks = list(split(text))
    assert "".join(text[chunk.start : chunk.end] for chunk in chunks) == text
    for chunk in chunks:
        assert 0 <= chunk.left <= chunk.start < chunk.end <= chunk.right <= len(text)
        assert chunk.end - chunk.start <= 17_000  # a private key, however long
