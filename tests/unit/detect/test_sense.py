"""A name found once is found again in all its forms, and ordinary words are left alone."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paravent.core.types import Finding
from paravent.detect.cast import take_apart
from paravent.detect.sense import Sense, may_concern, vocabulary

MARIE = "Solène Kervadec"


@pytest.fixture(scope="module")
def sense(lexicon):
    return Sense(lexicon)


@pytest.fixture
def again(sense):
    """What is found of these people in a text where nothing was found yet."""

    def find(text, *names):
        cast = sense.cast(frozenset(names))
        return [text[one.start : one.end] for one in sense.spread(text, [], cast)]

    return find


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Kervadec n'a pas payé", "Kervadec"),
        ("rappelle Mme Kervadec", "Kervadec"),
        ("le dossier kervadec avance", "kervadec"),
        ("DOSSIER KERVADEC : RELANCE", "KERVADEC"),
        ("Solène a signé", "Solène"),
        ("Solene a signé", "Solene"),
        ("écris à solene.kervadec@exemple.fr", "solene.kervadec"),
        ("le compte skervadec est bloqué", "skervadec"),
        ("USER SKERVADEC LOCKED", "SKERVADEC"),
        ("login: kervadecs", "kervadecs"),
        ("le pseudo solenekervadec", "solenekervadec"),
        ("la classe SolèneKervadec", "SolèneKervadec"),
        ("KERVADEC Solène, née à Brest", "KERVADEC Solène"),
        ("KERVADEC, Solène", "KERVADEC"),
        ("vu avec S. K. ce matin", "S. K."),
        ("vu avec S.K. ce matin", "S.K."),
        ("vu avec S. Kervadec hier", "S. Kervadec"),
        ("vu avec Solène K. hier", "Solène K."),
        ("Kervadec's invoice is late", "Kervadec"),
        ("le bail d'Kervadec", "Kervadec"),
        ("l’avis de Kervadec", "Kervadec"),
        ("Contrat_Kervadec_2024.pdf", "Kervadec"),
        ("https://exemple.fr/in/solene-kervadec", "solene-kervadec"),
        ("Solène\u00a0Kervadec", "Solène\u00a0Kervadec"),
        ("Ker\u200bvadec", "Ker\u200bvadec"),
        ("@Solène tu peux regarder ?", "Solène"),
        ("nom;prénom\nKervadec;Solène", "Kervadec"),
        ("merci de rappeler solène demain, elle attend", "solène"),
        ("print('Kervadec')", "Kervadec"),
        ("x = 1  # vu avec Solène", "Solène"),
        ("```python\nrun()  # pour Kervadec\n```", "Kervadec"),
        ("On en reparle lundi.\nSK", "SK"),
        ("> Rien de neuf.\n> S.\n\nRéponds que si", "S."),
        ("Merci,\n\n– Solè\n\nRaccourcis", "Solè"),
    ],
)
def test_a_form_is_found(again, text, form):
    assert form in again(text, MARIE)


@pytest.mark.parametrize(
    "text",
    [
        "Kervadeck et Solènes",
        "La Solénoïde",
        "S. L. et P. K.",
        "vu à 10 h, cf. p. s. k.",
        "Il parle de solène sans capitale, mais Ce Texte En A Beaucoup D'Autres",
        "class Kervadec(Base):\n    pass",
        "kervadec = Client()",
        "```js\nconst kervadec = solene.find()\n```",
        "```python\nimport kervadec\nkervadec.run(solene)\n```",
        "https://kervadec.example/tarifs",
        "Quelle réponse est juste ?\nS\nT",
        "Quelle réponse est juste ?\nS\n\nT\n\nExplique",
        "SK\nest une abréviation",
        "Merci,\n\nSK est une abréviation",
        "Merci,\n\nTK",
        "colonne\nSK\n\nligne",
    ],
)
def test_what_is_no_form_is_not(again, text):
    assert again(text, MARIE) == []


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("Rose Petit", "Bonjour Mme Petit", "Petit"),
        ("Rose Petit", "Le dossier est chez Petit depuis hier", "Petit"),
        ("Rose Petit", "Petit, Rose", "Petit"),
        ("Rose Petit", "nom;prénom\nPetit;Rose", "Rose"),
        ("Rose Petit", "Relance Petit et les autres. Un petit rappel suffit.", "Petit"),
        ("Rose Petit", "Petit a dit oui", "Petit"),
        ("Rose Petit", "Petit ne paie pas", "Petit"),
        ("Tom Green", "Green said no", "Green"),
        ("Rose Petit", "on attend la réponse de Rose", "Rose"),
        ("Rose Petit", "écris à mme petit stp", "petit"),
        ("Claire Marchand", "vu avec Marchand hier", "Marchand"),
        ("Claire Marchand", "J'ai eu Claire au téléphone", "Claire"),
        ("Tom Green", "We met Green yesterday", "Green"),
        ("Tom Green", "Dear Mr. Green, thank you", "Green"),
        ("Tom Green", "T. Green signed", "T. Green"),
        ("Grace Page", "I asked Page about it", "Page"),
        ("Le Goff", "M. Le Goff a payé", "Le Goff"),
        ("Jean de la Tour", "avec M. de la Tour hier", "de la Tour"),
        ("Anne-Marie O'Brien", "obrien a répondu", "obrien"),
        ("Anne-Marie O'Brien", "avec O’Brien", "O’Brien"),
        ("Jean-Marc Kowalczyk", "Jean-Marc arrive", "Jean-Marc"),
        ("Jean-Marc Kowalczyk", "JM Kowalczyk et jmkowalczyk", "jmkowalczyk"),
        ("Li Wu", "Mme Wu arrive", "Wu"),
        ("Иван Петров", "Петров пришёл", "Петров"),
        ("Nguyễn Thị Lan", "nguyen thi lan", "nguyen thi lan"),
    ],
)
def test_a_name_that_is_a_word_is_found_where_it_is_written_as_a_name(again, name, text, form):
    assert form in again(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Rose Petit", "Petit déjeuner offert. Petit rappel : la rose est petite."),
        ("Rose Petit", "un petit pain, une Rose fanée, le Petit Prince"),
        ("Rose Petit", "- Petit budget\n- Rose ou bleu ?"),
        ("Rose Petit", "PETIT BUDGET POUR ROSE"),
        ("Rose Petit", "12 rue Petit à Lille"),
        ("Claire Marchand", "Le Marchand de Venise est une pièce claire"),
        ("Grace Page", "See Page 3, then page 4. Page not found"),
        ("Tom Green", "Green energy is a green choice. The Green Deal"),
        ("Tom Green", "a green field"),
        ("Tom Green", "Green is a colour. Plan For Green Energy"),
        ("Grace Page", "Page a expiré. Page is not found."),
        ("Rose Petit", "Plan Marketing Petit Budget"),
        ("Li Wu", "li et wu"),
        ("Jean de la Tour", "la tour Eiffel et de la farine"),
        ("Sam Arche", "il marche"),
        ("Paul Martin", "P. M. Conditions: 3 p.m."),
    ],
)
def test_an_ordinary_word_is_left(again, name, text):
    assert again(text, name) == []


def person(text, value, *, source="context", kind="PERSON"):
    start = text.index(value)
    return Finding(start, start + len(value), kind, 0.9, source)


@pytest.mark.parametrize(
    ("text", "value", "kind", "source", "names"),
    [
        ("avec Solène Kervadec", "Solène Kervadec", "PERSON", "ner", {"Solène Kervadec"}),
        ("Mme Petit", "Petit", "PERSON", "context", {"Petit"}),
        ("Livraison demain", "Livraison", "PERSON", "ner", set()),
        ("Cabinet Kervadec", "Cabinet Kervadec", "PERSON", "ner", set()),
        ("à Brest", "Brest", "LOCATION", "ner", set()),
        ("ou Kervadec", "Kervadec", "PERSON", "repeat", set()),
        ("a solene.kervadec@x.fr", "solene.kervadec@x.fr", "EMAIL", "email", {"solene kervadec"}),
        ("a s.kervadec@x.fr", "s.kervadec@x.fr", "EMAIL", "email", {"s kervadec"}),
        ("@solene_kervadec", "@solene_kervadec", "HANDLE", "handle", {"solene kervadec"}),
        ("a service.client@x.fr", "service.client@x.fr", "EMAIL", "email", set()),
        ("a contact@kervadec.fr", "contact@kervadec.fr", "EMAIL", "email", set()),
        ("a paris.nord@x.fr", "paris.nord@x.fr", "EMAIL", "email", set()),
        ("a marie.rh@x.fr", "marie.rh@x.fr", "EMAIL", "email", set()),
    ],
)
def test_what_gives_a_name_away(sense, text, value, kind, source, names):
    assert sense.names(text, [person(text, value, kind=kind, source=source)]) == names


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("Marie Dupont", ("marie",), ("dupont",)),
        ("DUPONT Marie", ("marie",), ("dupont",)),
        ("Dupont Marie", ("marie",), ("dupont",)),
        ("MARIE DUPONT", ("marie",), ("dupont",)),
        ("Marie Martin", ("marie",), ("martin",)),
        ("Jean-Marc Kowalczyk", ("jean", "marc"), ("kowalczyk",)),
        ("Jean de la Tour", ("jean",), ("tour",)),
        ("Le Goff", (), ("goff",)),
        ("Okonkwo", (), ("okonkwo",)),
        ("Marie", ("marie",), ()),
        ("J. Dupont", ("j",), ("dupont",)),
    ],
)
def test_a_name_is_taken_apart(lexicon, name, given, surname):
    apart = take_apart(name, lexicon)
    assert (apart.given, apart.surname) == (given, surname)


def test_what_is_found_already_is_not_found_again(sense):
    text = "Mme Kervadec, et Kervadec à la banque Kervadec"
    found = [person(text, "Kervadec"), Finding(31, len(text), "ORGANISATION", 0.9, "ner")]
    more = sense.within(text, found)
    assert [(one.start, one.source) for one in more] == [(17, "repeat"), (38, "repeat")]


def test_addresses_tell_the_names_beside_them(sense):
    text = "Solène passe demain, Kervadec aussi : solene.kervadec@exemple.fr"
    mail = person(text, "solene.kervadec@exemple.fr", kind="EMAIL")
    assert [text[f.start : f.end] for f in sense.within(text, [mail])] == ["Solène", "Kervadec"]


def test_an_address_ends_a_name(again):
    text = "Solène Kervadec, solene.kervadec@exemple.fr"
    assert again(text, MARIE)[0] == "Solène Kervadec"


def test_two_people_of_one_surname_are_two(again):
    text = "Solène et Paul Kervadec, puis Paul, Kervadec"
    assert again(text, "Solène Kervadec", "Paul Kervadec") == [
        "Solène",
        "Paul Kervadec",
        "Paul",
        "Kervadec",
    ]


def test_a_word_signs_for_nobody_and_neither_does_a_day(again):
    assert again("On verra.\n\nMot\n\nFin.\n\nSam", "Motte Samson", "Samuel Bell") == []
    assert again("See below.\n\nRos", "Rosalind Bell") == ["Ros"]


NAMES = ("Solène Kervadec", "Paul Le Goff", "Rose Petit", "Tom Green", "Mme Okonkwo")
PIECES = st.sampled_from(
    [
        *NAMES,
        "Kervadec",
        "Goff",
        "solène",
        "Petit",
        "un petit",
        "Rose",
        "tgreen",
        ". ",
        "\n",
        ", ",
        "SK",
        "P.",
        "Sol",
    ]
)
TEXT = st.lists(PIECES, max_size=12).map(" ".join)


@settings(deadline=None)
@given(text=TEXT, names=st.permutations(NAMES), count=st.integers(0, len(NAMES)))
def test_the_order_of_names_changes_nothing(sense, text, names, count):
    found = sense.spread(text, [], sense.cast(frozenset(names[:count])))
    assert found == sense.spread(text, [], sense.cast(frozenset(reversed(names[:count]))))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] for one in found)


@settings(deadline=None)
@given(text=TEXT, name=st.sampled_from(NAMES))
def test_a_vocabulary_forgets_no_text_that_is_concerned(sense, text, name):
    cast = sense.cast(frozenset([name]))
    if sense.spread(text, [], cast):
        assert may_concern(vocabulary(text), cast.keys(name))


def test_a_vocabulary_tells_texts_that_are_not_concerned(sense):
    keys = list(sense.cast(frozenset([MARIE])).keys(MARIE))
    assert not may_concern(vocabulary("Bonjour, la facture est jointe."), keys)
    assert may_concern(vocabulary("vu avec S. K. ce matin"), keys)


def calls(work):
    """How many functions are called, those written in C included."""
    count = 0

    def see(*_):
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def crowd(number):
    return [f"Prénom{letters(n)} Nom{letters(n)}" for n in range(number)]


def letters(number):
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


def story(names, mentions):
    said = "le contrat est joint au dossier, {} attend une réponse. "
    return "".join(said.format(names[n % len(names)].split()[n % 2]) for n in range(mentions))


def test_work_grows_as_the_text_does_whatever_names_there_are(sense):
    work = {}
    for count in (50, 5_000):
        names = crowd(count)
        cast = sense.cast(frozenset(names))
        for size in (500, 5_000):
            text = story(names, size)
            work[count, size] = calls(lambda text=text, cast=cast: sense.spread(text, [], cast))
    assert work[50, 5_000] <= 10.5 * work[50, 500]
    assert work[5_000, 5_000] <= 12 * work[5_000, 500]
    assert work[5_000, 5_000] <= 1.5 * work[50, 5_000]


def test_work_grows_as_the_number_of_people_does(sense):
    some, more = (calls(lambda n=n: sense.cast(frozenset(crowd(n)))) for n in (500, 5_000))
    assert more <= 10.5 * some


def test_everyone_in_a_crowd_is_found(again):
    names = crowd(3_000)
    text = story(names, 3_000)
    assert again(text, *names) == [names[n].split()[n % 2] for n in range(3_000)]


def test_a_guess_at_an_english_word_is_not_spread(sense):
    text = "Walls of stone, mixed walls"
    assert sense.within(text, [Finding(0, 5, "PERSON", 0.95, "ner")]) == []


def test_a_word_behind_a_first_name_is(sense):
    text = "Emily Walls, then Walls"
    [again] = sense.within(text, [Finding(0, 11, "PERSON", 0.95, "ner")])
    assert text[again.start :] == "Walls"


def _guessed(text: str, name: str) -> Finding:
    start = text.index(name)
    return Finding(start, start + len(name), "PERSON", 0.98, "ner")


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("Grace said you'd send it. ", "Grace"),
        ("Please tell Grace that it is late. ", "Grace"),
        ("Grace's invoice is late. ", "Grace"),
    ],
)
def test_somebody_called_by_a_word_is_found_again(sense, first, name):
    text = f"{first}Also {name}'s new address."
    found = sense.within(text, [_guessed(text, name)])
    assert [text[one.start : one.end] for one in found] == [name]


@pytest.mark.parametrize(
    "first", ["Grace. ", "The Grace of it. ", "with grace, ", "Grace under fire. "]
)
def test_a_guess_at_a_word_that_nobody_is_called_by_spreads_to_nothing(sense, first):
    text = f"{first}Also Grace's new address."
    name = "grace" if "grace" in first else "Grace"
    assert sense.within(text, [_guessed(text, name)]) == []
