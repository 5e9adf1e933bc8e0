"""Laws of the tree, against the recursive definitions of RFC 6962 written out below."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paravent.core.merkle import (
    EMPTY_ROOT,
    CompactRange,
    Tree,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

LARGEST = 64
HASHES = [leaf_hash(bytes([n])) for n in range(LARGEST)]


def _split(n: int) -> int:
    """The largest power of two below n."""
    return 1 << (n - 1).bit_length() - 1


def _root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    k = _split(len(leaves))
    return node_hash(_root(leaves[:k]), _root(leaves[k:]))


def _path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962 §2.1.1."""
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if m < k:
        return [*_path(m, leaves[:k]), _root(leaves[k:])]
    return [*_path(m - k, leaves[k:]), _root(leaves[:k])]


def _subproof(m: int, leaves: list[bytes], *, known: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962 §2.1.2."""
    if m == len(leaves):
        return [] if known else [_root(leaves)]
    k = _split(len(leaves))
    if m <= k:
        return [*_subproof(m, leaves[:k], known=known), _root(leaves[k:])]
    return [*_subproof(m - k, leaves[k:], known=False), _root(leaves[:k])]


def _flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_leaf_of_every_size_is_proven_and_nothing_else(size):
    leaves = HASHES[:size]
    tree, root = Tree(leaves), _root(leaves)
    assert tree.root() == CompactRange().extend(leaves).root() == root
    for index, leaf in enumerate(leaves):
        proof = tree.inclusion_proof(index)
        assert proof == _path(index, leaves)
        assert verify_inclusion(leaf, index, size, proof, root)
        assert not verify_inclusion(_flipped(leaf, 0), index, size, proof, root)
        assert not verify_inclusion(leaf, index, size, proof, _flipped(root, 31))
        assert not verify_inclusion(leaf, index, size, [*proof, root], root)
        assert not verify_inclusion(leaf, (index + 1) % size, size, proof, root) or size == 1
        for at in range(len(proof)):
            wrong = [*proof[:at], _flipped(proof[at], at), *proof[at + 1 :]]
            assert not verify_inclusion(leaf, index, size, wrong, root)
            assert not verify_inclusion(leaf, index, size, [*proof[:at], *proof[at + 1 :]], root)


@pytest.mark.parametrize("new", range(1, LARGEST + 1))
def test_every_earlier_tree_is_proven_and_nothing_else(new):
    leaves = HASHES[:new]
    tree, new_root = Tree(leaves), _root(leaves)
    for old in range(1, new + 1):
        old_root, proof = _root(leaves[:old]), tree.consistency_proof(old)
        assert proof == _subproof(old, leaves, known=True)
        assert verify_consistency(old, new, old_root, new_root, proof)
        assert not verify_consistency(old, new, _flipped(old_root, 0), new_root, proof)
        assert not verify_consistency(old, new, old_root, _flipped(new_root, 0), proof)
        assert not verify_consistency(old, new, old_root, new_root, [*proof, new_root])
        for at in range(len(proof)):
            wrong = [*proof[:at], _flipped(proof[at], at), *proof[at + 1 :]]
            assert not verify_consistency(old, new, old_root, new_root, wrong)
            assert not verify_consistency(
                old, new, old_root, new_root, [*proof[:at], *proof[at + 1 :]]
            )


@given(st.lists(st.binary(max_size=8), max_size=300), st.data())
def test_a_range_may_grow_in_any_steps(leaves, data):
    hashes = [leaf_hash(leaf) for leaf in leaves]
    cut = data.draw(st.integers(0, len(hashes)))
    grown = CompactRange().extend(hashes[:cut])
    grown = CompactRange.from_bytes(grown.size, grown.to_bytes()).extend(hashes[cut:])
    assert grown == CompactRange().extend(hashes)
    assert grown.root() == Tree(hashes).root() == _root(hashes)


@given(st.binary(max_size=80), st.integers(0, 63), st.integers(1, 64), st.lists(st.binary()))
def test_no_garbage_is_ever_a_proof(leaf, index, size, proof):
    root = sha256(b"some root").digest()
    assert not verify_inclusion(leaf, index, size, proof, root)
    assert not verify_consistency(index, size, leaf, root, proof)
