"""Why a request was refused, in a sentence for the person: the kinds of data, never the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.errors import Reason
from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from paravent.core.types import EntityType


def tell_found(found: Iterable[tuple[str, int]], entities: Mapping[str, EntityType]) -> str:
    """Kinds of data and how many of each: ``IBAN (1), numéro de téléphone (2)``."""
    named = ((entities.get(kind), kind, count) for kind, count in found)
    return ", ".join(f"{t(one.fr, one.en) if one else kind} ({n})" for one, kind, n in named)


def tell_motive(
    reason: Reason, found: Iterable[tuple[str, int]], entities: Mapping[str, EntityType]
) -> str:
    """The sentence, in the current language."""
    found = tuple(found)
    if reason is Reason.POLICY:
        kinds = tell_found(found, entities)
        return t("Motif : {kinds}.", "Reason: {kinds}.", kinds=kinds)
    if reason is Reason.NUDGE:
        return " ".join([t("L'IA est-elle nécessaire ici ?", "Is AI needed for this?"),
                         *(tell_used(*one) for one in found)])  # fmt: skip
    if reason is Reason.ATTACHMENT and found:
        kinds = ", ".join(kind.upper() for kind, _ in found)
        return t(
            "Motif : une pièce jointe ({kinds}) n'a pas pu être vérifiée. Copiez plutôt son texte "
            "dans le message ; « unread: allow » dans vos règles laisserait partir ces fichiers "
            "sans lecture.",
            "Reason: an attachment ({kinds}) could not be checked. Paste its text into the "
            'message instead; "unread: allow" in your rules would let such files leave unread.',
            kinds=kinds,
        )
    fr, en = _MOTIVES[reason]
    return t(fr, en)


def tell_used(quota: str, used: int) -> str:
    """How much of a quota (``requests/day``) is used, in a sentence."""
    fr, en = _USED[quota]
    return t(fr, en, n=used)


_USED: dict[str, tuple[str, str]] = {
    "requests/day": (
        "Vous avez envoyé {n} messages aujourd'hui : c'est le seuil que vous vous êtes fixé.",
        "You have sent {n} messages today: that is the limit you set yourself.",
    ),
    "requests/month": (
        "Vous avez envoyé {n} messages ce mois-ci : c'est le seuil que vous vous êtes fixé.",
        "You have sent {n} messages this month: that is the limit you set yourself.",
    ),
    "tokens/day": (
        "Vos réponses d'aujourd'hui font {n} jetons : c'est le seuil que vous vous êtes fixé.",
        "Today's answers amount to {n} tokens: that is the limit you set yourself.",
    ),
    "tokens/month": (
        "Vos réponses de ce mois-ci font {n} jetons : c'est le seuil que vous vous êtes fixé.",
        "This month's answers amount to {n} tokens: that is the limit you set yourself.",
    ),
}
_MOTIVES: dict[Reason, tuple[str, str]] = {
    Reason.UNREADABLE: (
        "Motif : le contenu n'a pas pu être lu, donc pas vérifié.",
        "Reason: the content could not be read, and so not checked.",
    ),
    Reason.ATTACHMENT: (
        (
            "Motif : une pièce jointe (image, PDF, son…) n'a pas pu être vérifiée. "
            "Copiez plutôt son texte dans le message."
        ),
        (
            "Reason: an attachment (image, PDF, sound…) could not be checked. "
            "Paste its text into the message instead."
        ),
    ),
    Reason.TOO_LARGE: (
        "Motif : l'envoi est trop grand pour être vérifié. Découpez-le.",
        "Reason: the message is too large to be checked. Split it.",
    ),
    Reason.SIGNED_BLOCK: (
        (
            "Motif : un passage signé par le service contient des données personnelles et ne "
            "peut pas être modifié. Commencez une nouvelle conversation."
        ),
        (
            "Reason: a passage signed by the service holds personal data and cannot be changed. "
            "Start a new conversation."
        ),
    ),
    Reason.SIGNED_BODY: (
        (
            "Motif : cet envoi contient des données personnelles, et le service le refuserait si "
            "Paravent y changeait quoi que ce soit (il est signé, ou compté à la lettre près)."
        ),
        (
            "Reason: this message holds personal data, and the service would refuse it if Paravent "
            "changed anything in it (it is signed, or counted to the letter)."
        ),
    ),
    Reason.SIGNATURE: (
        (
            "Motif : cet envoi contient des données personnelles, et votre programme l'a signé "
            "(AWS SigV4) : y changer quoi que ce soit le ferait refuser. Prenez une clé d'API "
            "(Bearer), ou faites signer de nouveau : « resign » dans vos règles."
        ),
        (
            "Reason: this message holds personal data, and your program signed it (AWS SigV4), so "
            "that it would be refused if anything in it changed. Use an API key (Bearer), or have "
            'it signed anew: "resign" in your rules.'
        ),
    ),
    Reason.CREDENTIALS: (
        (
            "Motif : vos règles disent de signer cet envoi de nouveau (« resign »), mais "
            "l'identité qui l'a signé n'est pas à l'endroit qu'elles nomment, ou la signature "
            "n'est plus valable. Vérifiez le profil de ~/.aws/credentials, ou l'environnement "
            "dans lequel Paravent a démarré."
        ),
        (
            'Reason: your rules say to sign this message anew ("resign"), but the identity that '
            "signed it is not where they say, or the signature does not hold any more. Check the "
            "profile in ~/.aws/credentials, or the environment that Paravent was started in."
        ),
    ),
    Reason.KNOWN_VALUE: (
        "Motif : une donnée déjà masquée pour ce service y figurait en clair.",
        "Reason: it held, in clear, data that is masked for this service.",
    ),
    Reason.DOSSIER: (
        "Motif : le client choisi pour cet envoi n'est pas dans votre registre.",
        "Reason: the client chosen for this message is not in your register.",
    ),
    Reason.ENDPOINT: (
        "Motif : ce type d'appel n'est pas autorisé.",
        "Reason: this kind of call is not allowed.",
    ),
    Reason.DESTINATION: (
        "Motif : cette destination n'est pas autorisée.",
        "Reason: this destination is not allowed.",
    ),
    Reason.CALLER: (
        "Motif : ce programme ou cette page n'a pas le droit de passer par Paravent.",
        "Reason: this program or page may not go through Paravent.",
    ),
    Reason.ENGINE: (
        "Motif : la détection a eu une erreur, et Paravent a préféré ne rien envoyer. Réessayez.",
        "Reason: detection failed, and Paravent preferred to send nothing. Try again.",
    ),
    Reason.ENGINE_TIMEOUT: (
        "Motif : la vérification a pris trop de temps. Réessayez avec un texte plus court.",
        "Reason: checking took too long. Try again with a shorter text.",
    ),
    Reason.WARMING: (
        "Motif : Paravent démarre. Réessayez dans quelques secondes.",
        "Reason: Paravent is starting. Try again in a few seconds.",
    ),
    Reason.STORE: (
        (
            "Motif : le journal ou le coffre n'a pas pu être écrit (disque plein ou protégé ?). "
            "Voir « paravent doctor »."
        ),
        (
            "Reason: the log or the vault could not be written (disk full or read-only?). "
            'See "paravent doctor".'
        ),
    ),
    Reason.INTERNAL: (
        "Motif : Paravent a eu une erreur et a préféré ne rien envoyer. Réessayez.",
        "Reason: Paravent had an error and preferred to send nothing. Try again.",
    ),
    Reason.NO_VERDICT: (
        "Motif : cet envoi n'a pas été vérifié.",
        "Reason: this message was not checked.",
    ),
    Reason.WATCHED: (
        (
            "Motif : Paravent observe ce service pour en apprendre le format (services learn) ; "
            "rien ne lui est envoyé pendant ce temps."
        ),
        (
            "Reason: Paravent is watching this service to learn its format (services learn); "
            "nothing is sent to it meanwhile."
        ),
    ),
}
