from types import SimpleNamespace

import pytest

from paravent.detect.base import Hit
from paravent.detect.casing import recase
from paravent.detect.people import People
from paravent.detect.tables import name_cells


@pytest.fixture(scope="module")
def people(lexicon, guesses):
    """Finds with the model's guesses, unless a test says what is guessed."""
    found = People(lexicon)
    return SimpleNamespace(find=lambda text, told=(): found.find(text, told or guesses(text)))


def names(people, text, *guesses):
    hits = people.find(text, [guess(text, *told) for told in guesses])
    return [text[hit.start : hit.end] for hit in hits if hit.type == "PERSON" and hit.score >= 0.5]


def guess(text, part, type_="PERSON"):
    return Hit(text.index(part), text.index(part) + len(part), type_, 0.95, "ner")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Réponds à M. Courtois avant midi", "Courtois"),
        ("selon Me Delaunay, le bail", "Delaunay"),
        ("Nom : SAINT-MARTlN   Prénoms : Aurélien", "SAINT-MARTlN"),
        ("1.2 Catherine ° ca 1902", "Catherine"),
        ("[14/11/2026, 18:02] Gemma: right so", "Gemma"),
        ("11/14/26, 6:02 PM - Gemma: right so", "Gemma"),
        ("Mme Le Goff appelle", "Le Goff"),
        ("le Dr de Villeneuve", "de Villeneuve"),
        ("Présents : Nadia, le Dr Sanz, moi", "Sanz"),
        ("Compagnon actuel : « Seb », chauffeur", "Seb"),
        ("so was the tenant's sister April.", "April"),
        ("a poem for my wife Rosalind's 40th", "Rosalind"),
        ("Monsieur Lundi a déplacé son rendez-vous", "Lundi"),
        ('my friend Constance ("Connie") Bell as', 'Constance ("Connie") Bell'),
        ("dîner avec Mme la bâtonnière Ravel", "Ravel"),
        ("DEED OF GIFT TO HER SON JASPER", "JASPER"),
        ("aide moi à écrire à mme lefebvre stp", "lefebvre"),
        ("Bonjour Wendeline, merci", "Wendeline"),
        ("Hi Bob, thanks", "Bob"),
        ("Cordialement,\nOdalric Vauquelin", "Odalric Vauquelin"),
        ("Nom : PELLETIER\nVille : Limoges", "PELLETIER"),
        ('{"last_name": "Castellan"}', "Castellan"),
        ("WHERE nom = 'Hamelin' AND x", "Hamelin"),
        ("[10:12] Léa : on a reçu", "Léa"),
        ("Dans l'affaire Bouvier c/ Sanchez", "Sanchez"),
        ("- Camille doit relancer", "Camille"),
        ("réservation au nom de Lemaire", "Lemaire"),
        ("MM. Haddad, Mme Le Roux et Mme Petit", "Le Roux"),
        ("signé TRAN Van Hieu", "TRAN Van Hieu"),
        ("tu peux voir avec sarah stp", "sarah"),
        ("URGENT: CALL MELINDA GRAVES ABOUT IT", "MELINDA GRAVES"),
        ("Mme Macron a appelé", "Macron"),
        ("https://exemple.fr/a;Kerbrat Lucie;paul@exemple.fr;Odile Vidal", "Odile Vidal"),
        ("avec Nguyễn Thị Lan hier", "Nguyễn Thị Lan"),
        ("vu avec Sylvain Page hier", "Sylvain Page"),
        ("Présents : Sylvain Page et Sandrine Marchand", "Sandrine Marchand"),
        ("DUPONT Marie est venue", "DUPONT Marie"),
        ("Le gérant J.-P. Moreau signe, M. J.-P. Moreau", "J.-P. Moreau"),
    ],
)
def test_a_name_is_given_away_by_what_is_around(people, text, name):
    assert name in names(people, text)


@pytest.mark.parametrize(
    "text",
    [
        "Rédige une relance. Traduis ce texte. Bonjour, la TVA est due.",
        "Madame, Monsieur, Monsieur le Maire, Madame la Présidente,",
        "Client : Entreprise\nNom ; Prénom ; Ville",
        "12 rue Victor Hugo et lycée Jules Ferry",
        "Madame la maire de Nantes, Monsieur le préfet de Bretagne",
        "Client : Novalis SARL",
        "Cordialement,\n\nLe service client",
        "Article 3 : Résiliation",
        "Bonjour à tous, merci d'avance",
        "Ordre du jour :\nPage 3, Petit budget",
    ],
)
def test_an_ordinary_word_is_no_name(people, text):
    assert names(people, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "voir https://fr.wikipedia.org/wiki/Marie_Kerbrat ici",
        "regarde www.exemple.fr/marie/paul stp",
        "écris à marie.kerbrat@exemple.fr stp",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA/Marie/Paul+Lucie/AAUAAAAFCAYAAACNbyblAAAAHElEQVQI",
    ],
)
def test_an_address_is_not_taken_to_pieces(people, text):
    assert names(people, text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[00:00:09] Caller: hi", "Caller"),
        ("depuis hier, SN VNB3R12345.", "SN VNB3R12345"),
        ("Laptop asset NG-LT-0932, MAC", "NG-LT"),
    ],
)
def test_who_speaks_and_serial_numbers_are_nobody(people, text, word):
    assert people.find(text, [guess(text, word)]) == []


