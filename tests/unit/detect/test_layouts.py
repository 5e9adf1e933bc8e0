"""Where something stands says that it is a name."""

import pytest

from paravent.detect.people import People
from paravent.detect.tables import name_cells, split_cells


@pytest.fixture
def named(lexicon, guesses):
    people = People(lexicon)

    def find(text):
        hits = people.find(text, guesses(text))
        return [
            text[one.start : one.end] for one in hits if one.type == "PERSON" and one.score >= 0.5
        ]

    return find


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # heads of mails, quoted or not
        ("De : Odalric Quérinec <o.querinec@exemple.fr>", ["Odalric Quérinec"]),
        ("From: Tendai Okonkwo <tendai@example.org>", ["Tendai Okonkwo"]),
        (
            "À : Odalric Quérinec <oq@exemple.fr>; Yannig Kerbrat <yk@exemple.fr>",
            ["Odalric Quérinec", "Yannig Kerbrat"],
        ),
        ("Cc : Quérinec; Kerbrat; Okonkwo", ["Quérinec", "Kerbrat", "Okonkwo"]),
        ("> To: Okonkwo, Kerbrat", ["Okonkwo", "Kerbrat"]),
        ("<givenName>Tuesday</givenName>", ["Tuesday"]),
        ("<ns:last_name>Okonkwo</ns:last_name>", ["Okonkwo"]),
        ("Réunion du 12/03. Présents : Quérinec, Rose Marchand", ["Quérinec", "Rose Marchand"]),
        ("Présents : Quérinec, K. Okonkwo. Le point suivant est long.", ["Quérinec", "K. Okonkwo"]),
        ("Minutes. Attendees: Okonkwo, Grace Brown", ["Okonkwo", "Grace Brown"]),
        (
            "Le lun. 3 mars 2025 à 10:12, Odalric Quérinec <oq@exemple.fr> a écrit :",
            ["Odalric Quérinec"],
        ),
        ("Le 3 mars 2025, Quérinec a écrit :", ["Quérinec"]),
        (
            "On Mon, Mar 3, 2025 at 10:12 AM Tendai Okonkwo <to@example.org> wrote:",
            ["Tendai Okonkwo"],
        ),
        ('"Okonkwo, Tendai" <to@example.org>', ["Okonkwo", "Tendai"]),
        # signatures
        ("Bien reçu.\n\nOdalric Quérinec\nGérant\nTél. : 06 12 34 56 78", ["Odalric Quérinec"]),
        ("--\nTendai Okonkwo\ntendai@example.org", ["Tendai Okonkwo"]),
        ("Sent from my phone\n\nT. Okonkwo\nAcme Ltd\n+44 20 7946 0958", ["T. Okonkwo"]),
        ("**Quérinec Odalric**\nwww.exemple.fr", ["Quérinec Odalric"]),
        # civil status
        ("Quérinec Odalric, né le 4 mars 1980 à Brest", ["Quérinec Odalric"]),
        ("Quérinec (locataire), demeurant 4 rue des Lilas", ["Quérinec"]),
        ("Odalric Quérinec, domicilié à Brest", ["Odalric Quérinec"]),
        ("Okonkwo, born on 4 July 1990", ["Okonkwo"]),
        ("Tendai Okonkwo, living at 4 High Street", ["Tendai Okonkwo"]),
        ("Okonkwo, aged 41, was examined", ["Okonkwo"]),
        ("Solène Kerbrat née Quérinec", ["Solène Kerbrat", "Quérinec"]),
        # tables, lists, keys
        ("id,customer,total\n1,Okonkwo,12\n2,Quérinec,14", ["Okonkwo", "Quérinec"]),
        ("Nom du client;Montant\nQuérinec;12", ["Quérinec"]),
        ("Locataire\tLoyer\nQuérinec\t800", ["Quérinec"]),
        ('nom;ville\n"Quérinec; Odalric";Brest', ["Quérinec; Odalric"]),
        ("| Patient | Chambre |\n|---|---|\n| Quérinec | 12 |", ["Quérinec"]),
        ('{"clients": ["Quérinec", "Tendai Okonkwo"]}', ["Quérinec", "Tendai Okonkwo"]),
        ("attendees: [Okonkwo, Kerbrat]", ["Okonkwo", "Kerbrat"]),
        ("participants:\n  - Quérinec\n  - Okonkwo\n", ["Quérinec", "Okonkwo"]),
        ('{"lastName": "Okonkwo"}', ["Okonkwo"]),
        (
            "INSERT INTO client (id, nom, tel) VALUES (1, 'Quérinec', '06'), (2, 'Okonkwo', '07');",
            ["Quérinec", "Okonkwo"],
        ),
        (
            "insert into users (first_name, last_name)\nvalues ('Tendai', 'O''Konkwo')",
            ["Tendai", "O''Konkwo"],
        ),
        (
            "Quérinec;Marie;Brest\nOkonkwo;Paul;Dax\nKerbrat;Louis;Lyon",
            ["Quérinec", "Marie", "Okonkwo", "Paul", "Kerbrat", "Louis"],
        ),
        (
            "Marie Quérinec\t12\nOkonkwo Tendai\t14\nPaul Kerbrat\t9\nLouis Vauquelin\t8",
            ["Marie Quérinec", "Okonkwo Tendai", "Paul Kerbrat", "Louis Vauquelin"],
        ),
        (
            "Marie Quérinec\nTendai Okonkwo\nPaul Kerbrat\nLouis Vauquelin",
            ["Marie Quérinec", "Tendai Okonkwo", "Paul Kerbrat", "Louis Vauquelin"],
        ),
    ],
)
def test_a_place_gives_a_name_away(named, text, names):
    found = named(text)
    assert [name for name in names if name not in found] == []


