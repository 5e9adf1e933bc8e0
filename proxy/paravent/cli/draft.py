"""The text of a draft notification: the fields of art. 33(3) GDPR, in the person's language.

A line ``[…]`` is for a person to fill in. Nothing in it says that a duty exists, or is met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paravent.i18n import t

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from paravent.store.incident import Incident

_CATEGORIES = {
    "identity": ("identité", "identity"),
    "contact": ("coordonnées", "contact details"),
    "financial": ("données économiques et financières", "financial data"),
    "professional": ("vie professionnelle", "professional life"),
    "connection": ("données de connexion", "connection data"),
    "location": ("localisation", "location"),
    "credential": ("mots de passe et clés", "passwords and keys"),
    "nir": ("numéro de sécurité sociale (NIR)", "French social security number (NIR)"),
}
_MARKS = {
    "art9": ("catégories particulières (art. 9)", "special categories (art. 9)"),
    "art10": ("condamnations et infractions (art. 10)", "criminal offences (art. 10)"),
    "nir": ("NIR", "NIR"),
    "minor": ("mineurs", "minors"),
    "finance": ("données bancaires", "banking data"),
    "secret": ("secrets d'accès", "access secrets"),
}


def write_draft(incident: Incident, aware: datetime, deadline: datetime) -> str:
    """The draft, in Markdown."""
    parts = (
        _opening(incident, aware, deadline),
        _nature(incident),
        _contact(),
        _consequences(incident),
        _measures(incident),
        _closing(incident),
    )
    return "\n".join(parts)


def _opening(incident: Incident, aware: datetime, deadline: datetime) -> str:
    return t(
        """# Projet de notification d'une violation de données (art. 33 RGPD)

Établi par Paravent à partir de son journal. Ce n'est ni une notification ni un avis juridique : \
à relire, à compléter, à envoyer par vous.

- Connaissance de la violation : {aware}
- Délai de notification à l'autorité (art. 33, § 1), s'il y a lieu : {deadline}
- Si vous êtes sous-traitant : le client en est averti dans les meilleurs délais (art. 33, § 2).
- Motifs du retard, si ce délai est dépassé : […]
- Événements du journal : {first} au {last}, numéros {numbers}
""",
        """# Draft notification of a personal data breach (art. 33 GDPR)

Made by Paravent from its log. It is neither a notification nor legal advice: yours to read, to \
complete and to send.

- Aware of the breach since: {aware}
- Time limit for notifying the authority (art. 33(1)), where it applies: {deadline}
- If you are a processor: the client is told without undue delay (art. 33(2)).
- Reasons for the delay, if that time has passed: […]
- Events of the log: {first} to {last}, numbers {numbers}
""",
        aware=_moment(aware),
        deadline=_moment(deadline),
        first=_moment(incident.first),
        last=_moment(incident.last),
        numbers=_ranges(incident.events),
    )


def _nature(incident: Incident) -> str:
    return t(
        """## 1. Nature de la violation (art. 33, § 3, a)

- Ce qui s'est passé : […]
- Confidentialité, intégrité ou disponibilité : […]
- Dossiers : {dossiers}
- Destinataires : {recipients}
- Pays : {countries}
- Catégories de personnes : […]
- Nombre de personnes : au moins {persons} (le journal ne connaît pas les noms ; le nombre réel \
peut être plus élevé) : […]
- Catégories de données et nombre d'éléments : {categories}
- Dont parties en clair : {in_clear}
- Données particulières : {marks}
""",
        """## 1. Nature of the breach (art. 33(3)(a))

- What happened: […]
- Confidentiality, integrity or availability: […]
- Dossiers: {dossiers}
- Recipients: {recipients}
- Countries: {countries}
- Categories of data subjects: […]
- Number of data subjects: at least {persons} (the log knows no names; the real number may be \
higher): […]
- Categories of data and number of records: {categories}
- Of which left in clear: {in_clear}
- Special data: {marks}
""",
        dossiers=", ".join(incident.dossiers) or "[…]",
        recipients=_counted(incident.recipients, {}),
        countries=", ".join(incident.countries) or "[…]",
        persons=incident.persons_at_least,
        categories=_counted(incident.categories, _CATEGORIES),
        in_clear=_counted(incident.in_clear, _CATEGORIES),
        marks=", ".join(t(*_MARKS.get(one, (one, one))) for one in incident.marks) or _none(),
    )


def _contact() -> str:
    return t(
        """## 2. Point de contact (art. 33, § 3, b)

- Délégué à la protection des données, ou autre contact : […]
""",
        """## 2. Contact point (art. 33(3)(b))

- Data protection officer, or another contact: […]
""",
    )


def _consequences(incident: Incident) -> str:
    grave = bool(incident.marks)
    return t(
        """## 3. Conséquences probables (art. 33, § 3, c)

- Pour les personnes : […]
- Risque : […]{more}
""",
        """## 3. Likely consequences (art. 33(3)(c))

- For the data subjects: […]
- Risk: […]{more}
""",
        more=t(
            "\n- Des données particulières sont en cause : la communication aux personnes "
            "(art. 34) est à examiner.",
            "\n- Special data is concerned: telling the data subjects (art. 34) is to be "
            "considered.",
        )
        if grave
        else "",
    )


def _measures(incident: Incident) -> str:
    return t(
        """## 4. Mesures prises ou envisagées (art. 33, § 3, d)

- Envois partis : {sent}, dont le contenu a été masqué sauf ce qui est dit « en clair » ci-dessus
- Envois refusés : {stopped}
- Permissions données avec un motif : {overridden}
- Passés sans être lus : {unread}
- Demande d'effacement adressée au destinataire : […]
- Mesures pour l'avenir : […]
""",
        """## 4. Measures taken or proposed (art. 33(3)(d))

- Requests that left: {sent}, their contents hidden but for what is said to be "in clear" above
- Requests refused: {stopped}
- Permissions given with a reason: {overridden}
- Passed unread: {unread}
- Erasure asked of the recipient: […]
- Measures for the future: […]
""",
        sent=incident.sent,
        stopped=incident.stopped,
        overridden=incident.overridden,
        unread=incident.unread,
    )


def _closing(incident: Incident) -> str:
    return t(
        """## 5. À garder

Toute violation est inscrite au registre interne, notifiée ou non (art. 33, § 5). Preuves : \
`paravent audit export --format bundle --since {day} -o preuves.zip`.
""",
        """## 5. To keep

Every breach is entered in the internal register, notified or not (art. 33(5)). Evidence: \
`paravent audit export --format bundle --since {day} -o evidence.zip`.
""",
        day=f"{incident.first:%Y-%m-%d}",
    )


def _counted(counts: Mapping[str, int], names: Mapping[str, tuple[str, str]]) -> str:
    told = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{t(*names.get(key, (key, key)))} {n}" for key, n in told) or _none()


def _none() -> str:
    return t("aucune", "none")


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M %z}"


def _ranges(numbers: tuple[int, ...]) -> str:
    """Numbers in order, those that follow one another told by the first and the last."""
    told: list[list[int]] = []
    for n in sorted(numbers):
        if told and n == told[-1][1] + 1:
            told[-1][1] = n
        else:
            told.append([n, n])
    return ", ".join(f"{one}" if one == other else f"{one}-{other}" for one, other in told)
