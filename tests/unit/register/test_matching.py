"""What the register finds of each kind of entry, and what it leaves alone."""

import pytest

from registering import entry, found_in

MARIE = entry("person", "Marie Dupont")
PETIT = entry("person", "Jean-Pierre Petit")
LUMEN = entry("company", "Atelier Lumen SARL")
HITS = [
    (MARIE, "relance marie dupont", "marie dupont"),
    (MARIE, "DUPONT Marie, cliente", "DUPONT Marie"),
    (MARIE, "Bonjour Mme Dupont,", "Dupont"),
    (MARIE, "relance dupont", "dupont"),
    (MARIE, "le dossier de M. Dupont", "Dupont"),
    (MARIE, "Marie\u00a0Dupont", "Marie\u00a0Dupont"),
    (MARIE, "Marie\nDupont", "Marie\nDupont"),
    (MARIE, "Ma\u200brie Du\u00adpont", "Ma\u200brie Du\u00adpont"),
    (MARIE, "les Duponts arrivent", "Duponts"),
    (MARIE, "Dupont's file", "Dupont"),
    (MARIE, "dupont-marie", "dupont-marie"),
    (MARIE, "marie.dupont@exemple.fr", "marie.dupont"),
    (MARIE, "compte mdupont", "mdupont"),
    (MARIE, "compte dupontm", "dupontm"),
    (MARIE, "FactureDupont2024.pdf", "Dupont"),
    (MARIE, "MarieDupont75", "MarieDupont"),
    (MARIE, "Marie D. viendra", "Marie D"),
    (MARIE, "Marie D… viendra", "Marie D"),
    (MARIE, "vu “Marie D”", "Marie D"),
    (entry("person", "Jan Šimek"), "Jan Š. viendra", "Jan Š"),
    (entry("person", "Jan Šimek"), "Jan Š", "Jan Š"),
    (MARIE, "Dupont M. viendra", "Dupont M"),
    (entry("company", "L'Oréal"), "ContratLOréal2024", "LOréal"),
    (MARIE, "Marie%20Dupont", "Marie%20Dupont"),
    (MARIE, "Marie\\u0020Dupont", "Marie\\u0020Dupont"),
    (PETIT, "jean pierre petit", "jean pierre petit"),
    (PETIT, "Jean Petit", "Jean Petit"),
    (PETIT, "J.-P. Petit", "J.-P. Petit"),
    (PETIT, "JP Petit", "JP Petit"),
    (PETIT, "M. Petit dit", "Petit"),
    (PETIT, "mme petit dit", "petit"),
    (PETIT, "le dossier Petit", "Petit"),
    (PETIT, "PETIT Jean-Pierre", "PETIT Jean-Pierre"),
    (entry("person", "DUPONT-MARTIN Éloïse"), "Eloise Dupont Martin", "Eloise Dupont Martin"),
    (entry("person", "DUPONT-MARTIN Éloïse"), "éloïse dupont", "dupont"),
    (entry("person", "Dubois, Sylvie"), "Mme Du Bois", "Du Bois"),
    (entry("person", "Chloé Lecœur"), "Chloe LECOEUR", "Chloe LECOEUR"),
    (entry("person", "Ana", family=None), "avec Ana demain", "Ana"),
    (entry("person", "Sean O'Brien"), "sean obrien", "sean obrien"),
    (entry("person", "Sean O'Brien"), "O’Brien called", "O’Brien"),
    (LUMEN, "l'atelier-lumen", "atelier-lumen"),
    (LUMEN, "ATELIER LUMEN S.A.R.L", "ATELIER LUMEN"),
    (LUMEN, "https://atelier_lumen.test", "atelier_lumen"),
    (LUMEN, "AtelierLumen", "AtelierLumen"),
    (entry("company", "Dupont & Fils"), "Dupont et Fils", "Dupont et Fils"),
    (entry("company", "Orange"), "Orange a résilié", "Orange"),
    (entry("domain", "www.atelier-lumen.fr"), "contact@atelier-lumen.fr", "atelier-lumen.fr"),
    (entry("address", "12 avenue des Lilas, 69003 Lyon"), "12 av. des lilas", "12 av. des lilas"),
    (entry("address", "12 avenue des Lilas, 69003 Lyon"), "12 Avenue des Lilas\n69003 LYON",
     "12 Avenue des Lilas\n69003 LYON"),
    (entry("project", "Aurore boréale"), "Projet aurore boréale", "Projet aurore boréale"),
    (entry("file", "2024-0457-B"), "réf. 2024/0457/b", "2024/0457/b"),
    (entry("file", "2024-0457-B"), "20240457B", "20240457B"),
    (entry("file", "1247"), "dossier 1247", "1247"),
    (entry("phone", "06 12 34 56 78"), "+33 6 12 34 56 78", "33 6 12 34 56 78"),
    (entry("phone", "06 12 34 56 78"), "0612345678", "0612345678"),
    (entry("email", "m.dupont@exemple.fr"), "M.Dupont@Exemple.fr", "M.Dupont@Exemple.fr"),
    (entry("person", "Mimi", alias=True), "salut Mimi", "Mimi"),
]  # fmt: skip
MISSES = [
    (PETIT, "un petit rappel, petit à petit"),
    (PETIT, "Petit rappel : la facture"),
    (PETIT, "LE PETIT DÉJEUNER EST OFFERT"),
    (PETIT, "le Petit Prince"),
    (PETIT, "PetitDejeuner"),
    (MARIE, "Marie Curie et le pont d'Avignon"),
    (MARIE, "du pont"),
    (MARIE, "Dupontel joue"),
    (MARIE, "Marie d'Orléans"),
    (MARIE, "Dupuis"),
    (entry("person", "Sylvie Dubois"), "au fond du bois"),
    (entry("company", "Orange"), "un jus d'orange, la carte orange"),
    (entry("company", "La Petite Maison"), "une petite maison, la petite maison"),
    (LUMEN, "un atelier d'artiste, mille lumens"),
    (entry("file", "1247"), "il y a 1247 lignes"),
    (entry("file", "2024-0457-B"), "2024-0457"),
    (entry("address", "12 avenue des Lilas, 69003 Lyon"), "14 avenue des Lilas"),
    (entry("domain", "atelier-lumen.fr"), "atelier.fr"),
    (entry("person", "Luc Ba"), "ba, le bas, Bas"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "text", "wanted"), HITS)
def test_found(one, text, wanted):
    assert found_in(text, one) == [wanted]


@pytest.mark.parametrize(("one", "text"), MISSES)
def test_left_alone(one, text):
    assert found_in(text, one) == []


def test_a_variant_that_was_dropped_is_not_found():
    one = entry("person", "Claire Fontaine-Lune", dropped=frozenset({"lune", "fontaine"}))
    assert found_in("Madame Lune et Mme Fontaine", one) == []
    assert found_in("Claire Fontaine-Lune", one) == ["Claire Fontaine-Lune"]