@pytest.mark.parametrize(
    "text", ["our partner March sales", "my manager May 5 report", "Chef : Nantes"]
)
def test_a_month_or_a_town_behind_a_relation_is_nobody(people, text):
    assert [hit for hit in people.find(text, []) if hit.score >= 0.5] == []


def test_what_is_elided_before_a_first_name_is_no_part_of_it(people):
    text = "vu la maman d'Enzo hier"
    (hit,) = people.find(text, [guess(text, "d'Enzo")])
    assert text[hit.start : hit.end] == "Enzo"


@pytest.mark.parametrize("word", ["Rédige", "Traduis", "TVA", "Bonjour", "Livraison", "Décision"])
def test_a_guess_at_an_ordinary_word_is_dropped(people, word):
    assert names(people, f"{word} demain", (word,)) == []


@pytest.mark.parametrize("word", ["poisson", "gens", "walls", "pâte", "toy"])
def test_a_word_in_lower_case_needs_more_than_a_strong_guess(people, word):
    text = f"Vus {word} ici"
    told = [Hit(4, 4 + len(word), "PERSON", 0.99, "ner")]
    assert [hit for hit in people.find(text, told) if hit.score >= 0.5] == []


def test_a_word_may_be_a_name_where_nothing_has_capitals(people):
    text = "vu avec poisson hier"
    told = [Hit(8, 15, "PERSON", 0.99, "ner")]
    assert [text[hit.start : hit.end] for hit in people.find(text, told)] == ["poisson"]


def test_a_name_in_lower_case_needs_no_more(people):
    text = "avec bernadette kerbrat ici"
    assert people.find(text, [Hit(5, 23, "PERSON", 0.9, "ner")])[0].score >= 0.5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("le chat sauvage (Vulpis minoris) et sa cliente", "Vulpis minoris"),
        ("our client watches the DOW all day", "DOW"),
        ("under the Facility, all Loan Documents of my client", "Loan Documents"),
    ],
)
def test_a_guess_at_latin_an_acronym_or_a_phrase_is_doubtful(people, text, name):
    assert names(people, text, (name,)) == []


def test_a_guess_is_trimmed(people):
    assert names(
        people, "Bonjour Madame Odalie Quérinec !", ("Bonjour Madame Odalie Quérinec",)
    ) == ["Odalie Quérinec"]


def test_the_beginning_of_a_surname_is_no_word_beside_it(people):
    assert names(people, "Saint Clair Odalie arrive", ("Saint Clair Odalie",)) == [
        "Saint Clair Odalie"
    ]


@pytest.mark.parametrize(
    ("text", "word", "score"),
    [
        ("the Hendersons want an invoice", "Hendersons", 0.4),
        ("she says that Earl drove", "Earl", 0.7),
    ],
)
def test_a_guess_that_its_word_bears_out(people, text, word, score):
    (hit,) = people.find(text, [guess(text, word)._replace(score=score)])
    assert (hit.score, text[hit.start : hit.end]) >= (0.5, word)


@pytest.mark.parametrize(
    ("text", "word", "score"),
    [("chase the Wordings today", "Wordings", 0.4), ("she drove to Chester", "Chester", 0.7)],
)
def test_a_guess_that_its_word_speaks_against(people, text, word, score):
    assert people.find(text, [guess(text, word)._replace(score=score)]) == []


def test_a_doubtful_guess_counts_in_a_row(people):
    text = "Badges pour Odalie et Prune, puis Olive"
    doubts = [guess(text, word)._replace(score=0.2) for word in ("Prune", "Olive")]
    found = people.find(text, [guess(text, "Odalie"), *doubts])
    assert [text[hit.start : hit.end] for hit in found] == ["Odalie", "Prune"]


def test_a_particle_sets_no_name_apart(people):
    text = "Candidature de Aurélien de Saint-Vallier"
    assert names(people, text, ("Aurélien",), ("Saint-Vallier",)) == ["Aurélien de Saint-Vallier"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We regard the project as closed.\nM. Haldane", "M. Haldane"),
        ("Le dossier est clos pour nous.\nM. Haldane", "Haldane"),
    ],
)
def test_m_is_monsieur_in_french_only(people, text, name):
    assert names(people, text, ("M. Haldane",)) == [name]


def test_a_scan_leaves_digits_in_a_name(people):
    assert names(people, "vu par Edm0nd hier", ("Edm",)) == ["Edm0nd"]


@pytest.mark.parametrize(
    "text",
    ["Name: Pizzeria\nquiet", "Customer: Yeah, fine", 'print("Hello World")'],
)
def test_a_thing_that_is_announced_needs_a_guess(people, text):
    assert names(people, text) == []


