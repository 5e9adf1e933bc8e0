"""Clients out of files: every column, every form of card, and lines that are told by number only."""

import pytest

from paravent.errors import ParaventError
from paravent.register.entries import Kind
from paravent.register.importing import read_file
from registering import LEXICON

TABLE = """Nom;Prénom;Société;Email;Téléphone;Adresse;Code postal;Ville;Dossier;Projet
Dupont;Marie;Atelier Lumen SARL;marie@atelier-lumen.fr;06 12 34 56 78;12 rue des Lilas;69003;Lyon;2024-0457-B;Aurore
Benali;Karim;;karim.benali@gmail.com;;;;;;
;;Orange;;;;;;;
;;;;;;;;;
x;;;;;;;;;
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
N:Dupont;Marie;;Mme;
FN:Marie Dupont
ORG:Atelier Lumen;Direction
EMAIL;TYPE=work:marie@atelier-
 lumen.fr
TEL;TYPE=cell:+33 6 12 34 56 78
ADR;TYPE=work:;;12 rue des Lilas;Lyon;;69003;France
NICKNAME:Mimi
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:No=C3=ABl;L=C3=A9a
END:VCARD
BEGIN:VCARD
VERSION:4.0
TEL:1
END:VCARD
"""
LIST = """# mes clients
Marie Dupont; Atelier Lumen SARL; atelier-lumen.fr
Karim Benali
Garage Moreau\t2024-0457-B\t12 rue des Lilas, 69003 Lyon
x
"""


def told(draft) -> set[tuple[str, str]]:
    return {(str(one.kind), one.value.reveal()) for one in draft.entries}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table(encoding):
    found = read_file("clients.csv", TABLE.encode(encoding), LEXICON)
    names = [draft.name.reveal() for draft in found.drafts]
    assert names == ["Atelier Lumen SARL", "Karim Benali", "Orange"]
    assert found.skipped == [6]
    assert told(found.drafts[0]) == {
        ("person", "Marie Dupont"),
        ("company", "Atelier Lumen SARL"),
        ("email", "marie@atelier-lumen.fr"),
        ("domain", "atelier-lumen.fr"),
        ("phone", "06 12 34 56 78"),
        ("address", "12 rue des Lilas 69003 Lyon"),
        ("file", "2024-0457-B"),
        ("project", "Aurore"),
    }
    assert told(found.drafts[1]) == {
        ("person", "Karim Benali"),
        ("email", "karim.benali@gmail.com"),
    }
    (person,) = (one for one in found.drafts[0].entries if one.kind is Kind.PERSON)
    assert person.family.reveal() == "Dupont"


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_other_delimiters(delimiter):
    text = (
        delimiter.join(["last name", "first name"]) + "\n" + delimiter.join(["Whitaker", "James"])
    )
    (draft,) = read_file("c.csv", text.encode(), LEXICON).drafts
    assert told(draft) == {("person", "James Whitaker")}


def test_a_table_that_says_nobody(tmp_path):
    with pytest.raises(ParaventError) as error:
        read_file("c.csv", b"a;b\nMarie;Dupont\n", LEXICON)
    assert "Dupont" not in str(error.value)
    assert error.value.problems[0].where == "c.csv:1"


def test_cards():
    found = read_file("contacts.vcf", CARDS.encode(), LEXICON)
    first, second = found.drafts
    assert found.skipped == [19]
    assert told(first) == {
        ("person", "Marie Dupont"),
        ("company", "Atelier Lumen"),
        ("email", "marie@atelier-lumen.fr"),
        ("domain", "atelier-lumen.fr"),
        ("phone", "+33 6 12 34 56 78"),
        ("address", "12 rue des Lilas 69003 Lyon"),
        ("person", "Mimi"),
    }
    assert told(second) == {("person", "Léa Noël")}


def test_a_list():
    found = read_file("clients.txt", LIST.encode(), LEXICON)
    assert found.skipped == [5]
    assert [told(draft) for draft in found.drafts] == [
        {
            ("person", "Marie Dupont"),
            ("company", "Atelier Lumen SARL"),
            ("domain", "atelier-lumen.fr"),
        },
        {("person", "Karim Benali")},
        {
            ("company", "Garage Moreau"),
            ("file", "2024-0457-B"),
            ("address", "12 rue des Lilas, 69003 Lyon"),
        },
    ]


def test_what_is_no_text():
    with pytest.raises(ParaventError):
        read_file("photo.txt", b"\x89PNG\0\0\0", LEXICON)
