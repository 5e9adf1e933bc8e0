"""Names told by what only somebody has: *Hope's laptop*, *Mark's password*, *June's landlord*.

A first name that is a word, with a capital, where a sentence may begin as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.detect.base import LETTER, UPPER
from paravent.detect.company import TIMES
from paravent.detect.sieve import SIEVE
from paravent.detect.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paravent.detect.encoded import Encoded
    from paravent.detect.lexicon import Lexicon

_KIN = (
    r"(?:mum|mom|mother|dad|father|parents|wife|husband|boyfriend|girlfriend|fianc[ée]e?"
    r"|partner|sister|brother|son|daughter|kids|nan|gran|grandma|grandad|aunt"
    r"|uncle|cousin|landlord|landlady|boss"
    r"|line manager|flatmate|housemate|solicitor|lawyer|doctor|gp|carer|teacher|funeral"
    r"|widow(?:er)?|surgery|diagnosis|maternity leave|sick note|hen do|stag do|handwriting)"
)
_OWN = (
    r"(?:laptop|phone|mobile|password|login|inbox|desk|locker|car|van|bike|flat|bedroom|payslip"
    r"|salary|passport|visa|birthday|leaving (?:do|drinks|party)|cv|résumé|cover letter|probation"
    r"|appraisal|annual leave|deposit|tenancy|rent|phone number|e-?mail address|surname)"
)
_OWNER = SIEVE.add(
    rf"(?P<v>[{UPPER}][{LETTER}]+)['’]s (?:(?:old|new|own|work|last|current) )?"
    rf"{_OWN}(?:[\s,.;:?!)]|$)"
)
_KIN_BEHIND = SIEVE.add(
    rf"(?P<v>[{UPPER}][{LETTER}]+)['’]s (?:(?:late|elderly|little|older|younger) )?{_KIN}"
    r"(?:[\s,.;:?!)]|$)"
)


def owners(encoded: Encoded, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """First names before what only somebody has; what else has a name has no kin."""
    for start, end in encoded.spans(_KIN_BEHIND, 1):
        if lexicon.is_given(fold(encoded.text[start:end])):
            yield start, end
    for start, end in encoded.spans(_OWNER, 1):
        folded = fold(encoded.text[start:end])
        thing = folded in TIMES or folded in lexicon.products or folded in lexicon.products_alone
        if lexicon.is_given(folded) and not thing:
            yield start, end
