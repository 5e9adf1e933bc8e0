"""What the pages call the words of the log: for the person, not for a lawyer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import t
from paravent.report.words import ACCESSES, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from paravent.core.types import EntityType
    from paravent.report.words import Names

OUTCOMES: Names = {
    "allow": ("rien à masquer", "nothing to hide"),
    "redact": ("masqué", "redacted"),
    "warn": ("masqué et signalé", "redacted, with a warning"),
    "block": ("bloqué", "blocked"),
    "override": ("autorisé par vous", "allowed by you"),
    "tunnel": ("non déchiffré", "not decrypted"),
    "uninspected": ("parti sans lecture", "left unread"),
    "error_closed": ("refusé par précaution", "refused to be safe"),
    "error_open": ("parti malgré une erreur", "left despite an error"),
}
"""What became of a request."""
ACTIONS: Names = {
    "allow": ("laissé tel quel", "left as it is"),
    "generalise": ("remplacé par une valeur moins précise", "replaced by a vaguer value"),
    "redact": ("remplacé par une étiquette", "replaced by a label"),
    "warn": ("remplacé par une étiquette, et signalé", "replaced by a label, with a warning"),
    "ask": ("retenu pour vous demander", "held to ask you"),
    "mask": ("caché, sans retour dans la réponse", "hidden, not given back in the answer"),
    "block": ("envoi refusé", "message refused"),
}
"""What was done with a value, or would be."""
BANDS: Names = {
    "certain": ("certaine", "certain"),
    "high": ("forte", "high"),
    "medium": ("moyenne", "medium"),
    "low": ("faible", "low"),
}
KINDS: Names = {
    **ACCESSES,
    "request": ("envoi", "message"),
    "response": ("réponse", "answer"),
    "block": ("envoi refusé", "message refused"),
    "override": ("autorisation", "permission"),
    "tunnel": ("connexions non déchiffrées", "connections not decrypted"),
    "uninspected": ("échanges sans lecture", "unread exchanges"),
    "challenge": ("contrôle anti-robots du service", "robot check of the service"),
    "format_drift": ("format inattendu du service", "unexpected format of the service"),
    "engine_degraded": ("détection en panne", "detection failed"),
    "start": ("démarrage", "start"),
    "stop": ("arrêt", "stop"),
    "pause": ("pause", "pause"),
    "resume": ("reprise", "resumed"),
    "clock_jump": ("horloge déplacée", "clock moved"),
    "rules_change": ("règles changées", "rules changed"),
    "catalogue_change": ("services changés", "services changed"),
    "key_create": ("clé créée", "key made"),
    "key_rotate": ("clé renouvelée", "key renewed"),
    "verify_result": ("vérification du journal", "log checked"),
}
"""What happened."""


def tell_kinds(found: Iterable[tuple[str, int]], types: Mapping[str, EntityType]) -> str:
    """Kinds of data and how many of each: ``personne (2), IBAN``."""
    return ", ".join(
        f"{tell_type(kind, types)} ({n})" if n > 1 else tell_type(kind, types) for kind, n in found
    )


def tell_type(kind: str, types: Mapping[str, EntityType]) -> str:
    """What a type of data is called."""
    known = types.get(kind)
    return t(known.fr, known.en) if known else kind


def tell_lasting(seconds: float) -> str:
    """A length of time in minutes, or hours and minutes: ``12 min``, ``2 h 05``."""
    minutes = round(seconds / 60)
    if 0 < seconds < 60:
        return t("moins d'une minute", "less than a minute")
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if hours else f"{rest} min"


def tell_outcome(code: str | None) -> str:
    """What became of a request."""
    return name_of(OUTCOMES, code or "")
