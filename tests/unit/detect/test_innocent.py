"""Lines of lawyers, accountants and developers that hold no personal data and must stay as they are.

Only recognizers are asked, without any model; what they find here would be hidden for nothing.
"""

import pytest

from paravent.detect import catalogue
from paravent.detect.base import Passage
from paravent.detect.view import view

HIDDEN = 0.5  # the score from which the shipped policy hides a value

LINES = """
Facture n° F-2026-0142 du 12/03/2026, échéance à 30 jours, total TTC 12 345,67 €
Total HT : 10 288,06 € ; TVA 20 % : 2 057,61 € ; net à payer : 12 345,67 €
Avoir AV2026-0007 sur la facture FA-2025-11-0456 du 30/11/2025
Le compte 411000 est débité de 1 250 000,00 euros et le compte 706000 crédité d'autant.
Écriture : 512100 Banque 4 500,00 / 401200 Fournisseurs 4 500,00 / journal BQ 03/2026
Bilan au 31/12/2025 : actif 1 234 567 890 euros, passif 1 234 567 890 euros
Amortissement linéaire sur 5 ans, taux 20 %, base 48 000,00 EUR, annuité 9 600,00
Article L. 1221-1 du code du travail, articles 1103 et 1104 du code civil
Cass. soc., 12 mai 2021, n° 19-12.345, Bull. 2021, V, n° 112
CA Paris, pôle 6, ch. 3, 14 janvier 2022, n° 19/04567
Conseil d'État, 5 juillet 2023, n° 456789, Lebon p. 123
Loi n° 78-17 du 6 janvier 1978 relative à l'informatique, JORF n° 0006 du 7 janvier 1978
Règlement (UE) 2016/679 du 27 avril 2016, considérant 47, article 6, paragraphe 1, point f)
Décret n° 2019-536 du 29 mai 2019, art. 12 à 15 et 83-1
Code NAF 6201Z, convention collective IDCC 1486, coefficient 270
ISBN 978-2-07-036822-8, ISSN 0035-2969, EAN 3017620422003
DOI 10.1000/xyz123, arXiv:2105.12345v2, PMID 34265844
Horaires : du lundi au vendredi de 9 h 00 à 12 h 30 et de 14 h 00 à 18 h 30
Ouvert 7j/7, 08:00-20:00, fermé le 25/12 et le 01/01
Rappel de la réunion : 01/02/2026 10:30, salle 204, 2e étage
Le vol AF1234 part à 07 h 45 de la porte 42, arrivée 09:10
Version 3.12.4 publiée le 2026-03-01, corrige 0.9.7.1 et 2.0.0-rc.1
npm install react@18.2.0 typescript@5.4.5 --save-dev
pip install numpy==1.26.4 pandas>=2.2,<3 torch==2.3.0+cu121
commit 9fceb02d0ae598e95dc970b74767f19372d61af8 sur la branche release/2026.03
sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
UUID 123e4567-e89b-12d3-a456-426614174000 et 550e8400-e29b-41d4-a716-446655440000
SELECT id, total FROM orders WHERE customer_id = 10234 AND created_at > '2026-01-01';
{"id": 48213, "status": 200, "elapsed_ms": 1523, "timestamp": 1700000000123}
2026-03-12T10:30:45.123Z INFO worker-7 pid=48213 processed 120000 rows in 3421 ms
Erreur 0x80070057 à l'adresse 0x7ffee4b2a9c0, code de sortie 139
Le port 8443 est ouvert sur 192.168.1.20, masque 255.255.255.0
margin: 0 12px 16px 24px; color: #1a2b3c; width: 1280px; z-index: 9999
for i in range(0, 1000000, 25000): total += prices[i] * 1.196
Commande n° 185057800608 expédiée le 03/04/2026, colis 1 sur 2
Référence produit AB 123 CD, réf. 4711-08-15, lot 2026A0458
Vis M6 x 30, norme ISO 9001:2015, EN 13501-1, RAL 7016
Fiche technique : 230 V, 50 Hz, 1500 W, IP54, classe II
Codes postaux de la zone : 75001, 69003, 13008, 33000, 59000
Nous intervenons à 69003 Lyon et à 75011 Paris.
La rue de la République est en travaux jusqu'au 15 mars.
Population : 67 391 582 habitants ; PIB : 2 639 milliards d'euros
Le SMIC horaire brut est de 11,88 €, soit 1 801,80 € par mois pour 151,67 h
Taux de cotisation : 22,2 % jusqu'à 46 368 €, puis 13,5 %
Contrat à durée déterminée de 18 mois, période d'essai de 1 mois, préavis de 2 semaines
Le contrat prévoit une pénalité de 15 000 euros par mois de retard.
Dossier de subvention : budget 45 000 €, subvention demandée 30 000 €
Le client a payé 1 250 € sur 3 000 €, reste 1 750 €
Chapitre 12, section 3, pages 145 à 178, figure 4.2, tableau 12.1
Score 3-2, 45e minute, 22 joueurs, 54 321 spectateurs
Compter : un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix.
Coordonnées de départ, étape 05/10/2026, arrivée 08/11/2026
Le numéro fiscal compte 13 chiffres et le SIRET 14.
Quelle est la différence entre un RIB, un IBAN et un BIC ?
PAIEMENT PAR VIREMENT, MONTANTS EN EUROS, DOCUMENTS A FOURNIR
Le passeport est valable dix ans et coûte 86 euros.
Comment demander une carte d'identité à la mairie en 2026 ?
Le permis de construire n° 069 123 24 00012 a été affiché.
Une voiture de 120 ch achetée 4 500 euros avec 85 000 km
L'entreprise est née en 2008, elle emploie 120 salariés.
Invoice INV-2026-0042, due 04/30/2026, total $12,345.67
Net amount EUR 10,288.06, VAT 20 %, gross EUR 12,345.67, payment terms 30 days
PO number 4500012345, item 00010, qty 25, unit price 1,299.00
Section 230 of the Act, 47 U.S.C. § 230(c)(1), 17 C.F.R. 240.10b-5
Smith v. Jones, 123 F.3d 456, 460 (9th Cir. 1997), No. 95-1234
Clause 12.3 of the agreement, schedule 4, exhibit B-2, page 37 of 120
The meeting is on 03/04/2026 at 10:30 in room 204, building 7.
Opening hours: Mon-Fri 9:00-17:30, Sat 10:00-13:00, closed on 12/25
Release 2026.03.1 ships with Python 3.13.0, Node 22.4.1 and PostgreSQL 16.3
Error 404 at line 128, column 17: expected 3 arguments, got 12
HTTP/1.1 200 OK, Content-Length: 123456789, Age: 3600
The build took 1234567 ms over 12 workers, 98.7 % cached
AWS region eu-west-3, instance m5.2xlarge, 16 vCPU, 64 GiB, 3,000 IOPS
git checkout -b fix/issue-1234 && git cherry-pick a1b2c3d4e5f6
Revenue grew from 1,234,567 to 2,345,678 dollars between 2024 and 2026.
Batch 20260312-1030-07 has 4,500 records, 12 of them rejected
Look at example dot com, then meet us at the office at noon.
Count: one two three four five six seven eight nine ten.
Chapter 5 Drive Theory, 12 Angry Men, 7 Habits, Highway 61
Part no. 000-12-3456, SKU 400-500-6000, serial 2024-0612-3456
3.14159265358979 and 2.718281828459045, 6.02214076e23, 299 792 458 m/s
Postcodes such as NW1 6XE or ZIP codes such as 78701 are public.
Windows 11 Start Menu Drive, Office 365 E3, Chrome 120.0.6099.109
Swift Programming Language 6.0, ISO 13616 and ISO 9362 explained
Dossier client : à compléter avant le 15/04/2026
Dossier : 12 345,67 euros de créances
Client : SARL Novalis, 12 rue... à définir
Contrat client standard v2.3.1
Contrat : 24 mois, 1 200 euros par mois
le contrat n° 2 et l'avenant n° 3
Police Arial 12, Helvetica 10, taille de police : 1400
police de caractères n° 4
La police 2024 est plus chère
account: 4000 followers
Case: 2026 budget
case 1234: return "ok";
switch (code) { case 4096: break; }
file: /var/log/app/2026-03-12.log
File: report_2026.pdf, 12345 bytes
file #1234567.txt
Claim: 10000 users in 2026
policy: no-referrer 2026
client: 192.168.1.20:54321
client: Mozilla/5.0 (X11; Linux x86_64)
client :4096 bits
member: 2048
contract: ERC20 0x1234567890abcdef
Patient: 45 years, 72 kg, 1750 kcal
patient : 38,5 °C, 120/80, 12000 leucocytes
étudiant : 4500 euros par an
Membre : depuis 2019
Locataire : 12 500 euros de dette
salarié : 35 heures, 1 800 euros
Matricule à renseigner sur 6 chiffres
Référence : Cass. 2e civ., 12 juillet 2018
Nos réf. : voir ci-dessous
N/Réf. : 2026
La CAF 2026 : plafonds de ressources 23 000 euros
CAF : tapez 1, puis 3230
3230 : la CAF. URSSAF : 3957
URSSAF : cotisations 2026, plafond 48 060 euros
France Travail : 6 200 000 inscrits en 2026
France 2030 : 54 000 000 000 euros
Le passeport a 32 pages, série 2026
passport.use(new LocalStrategy(12))
Passport size photo 35x45 mm, 600 dpi
CNI : délai de 3 à 8 semaines
cni-plugins v1.4.0 and CNI 0.4.0 spec
la CNI ET LE PASSEPORT
Titre de séjour : étudiant, 12 mois, 75 euros
permis B : 1200 euros, 20 heures
permis AM dès 14 ans
Permis de conduire : 12 points, 3 ans de probation, 6 points
permis moto A2 35 kW
Driving licence costs 43 pounds in 2026
immatriculation provisoire WW en 2026
plaque de cuisson 4 feux 7200 W
plaque 60x60 cm, ref BA13 1200 mm
plaque signalétique CE 1234
registration 2026: open on 12/03
plate 12 of the book
voiture neuve : TVA 20 %, malus 60 000 euros
carte grise : 46,15 euros par CV en 2026
VIN number format: 17 characters
vin 2015 de Bordeaux, 12345 bouteilles
BIC et BNC : bénéfices non commerciaux
BIC : micro-BIC 188 700 euros
SWIFT 5.9 et XCODE 15
IBAN obligatoire, BIC facultatif DOCUMENTS
RPPS : 11 chiffres ; ADELI : 9 chiffres ; FINESS : 9 chiffres
FINESS 2026 liste 102 345 678 lignes
Né en 1975, il a 51 ans
Le projet est né le jour où 12/25 des votes
born in 1990, 35 years old
Anniversaire de mariage : 12 ans
date of birth is required (MM/DD/YYYY)
Format attendu : JJ/MM/AAAA, ex. date de naissance
tel que 12 345 678 euros
mobile first, 1024 768 px
portable 15 pouces 1920 1080
fixe 1 200 euros
téléphone : 10 chiffres
phone: 5 GHz 2400 MHz
fax 12 pages
cell 12 34 of the table
gsm 2600 MHz
Réponds en 3 points : 1. 2. 3.
Prix au m2 : 3 450 € à 69003, 5 200 € à 75011
12 rue en travaux
8 place disponibles
15 cours de danse, Lyon
2 avenues, 3 boulevards
3 impasses de la négociation
10 allée retour
5 quai de gare
au 3 route nationale
1 chemin de fer
7 villa avec piscine à Nice
4 Résidence secondaire, 12000 euros
Tour 3, 2e étage
Hall 4, stand B12, 75015 Paris
Salon de Paris, porte de Versailles, hall 4
CS2, CS 1.6 et CSGO 2026
BP 2026-2028, 12000 Rodez
10 Downloads Way More
Wall Street lost 500 points
Broadway shows in 2026
1234 Hill climbing Way
Room 101, Building 7, Floor 3
Suite 5, opus 12
PO BOX is required
open at 9 dot 30
Meet me at the office dot
a at b
let x = arr[at](0).com
@Component({selector: 'app-root'}) class App @ Input.name
def f(x) @ g.T
deux mille vingt-six, zéro, six, douze
chapitre un, deux, trois, quatre, cinq, six, sept
one two one two three four
double zero seven four five
zéro un zéro un zéro un zéro un zéro un
""".strip().split("\n")


def hidden(text):
    seen = Passage.of(view(text).text)
    return [
        (hit.type, seen.text[hit.start : hit.end], hit.score)
        for recognizer in catalogue.shipped()
        for hit in recognizer.find(seen)
        if hit.score >= HIDDEN
    ]


def test_there_are_enough_lines():
    assert len(LINES) >= 60


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_found_in_a_line(line):
    assert hidden(line) == []


def test_nothing_is_found_in_all_of_them_together():
    assert hidden("\n".join(LINES)) == []


def test_nothing_is_found_behind_spaces_of_another_kind():
    assert hidden("\n\n".join(LINES).replace(" ", "\u202f")) == []
