"""Words of other languages and trades and acronyms stay; names that are none of these are hidden."""

import pytest

STAY = (
    ("Traduis ce menu : Antipasti misti, puis le dessert", "Antipasti misti"),
    ("Que veut dire Lieferung dans un mail allemand ?", "Lieferung"),
    ("le code lit la valeur du microcontroller deux fois", "microcontroller"),
    ("Fais la synthèse du bilan WISC-V de juin", "WISC-V"),
    ("When would a DFG grant cover a stairlift?", "DFG grant"),
    ("When does the ATO publish its rates?", "ATO"),
    ("my NINO is on the letter", "NINO"),
    ("Contact: MAIF, sinistres et contrats", "MAIF"),
    ("explique « Alea jacta est » aux élèves de la classe", "Alea jacta"),
)
HIDDEN = (
    ("Carlo said the invoice is wrong", "Carlo"),
    ("Mme ATO a signé hier le contrat", "ATO"),
    ("Contact : NINO, au premier étage du bâtiment", "NINO"),
    ("Lieferung said that he pays", "Lieferung"),
    ("le dossier de Rosa bonita, ma cliente", "Rosa bonita"),
    ("relance DUPONT pour sa facture de mars", "DUPONT"),
)


@pytest.mark.parametrize(("text", "name"), STAY)
def test_a_word_stays(hidden, text, name):
    assert hidden(text, name) == []


@pytest.mark.parametrize(("text", "name"), HIDDEN)
def test_somebody_is_hidden(hidden, text, name):
    assert hidden(text, name) == [name]
