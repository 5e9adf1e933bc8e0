import re

import pytest

from paravent.detect.base import Hit
from paravent.detect.cues import CONTEXT, TITLE
from paravent.detect.fame import Fame
from paravent.detect.lexicon import Lexicon
from paravent.detect.renown import Renown
from paravent.detect.tokens import tokens
from paravent.settings import shipped


@pytest.fixture(scope="module")
def renown():
    return Renown(Lexicon.read(shipped("models") / "lexicon"))


def hit(text, name, source="ner", score=0.9):
    start = text.index(name)
    return Hit(start, start + len(name), "PERSON", score, source)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Résume les Misérables de Victor Hugo", "Victor Hugo"),
        ("What did Ada Lovelace invent?", "Ada Lovelace"),
        ("Compare Wells Fargo with Charles Schwab", "Charles Schwab"),
        ("un séjour au Maroc ou en Slovaquie", "Slovaquie"),
        ("Louis Vuitton ou Hermès ?", "Louis Vuitton"),
    ],
)
def test_the_famous_and_what_is_nobody_stay(renown, text, name):
    assert renown.spares(text, hit(text, name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mon client Victor Hugo veut un devis", "Victor Hugo"),
        ("Victor Hugo (06 12 34 56 78) rappellera", "Victor Hugo"),
        ("Écris à Odile Kerbrat", "Odile Kerbrat"),
        ("He is nine months behind.\nGemma x", "Gemma"),
        ("See you then\nGemma xx\n\nShorten it", "Gemma"),
        ("Louis Kerbrat a signé", "Louis Kerbrat"),
    ],
)
def test_whoever_is_met_is_hidden(renown, text, name):
    assert not renown.spares(text, hit(text, name))


FAMOUS = """
Félix Vallotton, Rosa Bonheur, Mary Quant, Lina Bo Bardi, Alain Senderens, Prue Leith
Ethel Smyth, Siouxsie Sioux, Fréhel, Gilles Vigneault, Lata Mangeshkar, Jacques Rozier
Agnès Varda, Ousmane Sembène, Delphine Seyrig, Yvon Deschamps, Joanna Lumley
Chow Yun-fat, Patrice Chéreau, Anne Bradstreet, Gaston Miron, Maeve Binchy
Bohumil Hrabal, Régis Loisel, Posy Simmonds, Rumiko Takahashi, Gaston Bachelard
Mary Midgley, Erving Goffman, Donald Winnicott, Célestin Freinet, Elinor Ostrom
Maryam Mirzakhani, Jocelyn Bell Burnell, Virginia Apgar, Moritz Romberg, Marc Seguin
Margaret Hamilton, Danièle Obono, Aneurin Bevan, Wilfrid Laurier, Thomas Sankara
Sophie Scholl, Raymond Kopa, Jonah Lomu, Suzanne Lenglen, Louison Bobet
Nafissatou Thiam, Judit Polgár, Hermione Granger, Bilbon Sacquet, Gervaise Macquart
Uriah Heep, Dolores Umbridge, Saul Goodman, Panoramix, Roronoa Zoro, Polyphème, Papageno
Walter Röhrl
"""


@pytest.mark.parametrize("name", re.split(r",\s+|\n", FAMOUS.strip()))
def test_the_famous_of_every_field_stay_unless_they_are_met(renown, name):
    for text in (f"Que retenir de {name} pour mon exposé ?", f"Quiz question: who was {name}?"):
        assert renown.spares(text, hit(text, name))
    for text in (f"Relance ma cliente {name}", f"{name} (06 12 34 56 78) rappellera"):
        assert not renown.spares(text, hit(text, name))


@pytest.mark.parametrize(
    "name",
    [
        *("Paul Martin", "John Carpentier", "Marie Laurent", "Antoine Dupont", "Moussa Traoré"),
        *("Amir Khan", "Emma Thompson", "Jack Black", "Claude Bernard", "Laurent Blanc"),
        *("Rachel Green", "Mélusine", "Michael Scott", "Rosa Diaz", "Thomas Müller"),
        *("Sophie Thibault", "Chris Evans", "Tom Jones", "Nathalie Leroy", "Angela Martin"),
    ],
)
def test_a_name_of_many_is_hidden_though_somebody_famous_has_it(renown, name):
    text = f"{name} demande un délai"
    assert not renown.spares(text, hit(text, name))


