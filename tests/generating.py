"""Requests made by a seed: a service, a shape, a way of writing, and values that must not leave.

The same number always makes the same request, so that one that fails can be made again. What is
planted is valid: each value passes the check of its kind, and is named as people name it.
"""

import base64
import json
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

from e2e.people import NAMES

BOUNDARY = "paravent-boundary-7d1"


@dataclass(frozen=True)
class Made:
    """A request, and what it holds; ``said`` is the text that was put in."""

    number: int
    service: str
    target: str
    content_type: str
    body: bytes
    said: str
    planted: tuple[str, ...]
    way: str

    def __str__(self) -> str:
        return f"{self.number} {self.way}"


def _digits(draw: random.Random, count: int) -> str:
    return "".join(draw.choices("0123456789", k=count))


def iban(draw: random.Random) -> str:
    """A French IBAN with its check digits (ISO 13616) and its RIB key."""
    bank, branch, account = _digits(draw, 5), _digits(draw, 5), _digits(draw, 11)
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    bban = f"{bank}{branch}{account}{key:02}"
    check = 98 - int(f"{bban}152700") % 97
    plain = f"FR{check:02}{bban}"
    return draw.choice((plain, " ".join(plain[at : at + 4] for at in range(0, 27, 4))))


def nir(draw: random.Random) -> str:
    """A French social security number with its key."""
    sex, year, month = draw.choice("12"), draw.randrange(40, 100), draw.randrange(1, 13)
    place, commune, order = draw.randrange(1, 96), draw.randrange(1, 600), draw.randrange(1, 999)
    if place == 20:
        place = 75
    body = f"{sex}{year:02}{month:02}{place:02}{commune:03}{order:03}"
    key = 97 - int(body) % 97
    spaced = f"{sex} {year:02} {month:02} {place:02} {commune:03} {order:03} {key:02}"
    return draw.choice((f"{body}{key:02}", spaced))


def card(draw: random.Random) -> str:
    """A card number with its check digit (Luhn)."""
    body = f"4970{_digits(draw, 11)}"
    total = sum(
        digit if at % 2 else sum(divmod(2 * digit, 10)) for at, digit in enumerate(map(int, body))
    )
    plain = f"{body}{-total % 10}"
    return draw.choice((plain, " ".join(plain[at : at + 4] for at in range(0, 16, 4))))


def phone(draw: random.Random) -> str:
    """A number of those that ARCEP keeps for fiction."""
    two, four = _digits(draw, 2), _digits(draw, 2)
    gap = draw.choice((" ", ".", "-", "", "\u00a0", "\u202f"))
    return gap.join((draw.choice(("06", "+33 6")), "39", "98", two, four))


def email(draw: random.Random) -> str:
    """An address at a domain that is kept for examples."""
    local = "".join(draw.choices("abcdefghijklmnoprstuvz", k=draw.randrange(4, 9)))
    mark = draw.choice((".", "-", "_", "+", ""))
    return f"{local}{mark}{_digits(draw, 3)}@{draw.choice(('exemple.fr', 'example.com', 'mail.example.org'))}"


def person(draw: random.Random) -> str:
    """An invented name; the words around it say that it is one."""
    return draw.choice(NAMES).strip()


KINDS: tuple[tuple[Callable[[random.Random], str], tuple[str, ...]], ...] = (
    (email, ("Son adresse est {}.", "Mail: {}", "écris à {}, merci", "<{}>", "contact={}")),
    (iban, ("IBAN : {}", "Virement sur le compte {} ce jour.", "pay to {} today", "rib;{};oui")),
    (nir, ("numéro de sécurité sociale : {}", "NIR {}", "sécu {} merci")),
    (card, ("carte bancaire {}", "paid with card {}.", "Carte : {} (Visa)")),
    (phone, ("Tél. {}", "Rappelle le {} demain.", "Mobile : {}", "call {} now")),
    (
        person,
        ("Écris à M. {}, s'il te plaît.", "Mme {} attend sa facture.", "Dear Mr {}, thank you."),
    ),
)
FILLERS = (
    "Peux-tu relire ce paragraphe ?", "Please summarise.", "Le devis est de 1 250 € TTC.",
    "Rendez-vous mardi à 14 h 30.", '{"total": 3}', "- point un\n- point deux", "« merci »",
    "C'est urgent !", "The invoice is n° 2026-118.", "😀 parfait", "```python\nprint(1)\n```", "",
)  # fmt: skip


def _chat(text: str, _: random.Random) -> Any:
    return {
        "model": "m",
        "messages": [{"role": "system", "content": "Aide."}, {"role": "user", "content": text}],
    }


def _parts(text: str, _: random.Random) -> Any:
    part = {"type": "text", "text": text}
    return {
        "model": "m",
        "messages": [{"role": "user", "content": [part, {"type": "text", "text": "fin"}]}],
    }


