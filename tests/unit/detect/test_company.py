import pytest

from paravent.detect.base import Hit
from paravent.detect.company import called, joined, listed, paired, related, relatives
from paravent.detect.encoded import Encoded
from paravent.detect.lexicon import Lexicon
from paravent.settings import shipped


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon.read(shipped("models") / "lexicon")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mon mari Patrick ronfle", "Patrick"),
        ("ma voisine sandrine se plaint", "sandrine"),
        ("Daughter (Jolene) present", "Jolene"),
        ("her son Hunter is back", "Hunter"),
        ("our accountant sanjay is late", "sanjay"),
        ("mon notaire Hugues a signé", "Hugues"),
        ("applicant: Darnell Fitzhugh, courier", "Darnell Fitzhugh"),
        ("a toast for grandma june please", "june"),
        ("figlia di Antonio e di Teresa", "Antonio"),
        ("Sohn von Dieter", "Dieter"),
    ],
)
def test_a_relation_tells_a_name(lexicon, text, name):
    assert name in [text[start:end] for start, end in relatives(Encoded(text), lexicon)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mali (step-daughter, 14) lives in", "Mali"),
        ("with Hope, my eldest daughter", "Hope"),
        ("Zoé (ma fille) et moi", "Zoé"),
        ("Ezéchiel (maman Awa) à 17 h", "Ezéchiel"),
        ("Juno, our accountant", None),
        ("Rose, sa grande sœur", "Rose"),
        ("Saturday (my son is here)", None),
        ("April, my son said, is wet", None),
        ("Yesterday, my brother", None),
        ("Merci (maman)", None),
        ("Customers (my partner and I)", None),
    ],
)
def test_a_relation_behind_a_name(lexicon, text, name):
    found = [text[start:end] for start, end in related(Encoded(text), lexicon)]
    assert found == ([name] if name else [])


def test_who_is_called_something(lexicon):
    text = "le nommé Steeve Rouvière"
    assert [text[start:end] for start, end in called(Encoded(text), lexicon)] == ["Steeve Rouvière"]


@pytest.mark.parametrize(
    "text",
    [
        "ma femme claire et nette",
        "my boss said no",
        "MacOS Sonoma",
        "mon fils aime le foot",
        "a friend will come",
        "son mars",
        "an accountant sanjay would trust",
        "my lawyer will sue",
        "my sister will hope",
        "Our Client Success team",
    ],
)
def test_other_words_behind_a_relation(lexicon, text):
    assert not list(relatives(Encoded(text), lexicon))


def test_a_list_of_first_names(lexicon):
    text = "Trie : Aurore, Olive, Clément et Bernadette"
    found = [text[start:end] for start, end in listed(Encoded(text), lexicon)]
    assert {"Aurore", "Clément", "Bernadette"} <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "Peugeot, Renault ou Citroën",
        "April, May and June",
        "Florence, Sydney, Charlotte and Austin",
        "Lundi, Mardi et Mercredi",
        "Nom, Prénom, Adresse et Ville",
    ],
)
def test_other_lists(lexicon, text):
    assert not list(listed(Encoded(text), lexicon))


def row(text, likely, *doubtful):
    def hit(word):
        return Hit(text.index(word), text.index(word) + len(word), "PERSON", 0.5, "ner")

    found = joined(text, [hit(likely)], map(hit, doubtful))
    return [text[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("text", "likely", "doubtful"),
    [
        ("remind Will and Grace today", "Grace", ["Will"]),
        ("for Hope, Hunter, Mark & Chase.", "Mark", ["Hope", "Hunter", "Chase"]),
        ("- Prune\n- Olive\n- Clément", "Clément", ["Prune", "Olive"]),
        ("1. Mark\n2. Joy", "Joy", ["Mark"]),
        ('["Olive", "Karim"]', "Karim", ["Olive"]),
        ("Rose/Paul : matin", "Paul", ["Rose"]),
    ],
)
def test_who_stands_in_a_row_with_somebody_is_somebody(text, likely, doubtful):
    assert row(text, likely, *doubtful) == doubtful


@pytest.mark.parametrize(
    ("text", "likely", "doubtful"),
    [
        ("Will helps Grace", "Grace", "Will"),
        ("Mark the page. Joy came", "Joy", "Mark"),
        ("Hope\n\nClément", "Clément", "Hope"),
        ("Rose -> Paul", "Paul", "Rose"),
        ("Olive (Karim)", "Karim", "Olive"),
    ],
)
def test_who_stands_apart_is_not_told_by_it(text, likely, doubtful):
    assert row(text, likely, doubtful) == []


@pytest.mark.parametrize(
    ("text", "somebody", "other"),
    [
        ("Emma and Will are late", "Emma", "Will"),
        ("ask Hope and Emma", "Emma", "Hope"),
        ("Grace & Emma", "Emma", "Grace"),
        ("Emma et Rose, ce soir", "Emma", "Rose"),
        ("a card for Emma and Hope's mum", "Emma", "Hope"),
        ("John Price and Emma", "Emma", None),
        ("Emma and Will Smith", "Emma", None),
        ("Emma and May both came", "Emma", None),
        ("Emma and Photoshop", "Emma", None),
        ("Emma and will she come", "Emma", None),
    ],
)
def test_one_of_two_who_are_named_together(lexicon, text, somebody, other):
    start = text.index(somebody)
    hit = Hit(start, start + len(somebody), "PERSON", 0.9, "ner")
    found = [text[begin:end] for begin, end in paired(text, hit, lexicon)]
    assert found == ([other] if other else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bravo à Mathis (2012)", ["Mathis"]),
        ("Happy birthday Rosie!", ["Rosie"]),
        ("Congratulations to Callum.", ["Callum"]),
        ("Bravo à Paris pour les JO", []),
        ("Bienvenue à Nantes.", []),
        ("Congratulations to Arsenal.", []),
        ("Welcome Home, welcome Back", []),
    ],
)
def test_whom_one_praises(lexicon, text, found):
    assert [text[start:end] for start, end in called(Encoded(text), lexicon)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Florence do. wife, 38y 11m", ["Florence"]),
        ("Albert Bywater son, 12 ans", ["Albert"]),
        ("Hope dau. 4m", ["Hope"]),
        ("Florence wife of Cosimo, 1530", []),
        ("Chapter head, 12 pages", []),
        ("fils de Paris, son of Liverpool", []),
    ],
)
def test_a_line_of_a_census(lexicon, text, found):
    spans = [*related(Encoded(text), lexicon), *relatives(Encoded(text), lexicon)]
    assert [text[start:end] for start, end in spans] == found
