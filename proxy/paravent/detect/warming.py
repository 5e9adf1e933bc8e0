"""Texts that are read before any other: what is read for the first time costs several times more.

The patterns that most texts meet are compiled, their machines built and frequent words met once, in
the parent of the detection processes, instead of in each of them at the expense of the first
prompts. No more than these: a value of every kind would take as long again and 20 MB, of which no
process would have the use. Nobody in them exists, and their findings are thrown away.
"""

from __future__ import annotations

TEXTS = (
    """\
Bonjour, merci de votre retour. Peux-tu relire ce courrier et me proposer une version plus courte ?
Je dois l'envoyer à mon client avant vendredi, avec le devis et la facture du mois dernier. Voici ce
que nous avons décidé pendant la réunion : elle a demandé un délai, il est d'accord pour payer.

De : Claire Fontaine <claire.fontaine@exemple.fr>
À : "Cabinet Delorme" <contact@cabinet-delorme.example>
Date : mardi 14 mars 2025 à 09:12
Objet : Re: Votre dossier n° 2025-0143

Madame Claire Fontaine, née le 12/04/1983 à Lyon, de nationalité française, demeurant 12 bis rue
des Lilas, 69003 Lyon, tél. 06 12 34 56 78, portable +33 (0)4 78 12 34 56,
NIR 2 83 04 69 123 456 22.
Fait à Paris, le 3 février 2025. La présente lettre vaut mise en demeure ; le contrat de travail
prend fin dans trente jours. Son mari, Karim Benali, et leur fille Zoé vivent aussi avec eux.

Facture n° F-2025-031 | Client : SARL Atelier Lumière | SIRET 732 829 320 00074
Total HT 1 250,00 € - TVA 20 % FR44732829320 - à régler sous 30 jours, merci.
IBAN : FR76 3000 6000 0112 3456 7890 189, BIC : AGRIFRPP, carte 4111 1111 1111 1111 (12/27, CVV 123)

nom;prénom;e-mail;téléphone;adresse;ville
Martin;Hugo;hugo.martin@exemple.fr;0472123456;3 allée des Tilleuls;44300 Nantes
GARNIER;Élise;elise@exemple.fr;0033612345678;15 avenue du Général-de-Gaulle;33000 Bordeaux
Bien cordialement,
M. D.
""",
    """\
Hi team, please could you review the letter below and write a short summary of what we should do
next? I think that they would like to have it by the end of this week, so let me know if there is
anything I can help you with. Thanks, John

From: John Carpenter <john.carpenter@example.com>
Sent: Tuesday, March 14, 2025 9:12 AM
Subject: RE: Your order #10432, account number 4457102

Dear Mr Carpenter, thank you for your call. Our records show that Mrs Emily Carter, born on 12 April
1983, lives at 221B Baker Street, London NW1 6XE, phone +44 20 7946 0018, cell (415) 555-2671, SSN
536-90-4399, NI number AB 12 34 56 C, passport no. 925665416, username: ecarter83. She was with her
daughter Grace and son Tom. Please note that no payment has been made to date.
1200 Main Street, Springfield, IL 62704. Kind regards, Sarah Whitaker, Head of People, Acme Ltd

{"name": "Olivia Brown", "email": "olivia@example.com", "ip": "203.0.113.42"}
def send(user_id, total=0):
    # TODO: ask Daniel about this
    return client.get("https://api.example.com/v1/users/1042?token=" + token, timeout=30)
""",
)
"""What to read: letters, tables and code."""
