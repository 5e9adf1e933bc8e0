"""Names that say themselves that they are a firm's: *Garage Dupont*, *Harper & Partners*."""

import re

_COMPANY = re.compile(
    r"(?i)\b(?:sarl|sasu?|eurl|sci|snc|scop|gmbh|ltd|llc|inc|corp|plc|cabinet|soci[ée]t[ée]|agence"
    r"|groupe|garage|boulangerie|restaurant|association|company|group|holding|studio|consulting"
    r"|services|partners|associ[ée]s|fils|bank|banque|mutuelle|assurances?)\b"
)


def is_company(text: str) -> bool:
    """Whether a name says itself that it is a firm's."""
    return bool(_COMPANY.search(text))
