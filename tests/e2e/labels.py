"""What each label stands for, told by laying what arrived beside what was sent.

Nothing here asks Paravent: a label is whatever stood in its place, and all the rest of a text must
have arrived to the letter.
"""

import json
import re
from collections.abc import Iterable

from stub import LABEL, Seen, reply, strings


def texts(seen: Seen) -> list[str]:
    """Every string of a JSON request as it arrived, in its order."""
    return strings(json.loads(seen.body))


def meanings(sent: Iterable[str], arrived: Iterable[str]) -> dict[str, str]:
    """The value of every label that arrived."""
    known: dict[str, str] = {}
    originals = list(sent)
    for text in arrived:
        if LABEL.search(text):
            found = [m for one in originals if (m := align(one, text)) is not None]
            assert found, f"none of what was sent became this: {text}"
            known |= found[0]
    return known


def align(sent: str, arrived: str) -> dict[str, str] | None:
    """The values of the labels in one text, or None if it was another text that was sent."""
    names: dict[str, str] = {}
    pattern, done = "", 0
    for label in LABEL.finditer(arrived):
        pattern += re.escape(arrived[done : label.start()])
        done = label.end()
        if label.group() in names:
            pattern += f"(?P={names[label.group()]})"
        else:
            names[label.group()] = f"v{len(names)}"
            pattern += f"(?P<{names[label.group()]}>.+?)"
    match = re.fullmatch(pattern + re.escape(arrived[done:]), sent, re.DOTALL)
    return {label: match[name] for label, name in names.items()} if match else None


def fill(text: str, known: dict[str, str]) -> str:
    """A text with the values of its labels."""
    return LABEL.sub(lambda label: known[label.group()], text)


def promised(seen: Seen, *sent: str) -> str:
    """What the client must be shown: what the model said, with the values that were sent."""
    arrived = texts(seen)
    return fill(reply(" ".join(arrived)), meanings(sent, arrived))
