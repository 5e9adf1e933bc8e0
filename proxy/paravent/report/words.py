"""The report's own vocabulary: what the log's codes are called by a lawyer.

French first, as it is written in registers of processing (CNIL's simplified template); the English
is that of the Regulation. A code that has no name here is shown as it is.
"""

from __future__ import annotations

from paravent.i18n import t

type Names = dict[str, tuple[str, str]]

CATEGORIES: Names = {
    "identity": ("État civil, identité", "Civil status, identity"),
    "contact": ("Coordonnées", "Contact details"),
    "professional": ("Vie professionnelle", "Professional life"),
    "financial": ("Informations d'ordre économique et financier", "Economic and financial data"),
    "connection": ("Données de connexion", "Connection data"),
    "location": ("Données de localisation", "Location data"),
    "nir": ("Numéro de sécurité sociale (NIR)", "Social security number (NIR)"),
    "credential": ("Mots de passe, clés, secrets", "Passwords, keys, secrets"),
    "": ("Autre", "Other"),
}
MEASURES: Names = {
    "pseudonymised": ("pseudonymisés", "pseudonymised"),
    "removed": ("retirés", "removed"),
    "generalised": ("généralisés", "generalised"),
    "withheld": ("non transmis", "not sent"),
    "clear": ("transmis en clair", "sent in clear"),
}
MARKS: Names = {
    "art9": (
        "Catégories particulières (RGPD, art. 9) : santé, opinions, origine…",
        "Special categories (GDPR, Art. 9): health, beliefs, origin…",
    ),
    "art10": (
        "Condamnations et infractions (RGPD, art. 10)",
        "Criminal convictions and offences (GDPR, Art. 10)",
    ),
    "nir": (
        "NIR (loi Informatique et Libertés, art. 30)",
        "French social security number (Data Protection Act, Art. 30)",
    ),
    "minor": ("Personne mineure", "Minor"),
    "finance": ("Données bancaires ou financières", "Bank or financial data"),
    "secret": ("Mots de passe, clés, secrets", "Passwords, keys, secrets"),
}
REASONS: Names = {
    "policy": ("une règle l'interdit", "a rule forbids it"),
    "nudge": (
        "question « L'IA est-elle nécessaire ici ? »",
        'question "Is AI needed for this?"',
    ),
    "unreadable": ("contenu illisible", "content that cannot be read"),
    "attachment": ("pièce jointe non lue", "attachment that was not read"),
    "too_large": ("trop volumineux", "too large"),
    "signed_block": ("passage signé non modifiable", "signed passage that cannot be changed"),
    "signature": (
        "message signé, à modifier sans signature nouvelle",
        "signed message, to be changed without a new signature",
    ),
    "credentials": (
        "signature nouvelle impossible avec l'identité déclarée",
        "no new signature possible with the identity declared",
    ),
    "signed_body": (
        "message qui ne peut pas être modifié",
        "message that cannot be changed",
    ),
    "known_value": (
        "donnée déjà masquée, présente hors du message",
        "data already masked, found outside the message",
    ),
    "endpoint": ("appel technique écarté", "technical call turned away"),
    "destination": ("destination non admise", "destination not allowed"),
    "caller": ("programme appelant non admis", "calling program not allowed"),
    "engine": ("détection en panne", "detection failed"),
    "engine_timeout": ("détection trop longue", "detection took too long"),
    "warming": ("détection pas encore prête", "detection not ready yet"),
    "store": ("journal ou coffre inaccessible", "log or vault not available"),
    "internal": ("erreur interne", "internal error"),
    "no_verdict": ("absence de décision", "no decision"),
    "dossier": ("client absent du registre", "client not in the register"),
    "watched": ("service observé pour en apprendre le format", "service watched to learn it"),
}
OVERRIDES: Names = {
    "public_figure": ("personne publique", "public figure"),
    "public_data": ("données déjà publiques", "data already public"),
    "consent": ("consentement de la personne", "consent of the person"),
    "client_agreement": ("accord du client", "agreement of the client"),
    "own_data": ("mes propres données", "own data"),
    "fictitious": ("données fictives", "made-up data"),
    "false_positive": ("détection erronée", "wrong detection"),
    "other": ("autre motif", "other reason"),
}
WHYS: Names = {
    "hands_off": ("appels de contrôle du service, laissés intacts", "control calls, left intact"),
    "static": ("fichiers du site, sans texte saisi", "files of the site, without typed text"),
    "not_catalogued": (
        "connexions vers des serveurs qui ne sont pas des services d'IA",
        "connections to servers that are not AI services",
    ),
    "opted_out": ("service écarté par réglage", "service left out by a setting"),
    "pinned": ("application à certificat épinglé", "application with a pinned certificate"),
    "not_http": ("protocole autre que HTTP", "protocol other than HTTP"),
    "paused": ("pendant une pause", "during a pause"),
    "engine": ("détection en panne", "detection failed"),
    "timeout": ("détection trop longue", "detection took too long"),
    "too_large": ("trop volumineux", "too large"),
    "unknown_format": ("format inconnu", "unknown format"),
    "unknown_encoding": ("encodage inconnu", "unknown encoding"),
    "malformed": ("contenu mal formé", "malformed content"),
    "encrypted": ("contenu chiffré", "encrypted content"),
    "binary": ("pièces jointes non lues", "attachments that were not read"),
    "signed": ("passage signé", "signed passage"),
    "": ("sans motif noté", "no reason noted"),
}
KINDS: Names = {
    "message": ("Messages partis sans examen", "Messages that left unexamined"),
    "attachment": ("Pièces jointes", "Attachments"),
    "technical": ("Échanges techniques", "Technical exchanges"),
    "tunnel": ("Connexions non déchiffrées", "Connections not decrypted"),
}
ACCESSES: Names = {
    "log_read": ("lecture du journal", "log read"),
    "vault_open": ("ouverture de la table de correspondance", "correspondence table opened"),
    "vault_read": ("lecture de la table de correspondance", "correspondence table read"),
    "vault_export": ("export de la table de correspondance", "correspondence table exported"),
    "vault_purge": ("purge de la table de correspondance", "correspondence table purged"),
    "report_export": ("remise d'un rapport", "report handed out"),
    "checkpoint_export": ("remise d'un sceau", "checkpoint handed out"),
    "breach_draft": ("projet de notification de violation", "draft of a breach notification"),
    "retention_purge": ("purge du journal", "log purged"),
    "key_destroy": ("destruction d'une clé", "key destroyed"),
    "dsr_search": ("demande d'accès (art. 15)", "access request (Art. 15)"),
    "dsr_erase": ("demande d'effacement (art. 17)", "erasure request (Art. 17)"),
}
ROLES: Names = {
    "unknown": ("à compléter", "to be completed"),
    "controller": (
        "responsable du traitement (RGPD, art. 4, point 7)",
        "controller (GDPR, Art. 4(7))",
    ),
    "processor": ("sous-traitant (RGPD, art. 28)", "processor (GDPR, Art. 28)"),
}
AUTHORISATIONS: Names = {
    "unknown": ("à compléter", "to be completed"),
    "none": ("aucune", "none"),
    "general": ("générale", "general"),
    "specific": ("spécifique", "specific"),
}
LANGUAGES: Names = {"fr": ("français", "French"), "en": ("anglais", "English")}
QUALITIES: Names = {
    "all": ("toutes", "all"),
    "numbers": (
        "numéros, adresses électroniques, secrets, adresses IP",
        "numbers, e-mail addresses, secrets, IP addresses",
    ),
    "PERSON": ("noms de personnes", "names of persons"),
    "ADDRESS": ("adresses postales", "postal addresses"),
}
STATUSES: Names = {
    "independent": ("indépendant", "independent"),
    "portage": ("salarié porté", "employed through a portage company"),
    "company": ("société", "company"),
}
BASES: Names = {
    "none": ("hébergé dans l'EEE", "hosted in the EEA"),
    "adequacy": ("décision d'adéquation (RGPD, art. 45)", "adequacy decision (GDPR, Art. 45)"),
    "dpf": (
        "cadre de protection des données UE-États-Unis (RGPD, art. 45)",
        "EU-US Data Privacy Framework (GDPR, Art. 45)",
    ),
    "scc": (
        "clauses contractuelles types (RGPD, art. 46)",
        "standard contractual clauses (GDPR, Art. 46)",
    ),
    "unknown": ("inconnue", "unknown"),
}
TRAINING: Names = {
    "on": ("oui, sauf refus", "yes, unless refused"),
    "off": ("non", "no"),
    "unknown": ("inconnu", "unknown"),
}
HOSTING: Names = {
    "eu": ("Union européenne", "European Union"),
    "option": ("Union européenne en option", "European Union as an option"),
    "elsewhere": ("hors de l'Union", "outside the Union"),
    "unknown": ("inconnu", "unknown"),
}
CONTRACTS: Names = {
    "included": ("inclus dans les conditions", "part of the terms"),
    "on_request": ("sur demande", "on request"),
    "none": ("aucun", "none"),
    "unknown": ("inconnu", "unknown"),
}
CONFIDENCE: Names = {
    "high": ("élevée", "high"),
    "medium": ("moyenne", "medium"),
    "low": ("faible", "low"),
}
COUNTRIES: Names = {
    "FR": ("France", "France"),
    "DE": ("Allemagne", "Germany"),
    "US": ("États-Unis", "United States"),
    "CN": ("Chine", "China"),
    "": ("inconnu", "unknown"),
}
SURFACES: Names = {
    "web": ("page web", "web page"),
    "api": ("API", "API"),
    "ide": ("éditeur de code", "code editor"),
    "ext": ("extension", "extension"),
    "unknown": ("accès non noté", "access not noted"),
}


def name_of(names: Names, code: str) -> str:
    """What a code is called in the current language; the code itself where it has no name."""
    found = names.get(code)
    return t(*found) if found else code
