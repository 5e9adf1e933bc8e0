from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from paravent.yamlfile.tree import parse

TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)
YAML_ISH = st.lists(
    st.sampled_from(
        ["a", "b", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ", ", "&x ", "*x", "!t ", "<<", "'",
         '"', "|", "? ", "--- ", "# ", "1", "true", "\t", "\x85", "\x00"]
    ),
    max_size=40,
).map(lambda pieces: "".join(pieces).encode())  # fmt: skip


@given(st.binary(max_size=300) | YAML_ISH)
def test_any_bytes_are_read_or_refused_at_a_place(data):
    tree = parse(data)
    assert tree.whole or (tree.value is None and tree.faults)
    assert all(fault.place >= (1, 1) for fault in tree.faults)


@given(st.dictionaries(TEXTS.filter(lambda key: key != "<<"), VALUES, min_size=1, max_size=4))
def test_json_means_the_same(value):
    tree = parse(json.dumps(value, ensure_ascii=False).encode())
    assert tree.faults == []
    assert tree.value == value
    assert set(tree.values) == set(locations(value))


def locations(value, loc=()):
    yield loc
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from locations(inner, (*loc, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from locations(inner, (*loc, index))
