from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from paravent.core.merkle import (
    EMPTY_ROOT,
    CompactRange,
    Tree,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)
from paravent.core.notes import Checkpoint, VerifierKey, open_note, sign_note
from paravent.store.keys import signature_check

# Reference vectors of Certificate Transparency (RFC 6962), as its implementations share them.
LEAVES = [
    bytes.fromhex(item)
    for item in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# (leaf index, tree size, proof)
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
# (old size, new size, proof)
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
    (
        6,
        7,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
# A note and its key that are published with implementations of the signed-note standard.
EXAMPLE_KEY = VerifierKey(
    "example.com/foo",
    bytes.fromhex("e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4"),
)
EXAMPLE_NOTE = (
    "This is an example message.\n\n\N{EM DASH} example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# The example of the tlog-checkpoint standard, whose text alone is used here.
EXAMPLE_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
)


def test_hashes_of_leaf_and_node_are_domain_separated():
    assert (
        leaf_hash(b"L123456").hex()
        == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    )
    assert (
        node_hash(b"N123", b"N456").hex()
        == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )


@pytest.mark.parametrize("size", range(len(LEAVES) + 1))
def test_roots_are_those_of_the_reference(size):
    assert CompactRange().extend(HASHES[:size]).root().hex() == ROOTS[size]
    assert Tree(HASHES[:size]).root().hex() == ROOTS[size]


def test_a_range_goes_on_from_where_it_was_written_down():
    early = CompactRange().extend(HASHES[:5])
    again = CompactRange.from_bytes(5, early.to_bytes())
    assert again == early
    assert again.extend(HASHES[5:]).root().hex() == ROOTS[8]


@pytest.mark.parametrize(
    ("size", "hashes"), [(3, HASHES[:1]), (0, HASHES[:1]), (-1, []), (1, [b"short"])]
)
def test_a_range_that_fits_no_tree_is_refused(size, hashes):
    with pytest.raises(ValueError, match="hash"):
        CompactRange(size, tuple(hashes))


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference(index, size, proof):
    assert [item.hex() for item in Tree(HASHES[:size]).inclusion_proof(index)] == proof
    root = bytes.fromhex(ROOTS[size])
    assert verify_inclusion(HASHES[index], index, size, [bytes.fromhex(p) for p in proof], root)


@pytest.mark.parametrize(("old", "new", "proof"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference(old, new, proof):
    assert [item.hex() for item in Tree(HASHES[:new]).consistency_proof(old)] == proof
    roots = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new])
    assert verify_consistency(old, new, *roots, [bytes.fromhex(p) for p in proof])


def test_the_empty_tree_is_consistent_with_every_tree():
    root = bytes.fromhex(ROOTS[8])
    assert Tree(HASHES).consistency_proof(0) == []
    assert verify_consistency(0, 8, EMPTY_ROOT, root, [])
    assert not verify_consistency(0, 8, root, root, [])
    assert not verify_consistency(0, 8, EMPTY_ROOT, root, [root])


def test_proofs_of_what_never_was_are_refused():
    tree = Tree(HASHES)
    for ask in (
        lambda: tree.inclusion_proof(8),
        lambda: tree.inclusion_proof(-1),
        lambda: tree.consistency_proof(9),
    ):
        with pytest.raises(ValueError, match=r"no such leaf|never of that size"):
            ask()
    assert not verify_inclusion(HASHES[0], 0, 0, [], EMPTY_ROOT)
    assert not verify_inclusion(HASHES[0], 0, 8, [], HASHES[0])
    assert not verify_consistency(2, 1, HASHES[0], HASHES[0], [])
    assert not verify_consistency(2, 4, bytes.fromhex(ROOTS[2]), bytes.fromhex(ROOTS[2]), [])


def test_a_published_note_opens():
    assert str(EXAMPLE_KEY) == (
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    )
    check = signature_check(EXAMPLE_KEY.public)
    assert open_note(EXAMPLE_NOTE, EXAMPLE_KEY, check) == "This is an example message.\n"


def test_a_published_checkpoint_is_read_and_written_alike():
    checkpoint = Checkpoint.parse(EXAMPLE_CHECKPOINT)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert str(checkpoint) == EXAMPLE_CHECKPOINT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "a\n01\n" + b64encode(EMPTY_ROOT).decode() + "\n",
        "a\n-1\n" + b64encode(EMPTY_ROOT).decode() + "\n",
        "a\n\N{ARABIC-INDIC DIGIT ONE}\n" + b64encode(EMPTY_ROOT).decode() + "\n",
        "\n1\n" + b64encode(EMPTY_ROOT).decode() + "\n",
        "a\n1\n" + b64encode(EMPTY_ROOT[:31]).decode() + "\n",
        "a\n1\n" + b64encode(EMPTY_ROOT).decode() + "\nextension\n",
        "a\n1\n" + b64encode(EMPTY_ROOT).decode(),
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text):
    with pytest.raises(ValueError, match=r"checkpoint|base64"):
        Checkpoint.parse(text)


def _signed() -> tuple[str, VerifierKey]:
    signer = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    key = VerifierKey("paravent.local/test", signer.public_key().public_bytes_raw())
    return sign_note(str(Checkpoint(key.name, 8, bytes.fromhex(ROOTS[8]))), key, signer.sign), key


def test_a_signed_checkpoint_comes_back():
    note, key = _signed()
    text = open_note(note, key, signature_check(key.public))
    assert Checkpoint.parse(text) == Checkpoint(key.name, 8, bytes.fromhex(ROOTS[8]))


def test_no_byte_of_a_note_can_change_unseen():
    note, key = _signed()
    check = signature_check(key.public)
    for at in range(len(note)):
        for other in {chr(ord(note[at]) ^ 1), chr(ord(note[at]) ^ 32), "=", "A"} - {note[at]}:
            with pytest.raises(ValueError, match=r".+"):
                open_note(note[:at] + other + note[at + 1 :], key, check)


def test_signatures_of_others_are_passed_over():
    note, key = _signed()
    witness = "\N{EM DASH} witness.example " + b64encode(b"\0" * 68).decode() + "\n"
    assert open_note(note + witness, key, signature_check(key.public)).startswith(key.name)
    text = note.rpartition("\n\n")[0]
    with pytest.raises(ValueError, match="not signed by this key"):
        open_note(f"{text}\n\n{witness}", key, signature_check(key.public))


def test_a_verifier_key_has_a_name_without_spaces_and_32_bytes():
    for name, public in (("", b"x" * 32), ("a b", b"x" * 32), ("a+b", b"x" * 32), ("a", b"x")):
        with pytest.raises(ValueError, match="verifier key"):
            VerifierKey(name, public)