def _tools(text: str, draw: random.Random) -> Any:
    call = {
        "id": "c1",
        "type": "function",
        "function": {"name": "f", "arguments": json.dumps({"nom": text})},
    }
    messages = [
        {"role": "assistant", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c1", "content": text},
    ]
    return {"model": "m", "messages": messages, "stream": draw.random() < 0.5}


def _claude(text: str, _: random.Random) -> Any:
    result = {
        "type": "tool_result",
        "tool_use_id": "t1",
        "content": [{"type": "text", "text": text}],
    }
    messages = [{"role": "user", "content": "Bonjour"}, {"role": "user", "content": [result]}]
    return {
        "model": "m",
        "max_tokens": 5,
        "system": [{"type": "text", "text": text}],
        "messages": messages,
    }


def _nested(text: str, draw: random.Random) -> Any:
    value: Any = text
    for _ in range(draw.randrange(1, 12)):
        value = draw.choice(([value], {"a": value}, {"data": [1, value, None]}))
    return {"inputs": value, "user": "moi", "n": 3}


SHAPES: dict[str, tuple[str, str, Callable[[str, random.Random], Any]]] = {
    "chat": ("openai_api", "/v1/chat/completions", _chat),
    "parts": ("openai_api", "/v1/chat/completions", _parts),
    "tools": ("openai_api", "/v1/chat/completions", _tools),
    "responses": ("openai_api", "/v1/responses", lambda text, _: {"model": "m", "input": text}),
    "embeddings": ("openai_api", "/v1/embeddings", lambda text, _: {"model": "m", "input": ["a", text]}),
    "unlisted": ("openai_api", "/v1/new/thing", _nested),
    "claude": ("anthropic_api", "/v1/messages", _claude),
    "mistral": ("mistral_api", "/v1/chat/completions", _chat),
    "conversation": ("mistral_api", "/v1/conversations", lambda text, _: {"model": "m", "inputs": [{"role": "user", "content": text}]}),
}  # fmt: skip
DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "JSON in it": lambda text: json.dumps({"note": text, "n": 1}),
    "JSON in JSON": lambda text: json.dumps({"note": json.dumps([text], ensure_ascii=False)}),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "data URL": lambda text: "data:text/plain;base64," + base64.b64encode(text.encode()).decode(),
    "JSON lines": lambda text: "".join(json.dumps({"t": line}) + "\n" for line in text.split("\n")),
}
WRITINGS: dict[str, Callable[[Any], bytes]] = {
    "UTF-8": lambda tree: json.dumps(tree, ensure_ascii=False).encode(),
    "escaped": lambda tree: json.dumps(tree).encode(),
    "escaped slashes": lambda tree: json.dumps(tree).replace("/", "\\/").encode(),
    "all escaped": lambda tree: _escape_all(json.dumps(tree, ensure_ascii=False)),
    "indented": lambda tree: json.dumps(tree, ensure_ascii=False, indent=3).encode(),
    "with a mark": lambda tree: b"\xef\xbb\xbf" + json.dumps(tree).encode(),
}


def _escape_all(text: str) -> bytes:
    """Digits and @, as well as all that is not ASCII, as capital escapes."""
    out = [f"\\u{ord(c):04X}" if c == "@" or (0x7F < ord(c) < 0x10000) else c for c in text]
    return "".join(out).encode("utf-8")


def _multipart(text: str) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="note"\r\n\r\n'
    return f"{head}{text}\r\n--{BOUNDARY}--\r\n".encode()


# Content type, and what becomes of path and body.
OTHERS: dict[str, Callable[[str], tuple[str, str, bytes]]] = {
    "form": lambda text: ("application/x-www-form-urlencoded", "", f"a=1&note={quote_plus(text)}".encode()),
    "form, percent": lambda text: ("application/x-www-form-urlencoded", "", f"n={quote(text, safe='')}".encode()),
    "text": lambda text: ("text/plain; charset=utf-8", "", text.encode()),
    "multipart": lambda text: (f"multipart/form-data; boundary={BOUNDARY}", "", _multipart(text)),
    "query": lambda text: ("application/json", f"?q={quote_plus(text)}&n=1", b'{"a":"b"}'),
    "JSON lines": lambda text: ("application/x-ndjson", "", json.dumps({"t": text}).encode() + b"\n"),
}  # fmt: skip


def make(number: int) -> Made:
    """The request of this number."""
    draw = random.Random(number)
    said: list[str] = []
    planted: list[str] = []
    for kind, sentences in draw.sample(KINDS, draw.randrange(1, 4)):
        value = kind(draw)
        planted.append(value)
        said += [draw.choice(FILLERS), draw.choice(sentences).format(value)]
    text = draw.choice(("\n", " ", "\n\n")).join(filter(None, [*said, draw.choice(FILLERS)]))
    if draw.random() < 0.2:
        other = draw.choice(sorted(OTHERS))
        content_type, query, body = OTHERS[other](text)
        return Made(
            number,
            "openai_api",
            f"/v1/other{query}",
            content_type,
            body,
            text,
            tuple(planted),
            other,
        )
    shape, disguise, writing = (
        draw.choice(sorted(table)) for table in (SHAPES, DISGUISES, WRITINGS)
    )
    if draw.random() < 0.5:
        disguise = "plain"
    service, target, build = SHAPES[shape]
    body = WRITINGS[writing](build(DISGUISES[disguise](text), draw))
    way = f"{shape}, {disguise}, {writing}"
    return Made(number, service, target, "application/json", body, text, tuple(planted), way)
