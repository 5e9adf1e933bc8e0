"""An e-mail address, of any domain: internal ones have no public suffix.

Nothing is looked up: neither a list of suffixes nor the domain. Mailboxes of nobody in particular
(``contact@``, ``facturation@``) and addresses of manuals (``user@example.com``, RFC 2606) are left
alone, unless the words before them say that they are a client's; a named mailbox is somebody's
wherever it is.
"""

from __future__ import annotations

import re

from paravent.core.types import Category, EntityType
from paravent.detect.base import LETTER, Recognizer

_LOCAL = rf"[{LETTER}0-9][{LETTER}0-9._%+'\-]*"
_NAME = rf"[{LETTER}0-9][{LETTER}0-9\-]*"
_TLD = rf"(?:[{LETTER}]{{2,24}}|xn--[a-z0-9\-]{{2,50}})"
_ROLES = re.compile(
    r"(?i)(?:git|no-?_?reply|ne-?pas-?repondre|do-?not-?reply|mailer-daemon|postmaster|webmaster"
    r"|hostmaster|abuse|root|contacts?|infos?|informations?|support|help(?:desk)?|aide|admin"
    r"|administration|sales|ventes|commercial|facturation|factures?|invoices?"
    r"|billing|achats|rh|hr|jobs?|careers?|recrutement|recruitment|emploi|presse|press|media|marketing|communication|newsletter|news|sav|service-?clients?|services?|clients"
    r"|customer-?(?:service|care|support)|enquir(?:y|ies)|inquir(?:y|ies)|orders?|commandes?|devis"
    r"|reservations?|bookings?|accueil|reception|secretariat|office|bureau|direction|team|equipe"
    r"|feedback|security|securite|privacy|legal|juridique|dpo|rgpd|gdpr|compliance|notifications?"
    r"|alerts?|bounces?|unsubscribe|test|demo|dev|devops|ops|sysadmin|it|dsi)"
    r"(?:[.+\-_]?(?:fr|france|uk|us|eu|en|\d{1,3}))?(?:@|%40)"
)
_STAND_IN = re.compile(
    r"(?i)(?:user|utilisateur|username|someone|somebody|anyone|person|name|nom|prenom|first|last"
    r"|john|jane|j|doe|foo|bar|baz|qux|test|tester|testing|demo|sample|example|exemple|email|mail"
    r"|e-mail|me|you|your|votre|mon|moi|vous|abc|abcd|xyz|xxx|hello|bonjour|sender|recipient|from"
    r"|to|destinataire|expediteur|client|customer|employee|student|member|owner|alice|bob|toto|titi"
    r"|address|adresse|company|entreprise|local|admin|new|old|a|b|c|x|y|z|\d{1,4})"
)
_BOOKS = re.compile(  # RFC 2606, RFC 6761, and names that manuals use as if they were there
    r"(?i)(?:.+\.)?(?:example|exemple|test|invalid|localhost|example\.(?:com|org|net|edu|fr|co\.uk)"
    r"|(?:foo|bar|baz|test|mail|email|domain|domaine|site|website|company|entreprise|acme|abc|xyz"
    r"|your-?(?:domain|company|site|email)|my-?(?:domain|company|site)|mon-?(?:domaine|site)"
    r"|votre-?(?:domaine|site|entreprise)|somewhere|provider|host)\.[a-z]{2,4})"
)
_WHOSE = "(?:client|patient|salarie|employe|locataire)"
_PARTS = re.compile(r"[._+\-]|(?<=[a-z])(?=\d)")


def _validate(text: str) -> float | None:
    if _ROLES.match(text):
        return 0.3
    local, domain = text.replace("%40", "@").rsplit("@", 1)
    unreal = _BOOKS.fullmatch(domain) and all(
        _STAND_IN.fullmatch(part) for part in _PARTS.split(local) if part
    )
    return 0.3 if unreal else 0.95


RECOGNIZER = Recognizer(
    EntityType("EMAIL", "EMAIL", Category.CONTACT, "adresse électronique", "e-mail address"),
    patterns=(rf"{_LOCAL}(?:@|%40)(?:{_NAME}\.)+{_TLD}",),
    validate=_validate,
    context=(
        rf"(?:ma|mon|notre|sa|son|my|our|her|his) {_WHOSE}\w*",
        rf"(?:e-?mail|mail|adresse|courriel)s? (?:de |du |d')?(?:la |le |l')?{_WHOSE}e?",
        "(?:client|patient|employee|tenant)'?s? e-?mail(?: address)?",
    ),
    boost=0.65,
    needs=(
        "@",
        "%40",
    ),
)

HITS = (
    ("Écris à marie.dupont@exemple.fr.", "marie.dupont@exemple.fr"),
    ("jean@intranet.local", "jean@intranet.local"),
    (
        "<élodie.müller+devis@société-générique.consulting>",
        "élodie.müller+devis@société-générique.consulting",
    ),
    ("?u=paul%40exemple.org&x=1", "paul%40exemple.org"),
    ("mailto:o'brien@mail.example.co.uk,", "o'brien@mail.example.co.uk"),
    ("marie.dupont@example.org", "marie.dupont@example.org"),
    ("l'adresse mail de ma cliente : contact@atelier-lune.fr", "contact@atelier-lune.fr"),
    ("compta@cabinet-rousset.fr", "compta@cabinet-rousset.fr"),
    ("contact.irene@irene-vasseur.fr", "contact.irene@irene-vasseur.fr"),
)
MISSES = (
    "git@github.com:python/cpython.git",
    "npm install react@18.2.0",
    "@paul tu valides ?",
    "user@localhost",
    "5 kg @ 3.20 EUR",
    "noreply@exemple.fr",
    "Écrire à contact@mairie-exemple.fr ou à support@logiciel.io",
    "facturation@fournisseur.fr, rh@societe.com, info@firm.co.uk",
    "user@example.com, john.doe@example.com, test1@test.com",
    "foo@bar.com et prenom.nom@votre-domaine.fr",
)