def test_an_account_in_code_is_an_identifier(people):
    text = "```python\nrow.owner_id = fetch(row)\n```"
    assert people.find(text, [guess(text, "owner_id", "HANDLE")]) == []


def test_an_account_of_letters_alone_needs_a_sure_guess(people):
    text = "inputs are textbox and odalie42"
    told = [guess(text, word, "HANDLE")._replace(score=0.8) for word in ("textbox", "odalie42")]
    found = people.find(text, told)
    assert [text[hit.start : hit.end] for hit in found] == ["odalie42"]


def test_a_guess_over_two_lines_is_two(people):
    text = "Odalie Quérinec\nVandermeulen"
    assert names(people, text, (text,)) == ["Odalie Quérinec", "Vandermeulen"]


def test_a_place_named_like_a_person_is_a_person(people):
    assert names(people, "avec Solène Kervella", ("Solène Kervella", "LOCATION")) == [
        "Solène Kervella"
    ]


def test_no_place_is_left_where_a_person_stands(people):
    text = "Signé : Kervella"
    found = people.find(text, [guess(text, "Kervella", "ORGANISATION")])
    assert [hit.type for hit in found] == ["PERSON"]


def test_a_place_stays_a_place(people):
    text = "Il habite Limoges"
    assert people.find(text, [guess(text, "Limoges", "LOCATION")]) == [
        guess(text, "Limoges", "LOCATION")
    ]


def test_the_famous_are_found_but_not_hidden(people):
    text = "un poème de Victor Hugo"
    (hit,) = people.find(text, [guess(text, "Victor Hugo")])
    assert hit.score < 0.5


def test_overlapping_finds_become_one(people):
    text = "Bonjour Jean-Marc Kowalczyk Silva,"
    assert names(people, text, ("Kowalczyk Silva",)) == ["Jean-Marc Kowalczyk Silva"]


def test_capitals_are_brought_down_and_first_names_up(lexicon):
    shouted = "RELANCE CLIENT : DELPHINE ROUSSET N'A PAS PAYÉ"
    assert "Delphine Rousset" in recase(shouted, lexicon)
    assert "Patrick m'insulte" in recase("son mari patrick m'insulte", lexicon)
    assert "Sandrine Kerbrat" in recase("écris à sandrine kerbrat stp", lexicon)
    assert recase("Un texte de Sandrine", lexicon) == "Un texte de Sandrine"


def test_case_never_changes_the_length(lexicon):
    for text in ("STRAẞE İSTANBUL ŒUVRE ŉ ǆ DELPHINE", "ﬁn de marie ß œuvre straße"):
        assert len(recase(text, lexicon)) == len(text)


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("nom;ville\nKerbrat;Brest\nVidal;Dax", ["Kerbrat", "Vidal"]),
        ("id,last_name,first_name\n1,Okafor,Chidi", ["Okafor", "Chidi"]),
        ("| Patient | Date |\n| --- | --- |\n| Vasseur | 12/05 |", [" --- ", " Vasseur "]),
        ("ville;pays\nBrest;France", []),
        ("nom;ville\nun texte sans colonnes", []),
    ],
)
def test_cells_under_a_heading_of_names(table, cells):
    assert [table[start:end] for start, end in name_cells(table)] == cells


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Locataire québécois, NAS 421 176 504", "NAS"),
        ("elle est arrivée au SAU dans la nuit", "SAU"),
        ("the next of kin, N.O.K., is blank", "N.O.K."),
        ("chute le 20/11, ATCD PTH gauche", "ATCD PTH"),
    ],
)
def test_what_forms_abbreviate_is_nobody(people, text, part):
    assert names(people, text, (part,)) == []


@pytest.mark.parametrize("name", ["A.O.O.", "D. M. R.", "L E O N I D A S", "KIM"])
def test_initials_and_short_names_are_somebody(people, name):
    assert names(people, f"we saw {name} yesterday evening", (name,)) != []


@pytest.mark.parametrize(
    "text",
    [
        "Dear AI, please help me",
        "[14/11/2026 18:03] Error: disk full",
        "Angle ° 45, puis Angle ° 30",
    ],
)
def test_programs_and_measures_are_nobody(lexicon, text):
    assert names(People(lexicon), text) == []


def test_what_is_left_of_an_address_is_none(people):
    text = "habite [ADRESSE 69, Villeurbanne], merci"
    start = text.index("69")
    told = [Hit(start, text.index("]"), "ADDRESS", 0.98, "ner")]
    assert people.find(text, told) == []
    assert people.find(text.replace("[ADRESSE ", "au "), [Hit(10, 26, "ADDRESS", 0.98, "ner")])


def test_who_is_named_behind_an_address_is_no_part_of_it(people):
    text = "vendu 6 chemin de la Fontaine 29160 Crozon à Damien hier"
    found = people.find(text, [Hit(6, 51, "ADDRESS", 0.97, "ner")])
    assert {(text[hit.start : hit.end], hit.type) for hit in found} == {
        ("6 chemin de la Fontaine 29160 Crozon", "ADDRESS"),
        ("Damien", "PERSON"),
    }
