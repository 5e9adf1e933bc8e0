"""Prompts of a freelancer's day, French and English mixed, each of them new; nobody in them exists."""

from __future__ import annotations

import random

_FRENCH = (
    "Bonjour, pourriez-vous relire le courrier que je dois envoyer à mon client avant vendredi ?",
    (
        "Madame {name} habite au {n} rue {street}, {code} {town}, et souhaite résilier son contrat "
        "d'assurance habitation."
    ),
    "Son adresse électronique est {email} et son numéro de téléphone est le {phone}.",
    "Le virement doit être effectué sur le compte {iban} avant la fin du mois.",
    (
        "Voici un résumé de la réunion du {n} mars : l'équipe a validé le budget prévisionnel de "
        "{k} euros et reporté la livraison."
    ),
    "Merci de me proposer une version plus concise et plus professionnelle de ce paragraphe.",
    "Le dossier de {name}, née le {n}/0{m}/19{y}, comporte le numéro de sécurité sociale {nir}.",
    (
        "La société {firm} a signé un avenant au contrat de prestation pour un montant de {k} euros "
        "hors taxes."
    ),
    (
        "Je cherche une formule de calcul pour répartir {k} euros de charges de copropriété entre les "
        "différents lots."
    ),
    (
        "Peux-tu expliquer la différence entre un contrat à durée déterminée et un contrat de "
        "mission ?"
    ),
    "def calculer(total, taux):\n    return round(total * (1 + taux), {m})",
    (
        "Le rapport souligne que les délais de traitement se sont allongés de {n} jours depuis la "
        "réforme, notamment en région parisienne."
    ),
    "Cordialement,\n{name}\nCabinet {firm}",
    (
        "Il faudrait également vérifier l'adresse IP 192.168.{n}.{m} et le lien "
        "https://www.exemple.fr/dossier/{k}."
    ),
    "D'après l'article {k} du code civil, le débiteur est tenu de réparer le préjudice causé.",
)
_ENGLISH = (
    "Hello, could you review the letter I need to send to my client before next Friday?",
    (
        "Mrs {name} lives at {n} {street} Street, {town}, and wants to cancel her home insurance "
        "policy."
    ),
    "Her email address is {email} and her phone number is +33 {phone_abroad}.",
    "The transfer must be made to account {iban} before the end of the month.",
    (
        "Here is a summary of the meeting on {n} March: the team approved the budget of {k} euros and "
        "postponed delivery."
    ),
    "Please suggest a more concise and professional version of this paragraph.",
    "The file of {name}, born on {n}/0{m}/19{y}, includes the card number 4111 1111 1111 1111.",
    "{firm} Ltd signed an amendment to the services agreement for {k} euros excluding tax.",
    "I am looking for a formula to split {k} euros of service charges between the different units.",
    "Can you explain the difference between a fixed-term contract and an assignment contract?",
    "def compute(total, rate):\n    return round(total * (1 + rate), {m})",
    (
        "The report stresses that processing times have lengthened by {n} days since the reform, "
        "especially in the Paris area."
    ),
    "Kind regards,\n{name}\n{firm} Partners",
    (
        "Please also check the IP address 192.168.{n}.{m} and the link "
        "https://www.example.com/file/{k}."
    ),
    "Under section {k} of the Act, the debtor must compensate for the damage caused.",
)
_FIRST = [
    "Zoé",
    "Jean",
    "Camille",
    "Mohamed",
    "Aïcha",
    "Pierre-Yves",
    "Marie",
    "Luc",
    "Sophie",
    "Thomas",
    "Élodie",
    "Karim",
    "Nathalie",
    "Hugo",
    "Inès",
    "Véronique",
    "Olivier",
    "Fatou",
    "Guillaume",
    "Chloé",
    "Sarah",
    "Emily",
    "James",
    "Olivia",
    "Daniel",
    "Grace",
]
_LAST = [
    "Martin",
    "Dupont",
    "Lefèvre",
    "Benali",
    "Diallo",
    "Le Goff",
    "Nguyen",
    "Bernard",
    "Garnier",
    "Petit",
    "Marchand",
    "Roussel",
    "Fontaine",
    "Chevalier",
    "Haddad",
    "Moreau",
    "Delorme",
    "Guérin",
    "Perrot",
    "Tessier",
    "Carpenter",
    "Bennett",
    "Hughes",
]
_STREETS = ("Victor Hugo", "de la République", "des Lilas", "du Général Leclerc", "des Acacias")
_TOWNS = ("Lyon", "Nantes", "Strasbourg", "Bordeaux", "Rennes", "Grenoble", "Lille")
_FIRMS = ("Durand", "Novatis", "Atelier Mercier", "Solenne", "Verlaine Conseil", "Osmose")
_ASCII = str.maketrans("éèïÉ ", "eeiE-")


def write_text(size: int, seed: int) -> str:
    """A text of about ``size`` bytes in UTF-8; another seed gives another text."""
    draw = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        sentences = draw.choice((_FRENCH, _ENGLISH))
        paragraph = " ".join(
            draw.choice(sentences).format_map(_facts(draw)) for _ in range(draw.randrange(2, 8))
        )
        parts.append(paragraph)
        length += len(paragraph.encode()) + 2
    return "\n\n".join(parts).encode()[:size].decode(errors="ignore")


def _facts(draw: random.Random) -> dict[str, object]:
    first, last = draw.choice(_FIRST), draw.choice(_LAST)
    pairs = [f"{draw.randrange(100):02}" for _ in range(4)]
    year, month, order = draw.randrange(50, 99), draw.randrange(1, 10), draw.randrange(1000)
    body = f"2{year}0{month}69123{order:03}"
    account = f"3000600001{draw.randrange(10**11):011}89"
    check = 98 - int(f"{account}152700") % 97  # ISO 13616: FR is 15 27
    return {
        "name": f"{first} {last}",
        "email": f"{first}.{last}".lower().translate(_ASCII) + f"{order}@exemple.fr",
        "phone": f"06 {' '.join(pairs)}",
        "phone_abroad": f"6 {' '.join(pairs)}",
        "iban": f"FR{check:02}{account}",
        "nir": f"{body}{97 - int(body) % 97:02}",
        "street": draw.choice(_STREETS),
        "code": f"{draw.randrange(10, 96)}{draw.randrange(1000):03}",
        "town": draw.choice(_TOWNS),
        "firm": draw.choice(_FIRMS),
        "n": draw.randrange(10, 29),
        "m": draw.randrange(1, 10),
        "y": year,
        "k": draw.randrange(100, 10_000),
    }