@pytest.mark.parametrize(
    "text",
    [
        "De : Service Clients <service@exemple.fr>",
        "From: Support Team <support@example.org>",
        "À : l'équipe, la direction",
        "On Monday, the client wrote: yes",
        "Service Comptabilité\nTél. : 06 12 34 56 78",
        "Notre adresse\n4 rue des Lilas\nTél. : 06 12 34 56 78",
        "Contact\ncontact@exemple.fr",
        "Une entreprise née en 1998, domiciliée à Brest",
        "Le contrat, demeurant en vigueur",
        "née le 25 mai 1984 à Kerzalun, domiciliée à Brest",
        "born on 4 July 1990 in Kerzalun, living at 4 High Street",
        "id,product,total\n1,Chaise,12\n2,Table,14",
        "Produit;Marque\nChaise;Novalis SARL\nTable;Novalis SARL",
        '{"colors": ["Rouge", "Bleu"]}',
        "steps:\n  - Installer\n  - Lancer\n",
        "INSERT INTO product (id, label) VALUES (1, 'Chaise')",
        "Chaise;Rouge;12\nTable;Bleu;14\nLampe;Vert;9",
        "Installer\nLancer\nArrêter\nVérifier",
        "Introduction\nMéthode de travail\nPlan de la page\nRésultats",
    ],
)
def test_another_place_does_not(named, text):
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Résume la vie de Victor Hugo, né le 26 février 1802 à Besançon.",
        "un poème de M. Victor Hugo",
        "M. Macron a présenté sa réforme devant le gouvernement",
        "Compare les romans de Mme Christie et de Victor Hugo",
        "Write about the speech of Mr. Obama, the former president",
        "La théorie de M. Einstein",
    ],
)
def test_the_famous_are_left(named, text):
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ma cliente Mme Macron ne paie plus", "Macron"),
        ("mon patient Victor Hugo tousse", "Victor Hugo"),
        ("Victor Hugo, notre locataire, est parti", "Victor Hugo"),
        ("la facture de Victor Hugo est impayée", "Victor Hugo"),
        ("Victor Hugo, 06 12 34 56 78", "Victor Hugo"),
        ("Victor Hugo <victor@exemple.fr>", "Victor Hugo"),
        ("Victor Hugo, 12 rue des Lilas, 69003 Lyon", "Victor Hugo"),
        ("our tenant Victor Hugo left", "Victor Hugo"),
        ("Nom : Victor Hugo", "Victor Hugo"),
        ("Mme Macron a appelé", "Macron"),
        ("Bonjour Victor Hugo, merci", "Victor Hugo"),
    ],
)
def test_a_client_who_has_a_famous_name_is_hidden(named, text, name):
    assert name in named(text)


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("a;b;c", ["a", "b", "c"]),
        ('"a;b";c', ['"a;b"', "c"]),
        ('"a ""x;y"" b";c', ['"a ""x;y"" b"', "c"]),
        (";;", ["", "", ""]),
        ('a;"b', ["a", '"b']),
    ],
)
def test_what_is_quoted_may_hold_delimiters(line, cells):
    assert [line[start:end] for start, end in split_cells(line, ";")] == cells


@pytest.mark.parametrize(
    "unit",
    [
        "insert into t (nom) values ('",
        "insert into t (nom) values (1,",
        'nom: ["',
        "noms:\n- ",
        "Nom;",
        '";',
        "Marie <a@",
        "- Marie\n",
        "Marie Quérinec\n",
        "a.a@a.",
        "06 1",
        "De : a, ",
        "né le ",
    ],
)
def test_no_repetition_is_slow(named, unit):
    text = unit * (8_000 // len(unit))
    assert isinstance(named(text), list)
    assert len(list(name_cells(text))) <= len(text)
