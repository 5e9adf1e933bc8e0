"""The address of a purse of cryptocurrency: payments to it can be followed to its holder.

Base58Check and Bech32 (BIP 173, BIP 350) have checksums. That of Ethereum (EIP-55) needs a hash
that nothing here has: both cases mixed pass for it; one case alone needs a word near it.
"""

from __future__ import annotations

import hashlib

from stdnum import bitcoin

from paravent.core.types import Category, EntityType
from paravent.detect.base import Recognizer
from paravent.detect.excerpt import LONG

_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_BECH32 = "[02-9ac-hj-np-z]"
_BECH32_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # BIP 173, by value
_BECH32_CHECKS = (1, 0x2BC830A3)  # BIP 173, BIP 350
_MONERO = 95


def _validate(text: str) -> float | None:
    if text.lower().startswith(("bc1", "ltc1")):
        return 1.0 if _is_bech32(text.lower()) else 0.2
    if text.startswith("0x"):
        return 0.8 if not (text[2:].islower() or text[2:].isupper()) else 0.3
    if len(text) >= _MONERO:
        return 0.8
    return 1.0 if _is_base58check(text) else None


def _is_bech32(text: str) -> bool:
    name, _, data = text.partition("1")
    spread = [ord(sign) >> 5 for sign in name] + [0] + [ord(sign) & 31 for sign in name]
    values = spread + [_BECH32_SIGNS.index(sign) for sign in data]
    return bitcoin.bech32_checksum(values) in _BECH32_CHECKS


def _is_base58check(text: str) -> bool:
    number = bitcoin.b58decode(text)
    twice = hashlib.sha256(hashlib.sha256(number[:-4]).digest()).digest()
    return len(number) == 25 and twice[:4] == number[-4:]


RECOGNIZER = Recognizer(
    EntityType(
        "CRYPTO_ADDRESS",
        "CRYPTO",
        Category.FINANCIAL,
        "adresse de cryptomonnaie",
        "cryptocurrency address",
        True,
    ),
    patterns=(
        (
            rf"\b(?:[13LMDT]{_BASE58}{{25,34}}|(?:bc|ltc)1{_BECH32}{{11,87}}"
            rf"|BC1[02-9AC-HJ-NP-Z]{{11,87}}|0x[0-9A-Fa-f]{{40}}|[48]{_BASE58}{{94}}"
            rf"|4{_BASE58}{{105}})\b"
        ),
    ),
    validate=_validate,
    context=(
        "eth(?:ereum|er)?",
        "usd[ct]",
        "wallet",
        "portefeuille",
        "metamask",
        "ledger",
        "crypto\\w*",
        "adresse",
        "address",
    ),
    boost=0.4,
    digits=LONG,
)

HITS = (
    ("BTC 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
    ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
    (
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    ),
    (
        "taproot bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0.",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ),
    (
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    ),
    (
        "wallet ETH : 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
    ),
    ("DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L", "DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L"),
    (f"XMR 4{'4AFFq5kSiGBoZ' * 7}abc", f"4{'4AFFq5kSiGBoZ' * 7}abc"),
)
MISSES = (
    "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3",
    "commit 3f786850e387550fdab836ed7e6dc881de23001b",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
    "assert hash == 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
    "Un portefeuille Bitcoin a une adresse",
    "3cRFnUfFQkzTpoNyXQ4sTmgA9ZbLeVwE",
)