@pytest.mark.parametrize("name", ["Rousset", "Lambert", "Bachelet"])
def test_a_surname_of_many_with_a_title_is_hidden(renown, name):
    text = f"Élection du conseil syndical : Mme {name}"
    assert not renown.spares(text, hit(text, name, TITLE))


def test_a_context_is_stronger_than_fame(renown):
    text = "Client : Victor Hugo"
    assert not renown.spares(text, hit(text, "Victor Hugo", CONTEXT))


def test_a_title_alone_may_be_a_clients(renown):
    text = "Mme Macron n'a pas payé sa part"
    assert not renown.spares(text, hit(text, "Macron", TITLE))
    text = "la théorie de M. Einstein"
    assert renown.spares(text, hit(text, "Einstein", TITLE))


def test_an_assistant_is_greeted_by_its_name(renown):
    text = "Bonjour Claude, peux-tu m'aider ?"
    assert renown.spares(text, hit(text, "Claude", CONTEXT))
    text = "Voici le mail : « Bonjour Claude, le devis est prêt »"
    assert not renown.spares(text, hit(text, "Claude", CONTEXT))


@pytest.mark.parametrize("source", ["ner", TITLE, CONTEXT])
def test_a_name_in_another_script_is_nobody_famous(renown, source):
    text = "Bonjour Иван, voici le devis"
    assert not renown.spares(text, hit(text, "Иван", source))


def spared(renown, text, *names, **said):
    """Whom of the named it spares, where the referee is that sure of words."""
    fame = Fame(text, tokens(text))
    for at, word in enumerate(tokens(text)):
        if word.text in said:
            fame.shares[at] = said[word.text]
    famous = renown.famous(text, [hit(text, name) for name in names], fame)
    return {text[one.start : one.end] for one in famous}


def test_the_famous_of_the_referee_stay(renown):
    text = "Pourquoi Iago hait-il Othello et Brabantio ?"
    said = {"Iago": 0.6, "Othello": 0.6, "Brabantio": 0.6}
    assert spared(renown, text, *said, **said) == {"Iago", "Othello", "Brabantio"}
    text = "Que doit Skinner à Pavlov ?"
    assert spared(renown, text, "Skinner", "Pavlov", Skinner=0.6, Pavlov=0.85)


def test_where_the_list_knows_nobody_the_referee_is_not_believed(renown):
    text = "Pourquoi Brindavoine hait-il Tarquemarre ?"
    said = {"Brindavoine": 0.99, "Tarquemarre": 0.99}
    assert not spared(renown, text, *said, **said)
    text = "Que doit Skinner à Delmas ?"
    assert not spared(renown, text, "Skinner", "Delmas", Skinner=0.7, Delmas=0.7)


def test_beside_somebody_unknown_it_must_be_sure(renown):
    text = "Jamal confond Iago et Othello"
    said = {"Jamal": 0.1, "Iago": 0.85, "Othello": 0.95}
    assert spared(renown, text, *said, **said) == {"Othello"}


def test_of_a_whole_name_it_must_be_sure(renown):
    text = "Qui est Marie Pavlov ?"
    assert not spared(renown, text, "Marie Pavlov", Marie=0.88, Pavlov=0.88)
    assert spared(renown, text, "Marie Pavlov", Marie=0.95, Pavlov=0.92)


def test_who_can_be_reached_is_not_spared(renown):
    text = "Othello, 12 rue des Lilas 75011 Paris"
    assert not spared(renown, text, "Othello", Othello=0.99)


def test_a_name_in_another_script_is_none_of_the_list(renown):
    assert not spared(renown, "Кто такой Пушкин ?", "Пушкин", Пушкин=0.99)
