"""Documents as careless hands and machines leave them: capitals lost, slips, letters apart, other spaces."""

import re

from people import strip


def noisy(pieces, random):
    """The document as careless hands and machines leave it."""
    x = random.random()
    if x < 0.13:
        _each(pieces, str.lower)
    elif x < 0.20:
        _each(pieces, str.upper)
    elif x < 0.24:  # only the names lose their capitals
        _each([piece for piece in pieces if piece.label], str.lower)
    elif x < 0.27:
        _each([piece for piece in pieces if piece.label == "PERSON"], str.upper)
    elif x < 0.29:
        _each(pieces, str.title)
    if random.random() < 0.16:
        _each(pieces, strip)
    if random.random() < 0.10:
        for piece in pieces:
            if not piece.label:
                piece.text = _mistyped(piece.text, random)
    if random.random() < 0.05:
        for piece in pieces:
            piece.text = _scanned(piece.text, random)
    if random.random() < 0.12:
        space = random.choice((" ", "  ", " ", "\t"))
        for piece in pieces:
            if random.random() < 0.3:
                piece.text = piece.text.replace(" ", space)
    if random.random() < 0.06:
        for piece in pieces:
            piece.text = piece.text.replace("\n", " ")
    if random.random() < 0.08:
        for piece in pieces:
            if not piece.label:
                piece.text = piece.text.replace("'", "’")
    return pieces


def _each(pieces, change):
    for piece in pieces:
        piece.text = change(piece.text)


def _mistyped(text, random):
    letters = list(text)
    for _ in range(max(1, len(text) // 60)):
        at = random.randrange(len(letters)) if letters else 0
        if len(letters) > 3 and letters[at].isalpha():
            x = random.random()
            if x < 0.4 and at + 1 < len(letters) and letters[at + 1].isalpha():
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
            elif x < 0.7:
                letters[at] = ""
            else:
                letters[at] *= 2
    return "".join(letters)


def _scanned(text, random):
    """What OCR makes of a text: letters apart, look-alikes."""
    words = re.split(r"(\s+)", text)
    for number, word in enumerate(words):
        x = random.random()
        if len(word) > 3 and word.isalpha():
            if x < 0.04:
                at = random.randrange(1, len(word))
                words[number] = word[:at] + " " + word[at:]
            elif x < 0.07:
                words[number] = " ".join(word)
            elif x < 0.12:
                words[number] = word.replace(*random.choice((("l", "1"), ("O", "0"), ("rn", "m"), ("m", "rn"), ("I", "l"), ("é", "e"), ("e", "c"))))
    return "".join(words)
