"""Merkle trees as RFC 6962 hashes them: hashes in, hashes out; ``notes`` signs their heads."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """MTH({d}) of RFC 6962 §2.1."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node, RFC 6962 §2.1."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class CompactRange:
    """All that a log must remember of its tree to go on: the roots of its perfect subtrees.

    ``hashes`` holds one root for each bit that is set in ``size``, the largest subtree first.

    Raises:
        ValueError: the number or the length of the hashes does not fit the size.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError("the number of hashes does not fit the size of the tree")
        if any(len(item) != HASH_BYTES for item in self.hashes):
            raise ValueError("a hash has the wrong length")

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> CompactRange:
        """The range that ``to_bytes`` wrote."""
        return cls(size, tuple(data[i : i + HASH_BYTES] for i in range(0, len(data), HASH_BYTES)))

    def to_bytes(self) -> bytes:
        """The hashes one after the other."""
        return b"".join(self.hashes)

    def extend(self, leaf_hashes: Iterable[bytes]) -> CompactRange:
        """The range of the tree with these leaves added at its end."""
        size, hashes = self.size, list(self.hashes)
        for item in leaf_hashes:
            carry, bits = item, size
            while bits & 1:
                carry, bits = node_hash(hashes.pop(), carry), bits >> 1
            hashes.append(carry)
            size += 1
        return CompactRange(size, tuple(hashes))

    def root(self) -> bytes:
        """The root of the whole tree, RFC 6962 §2.1."""
        if not self.hashes:
            return EMPTY_ROOT
        root, *left = reversed(self.hashes)
        for item in left:
            root = node_hash(item, root)
        return root


class Tree:
    """A whole tree in memory, from which proofs are taken. 64 bytes a leaf."""

    def __init__(self, leaf_hashes: Sequence[bytes]) -> None:
        self.size = len(leaf_hashes)
        self._levels = [list(leaf_hashes)]
        while len(below := self._levels[-1]) > 1:
            # A node without a right sibling moves up unchanged: the split at the largest power
            # of two below n (RFC 6962 §2.1) leaves just such nodes at the right edge.
            level = [node_hash(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
            self._levels.append(level + below[len(below) & ~1 :])

    def root(self) -> bytes:
        """The root of the whole tree."""
        return self._levels[-1][0] if self.size else EMPTY_ROOT

    def cover(self, first: int, end: int) -> list[tuple[int, bytes]]:
        """The fewest perfect subtrees that the leaves from ``first`` to before ``end`` make up.

        Each as its height and its root, from the left: what stands for leaves that are not shown.

        Raises:
            ValueError: there are no such leaves.
        """
        if not 0 <= first <= end <= self.size:
            raise ValueError("no such leaves")
        found = []
        while first < end:
            height = (end - first).bit_length() - 1
            if first:
                height = min(height, (first & -first).bit_length() - 1)
            found.append((height, self._levels[height][first >> height]))
            first += 1 << height
        return found

    def inclusion_proof(self, index: int) -> list[bytes]:
        """PATH(m, D[n]) of RFC 6962 §2.1.1, from the leaf's sibling up.

        Raises:
            ValueError: there is no such leaf.
        """
        if not 0 <= index < self.size:
            raise ValueError("no such leaf")
        proof = []
        for level in self._levels[:-1]:
            if (sibling := index ^ 1) < len(level):
                proof.append(level[sibling])
            index >>= 1
        return proof

    def consistency_proof(self, old_size: int) -> list[bytes]:
        """PROOF(m, D[n]) of RFC 6962 §2.1.2.

        Raises:
            ValueError: the tree was never of that size.
        """
        if not 0 <= old_size <= self.size:
            raise ValueError("the tree was never of that size")
        if old_size in (0, self.size):
            return []
        height = (old_size & -old_size).bit_length() - 1
        node = (old_size - 1) >> height
        # Where the old tree is one perfect subtree its root is known to whoever asks.
        proof = [self._levels[height][node]] if node else []
        for level in self._levels[height:-1]:
            if (sibling := node ^ 1) < len(level):
                proof.append(level[sibling])
            node >>= 1
        return proof


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether a leaf hash stands at ``index`` in the tree of that size and root.

    The algorithm is RFC 9162 §2.1.3.2; the proofs are those of RFC 6962.
    """
    if not 0 <= index < size or any(len(item) != HASH_BYTES for item in (leaf, *proof)):
        return False
    node, last, running = index, size - 1, leaf
    for item in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            running = node_hash(item, running)
            node, last = _climb(node, last)
        else:
            running = node_hash(running, item)
        node, last = node >> 1, last >> 1
    return last == 0 and running == root


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the tree of ``new_size`` only adds leaves to that of ``old_size``.

    The algorithm is RFC 9162 §2.1.4.2; the proofs are those of RFC 6962.
    """
    if not 0 <= old_size <= new_size or any(len(item) != HASH_BYTES for item in proof):
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    if old_size == new_size:
        return not proof and old_root == new_root
    steps = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not steps:
        return False
    height = (old_size & -old_size).bit_length() - 1
    node, last = (old_size - 1) >> height, (new_size - 1) >> height
    old = new = steps[0]
    for item in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(item, old), node_hash(item, new)
            node, last = _climb(node, last)
        else:
            new = node_hash(new, item)
        node, last = node >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _climb(node: int, last: int) -> tuple[int, int]:
    """Skip the levels on which a node at the right edge has no sibling."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last
