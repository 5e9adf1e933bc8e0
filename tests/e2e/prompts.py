"""Prompts as freelancers send them, French and English, with what must not leave in ⟦marks⟧.

Every person and number is invented: phones from the ranges kept for fiction (ARCEP, Ofcom, NANP),
identifiers with valid keys. What is marked appears nowhere else, in no other test.
"""

import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

MARK = re.compile("⟦(.*?)⟧", re.DOTALL)


@dataclass(frozen=True)
class Prompt:
    """A text, and the values planted in it."""

    name: str
    text: str
    planted: tuple[str, ...]


def read(name: str, marked: str) -> Prompt:
    """A prompt from its marked text."""
    for stand_in, secret in SECRETS.items():
        marked = marked.replace(stand_in, secret)
    return Prompt(name, MARK.sub(r"\1", marked), tuple(dict.fromkeys(MARK.findall(marked))))


# Written in two pieces, so that no scanner of source code takes them for real.
SECRETS = {
    "<OPENAI_KEY>": "sk-proj-" + "GRlrwZbqcabUGJmGEp7CgQ0PBQFI14zG",
    "<GITHUB_KEY>": "ghp_" + "vm14TUOizwd1iaeOV4qBkdfQ1y3GQsMpSscD",
    "<AWS_KEY>": "AKIA" + "J4ZL7QWX3MTB5NRC",
    "<STRIPE_KEY>": "sk_live_" + "lkrCaqx9vJupc94tnwlavyfE",
    "<JWT>": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "eyJzdWIiOiI4ODEyMDQ0MSJ9.Zx81nQ_t7Lk2",
}

