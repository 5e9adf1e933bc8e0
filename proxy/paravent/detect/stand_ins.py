"""What is written in place of a secret: ``your_api_key``, ``<password>``, ``****``, a variable.

Documentation and code are full of it, and none of it opens anything. Pure text functions; what is
really secret is never told apart from the rest by trying it out.
"""

from __future__ import annotations

import re

_STAND_IN = re.compile(
    r"(?i)your|votre|ma_?cle|example|exemple|placeholder|change|replace|remplace|redacted|dummy"
    r"|insert|xxxx|\*\*\*|•••|\.\.\.|…|1234567890abc|abcdefghijkl|0123456789abcdef|deadbeef"
    r"|(?:^|[_\-])(?:my|mon|ton|todo|fake|sample|test|foo|here|ici|none|null)(?:$|[_\-])"
    r"|^[\[{<$%]|[\]}>]$|\$\{|\{\{|<[a-z]"
)
_CODE = re.compile(
    r"[A-Za-z_$][\w$]{0,23}(?:(?:\.|::|->)[A-Za-z_$][\w$]{0,23})+[;,()]*"  # settings.password
    r"|[A-Za-z_$][\w$.]*[(\[].*"  # getpass(), os.environ['X']
    r"|[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)+"  # a variable
    r"|[/~].*|[A-Za-z]:\\.*|https?://.*"  # a path, a plain address
)
_DIGIT_BESIDE_LETTER = re.compile(r"(?=[A-Za-z]\d|\d[A-Za-z])")
_LONG = re.compile(r"[A-Za-z]{16,}")
_DISTINCT = 8  # different signs in the shortest key


def is_stand_in(text: str) -> bool:
    """Whether a text says that a secret belongs here, rather than being one."""
    return len(set(text)) < 3 or _STAND_IN.search(text) is not None


def is_code(text: str) -> bool:
    """Whether a text is the name of a variable, a call or a path, from which a value comes."""
    return _CODE.fullmatch(text) is not None


def is_random(text: str) -> bool:
    """Whether a text looks drawn by lot: no words, no date, no version put together by hyphens."""
    if len(set(text)) < _DISTINCT:
        return False
    return len(_DIGIT_BESIDE_LETTER.findall(text)) >= 3 or any(map(_is_drawn, _LONG.findall(text)))


def _is_drawn(letters: str) -> bool:
    """Whether letters alone are: where words are joined, few capitals follow each other."""
    return (
        len(re.findall("[a-z][A-Z]", letters)) >= 3
        and len(re.findall("(?=[A-Z][A-Z])", letters)) >= 2
    )