MARKED = {
    "relance-facture": """\
Rédige une relance ferme mais courtoise pour Mme ⟦Solange Brémontier⟧ \
(⟦solange.bremontier@menuiserie-brem.fr⟧, ⟦06 39 98 41 27⟧), ⟦18 rue des Tonneliers, 21200 Beaune⟧. \
Sa facture n° 2026-118 de 3 480 € TTC est impayée depuis 45 jours. \
Le virement est à faire sur ⟦FR76 5260 1815 9083 0166 1318 606⟧.""",
    "mail-a-resumer": """\
Résume ce message en trois points :

Bonjour Monsieur ⟦Lavergne⟧,

Suite à notre échange de mardi, je vous confirme que je reprends le dossier de ma consœur \
⟦Apolline Quéméneur⟧. Vous pouvez me joindre au ⟦01 99 00 64 18⟧ ou sur ⟦t.lavergne.dossier@orange.fr⟧.

Bien cordialement,
⟦Thibault Desrosières⟧
Cabinet Odéon Conseil""",
    "fiche-crm": """\
Nettoie cette ligne de mon CRM et propose une prochaine action :
Client : ⟦Hortense Villeneuve-Castel⟧
E-mail : ⟦h.villeneuve@castel-deco.com⟧
Tél. : ⟦+33 6 39 98 72 05⟧
SIRET : ⟦972 997 522 00099⟧
Adresse : ⟦7 bis avenue Foch, 59000 Lille⟧
Note : a demandé un devis pour deux salons, budget 12 000 €.""",
    "tableau-clients": """\
Trie ces clients par montant décroissant :

nom;prenom;email;montant
⟦Baudouin⟧;⟦Clémentine⟧;⟦clementine.baudouin@exemple.fr⟧;1250
⟦Chevrier⟧;⟦Mathurin⟧;⟦mathurin.chevrier@exemple.fr⟧;980
⟦Ouedraogo⟧;⟦Aminata⟧;⟦aminata.ouedraogo@exemple.fr⟧;4310""",
    "courrier-rh": """\
Écris la lettre d'embauche de ⟦Ludivine Carpentras⟧, née le ⟦14/03/1986⟧ à Dijon, \
numéro de sécurité sociale ⟦2 85 01 35 033 227 88⟧, demeurant ⟦42 boulevard Carnot, 31000 Toulouse⟧. \
Poste : assistante de direction, CDI, période d'essai de deux mois.""",
    "note-medicale": """\
Reformule cette note pour le dossier de suivi :
Patient : ⟦Anselme Guérin-Lassalle⟧, né le ⟦3 novembre 1951⟧, NIR ⟦1 70 11 59 272 285 44⟧.
Adressé par le Dr ⟦Ségolène Marchadier⟧ pour des douleurs lombaires persistantes. \
Rappeler la famille au ⟦07 00 00 31 46⟧ après 18 h.""",
    "json-commande": """\
Explique pourquoi cette commande est rejetée par l'API :
{"commande": 20318, "client": {"nom": "⟦Eugénie Saint-Aubin⟧", "email": "⟦eugenie.staubin@laposte.net⟧", \
"telephone": "⟦0639985510⟧"}, "paiement": {"carte": "⟦4970384837261672⟧", "statut": "refuse"}}""",
    "code-python": """\
Corrige ce script, il ne se connecte plus :

```python
# Écrit par ⟦Bérénice Fauconnier⟧ pour le client du 12 mars
import os
OPENAI_API_KEY = "⟦<OPENAI_KEY>⟧"
ALERTE = "⟦astreinte.fauconnier@infogerance-nord.fr⟧"
serveur = "⟦82.64.117.203⟧"  # prod
def envoyer(message): ...
```""",
    "bail": """\
Vérifie que cette clause est légale : « M. ⟦Valentin Ferrandis⟧, bailleur, demeurant \
⟦3 place Saint-Michel, 33000 Bordeaux⟧, loue à Mme ⟦Oriane Delcourt⟧ un logement de 42 m². \
Le loyer de 690 € est versé sur le compte ⟦FR7609139099603082462819421⟧. »""",
    "profil-recruteur": """\
Fais une synthèse du candidat dont voici le profil : ⟦https://www.linkedin.com/in/maxence-thevenard-dev⟧. \
Il s'agit de ⟦Maxence Thévenard⟧, développeur à Nantes ; il est disponible en septembre et \
joignable à ⟦m.thevenard@protonmail.com⟧.""",
    "compte-rendu": """\
Mets ce compte rendu au propre.
Présents : ⟦Gwenaëlle Le Bihan⟧, ⟦Sylvestre Moncorgé⟧
Décision : le devis de la société Rivaud est accepté pour 8 200 €.
À faire : appeler M. ⟦Moncorgé⟧ au ⟦04 65 71 92 33⟧ avant vendredi.""",
    "journal-serveur": """\
Que s'est-il passé ici ?
2026-10-02 09:14:07 WARN login failed user=⟦faustine.arnoult@atelier-arnoult.fr⟧ ip=⟦90.112.44.230⟧
2026-10-02 09:14:09 WARN login failed user=⟦faustine.arnoult@atelier-arnoult.fr⟧ ip=⟦2a01:e0a:4d2:8b10:c5ff:fe12:7a56:1⟧
2026-10-02 09:15:31 INFO token=⟦<JWT>⟧""",
    "litige-fournisseur": """\
Aide-moi à répondre à Maître ⟦Rosalie Vanderbeken⟧ : son client, ⟦Cyprien Montaudran⟧, conteste \
la facture de mon entreprise (SIREN ⟦820 018 265⟧, TVA ⟦FR54311440242⟧). \
Copie à ⟦contact.montaudran@wanadoo.fr⟧ et réponse par courrier au ⟦25 quai de la Fosse, 44000 Nantes⟧.""",
    "reminder-en": """\
Write a polite reminder to Mrs ⟦Harriet Pemberton⟧ (⟦harriet.pemberton@bluefinch.co.uk⟧, \
⟦+44 20 7946 0871⟧), ⟦48 Mill Road, Cambridge CB1 2AB⟧. Her invoice of £1,250 has been unpaid since \
3 October. Bank details: ⟦GB86 NWBK 5472 8038 5280 84⟧.""",
    "offer-letter-en": """\
Draft an offer letter for ⟦Jonathan Whitcombe⟧, born on ⟦July 4, 1990⟧, SSN ⟦536-90-4417⟧, \
living at ⟦1600 Oak Ave, Apt 4B, Springfield, IL 62704⟧. Start date: 1 March, salary $84,000.""",
    "support-ticket-en": """\
Summarise this ticket for the product team.

From: ⟦Priscilla Hargreaves⟧ <⟦p.hargreaves@northwind-traders.com⟧>
Phone: ⟦(202) 555-0147⟧
"Your app charged my card ⟦5132 5136 1341 2529⟧ twice. My colleague ⟦Desmond Okafor⟧ had the same \
problem last week."
""",
    "meeting-notes-en": """\
Turn these notes into an e-mail:
- ⟦Rosalind Kershaw⟧ will send the contract on Friday
- Call ⟦Benedict Ashworth⟧ on ⟦07700 900358⟧ about the deposit
- Ship the samples to ⟦221B Baker Street, London NW1 6XE⟧""",
    "sql-en": """\
Why is this query slow?

-- requested by ⟦Theodora Blackwell⟧
SELECT * FROM customers WHERE email = '⟦t.blackwell@granitepeak.io⟧' AND phone = '⟦+1 202-555-0183⟧';
""",
    "env-file-en": """\
Review this file before I commit it:

STRIPE_KEY=⟦<STRIPE_KEY>⟧
AWS_ACCESS_KEY_ID=⟦<AWS_KEY>⟧
GITHUB_TOKEN=⟦<GITHUB_KEY>⟧
ADMIN_EMAIL=⟦ops.lead@harborlight.dev⟧
ADMIN_IP=⟦203.1.57.118⟧""",
    "tenant-json-en": """\
Convert this record to YAML:
{"tenant": "⟦Marguerite Holloway⟧", "date_of_birth": "⟦1984-07-21⟧", "contact": \
{"email": "⟦m.holloway@sundial-homes.com⟧", "mobile": "⟦+44 7700 900461⟧"}, \
"iban": "⟦DE88 5755 1313 7353 7990 75⟧", "profile": "⟦https://github.com/mholloway-sundial⟧"}""",
}

PROMPTS = tuple(read(name, marked) for name, marked in MARKED.items())


def private_key() -> str:
    """A real private key, made for one test: what the rules block."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


PRIVATE_KEY = private_key()
"""One that is never let through."""
