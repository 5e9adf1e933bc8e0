from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from pydantic import Field

from paravent.errors import Exit, ParaventError
from paravent.i18n import speaking
from paravent.yamlfile import YamlModel, read_yaml
from paravent.yamlfile.tree import parse

FILE = Path("f.yaml")


class Inner(YamlModel):
    word: str
    count: int = 0


class Outer(YamlModel):
    version: Literal[1] = 1
    text: str = ""
    ratio: float = 0.5
    yes: bool = False
    tint: Literal["red", "green"] = "red"
    words: tuple[str, ...] = ()
    inner: tuple[Inner, ...] = ()
    by_name: dict[str, Inner] = Field(default_factory=dict, alias="by-name")


def refused(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(ParaventError) as caught:
        read_yaml(FILE, Outer, text=text)
    assert caught.value.exit_code is Exit.INVALID
    return [(problem.where, problem.message, problem.hint) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("True", "True"),
        ("~", "~"),
        ("12:30:45", "12:30:45"),
        ("0777", "0777"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("2026-11-22", "2026-11-22"),
        (".5", ".5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("+5", "+5"),
        ("1e999", "1e999"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("'true'", "true"),
        ('"12"', "12"),
        ("a # remarque", "a"),
        ("|\n  deux\n  lignes\n", "deux\nlignes\n"),
        ("« é »", "« é »"),
    ],
)
def test_what_yaml_guesses_stays_text(written, read):
    model, _ = read_yaml(FILE, Outer, text=f"text: {written}")
    assert model.text == read


@pytest.mark.parametrize(
    ("written", "field", "read"),
    [("yes: true", "yes", True), ("ratio: 1", "ratio", 1.0), ("ratio: -2.5e-1", "ratio", -0.25)],
)
def test_json_words_and_numbers_are_read_as_such(written, field, read):
    model, _ = read_yaml(FILE, Outer, text=written)
    assert getattr(model, field) == read


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("text: &a x\nwords: [*a]\n", ["f.yaml:1:7", "f.yaml:2:9"]),
        ("inner: &a\n  - word: x\n", ["f.yaml:1:8"]),
        ("text: !!str a\n", ["f.yaml:1:7"]),
        ("words: !!python/tuple [a]\n", ["f.yaml:1:8"]),
        ("text: a\n<<: {ratio: 1}\n", ["f.yaml:2:1"]),
        ("text: a\nratio: 1\ntext: b\n", ["f.yaml:3:1"]),
        ("by-name:\n  a: {word: x}\n  a: {word: y}\n", ["f.yaml:3:3"]),
        ("5: a\n", ["f.yaml:1:1"]),
        ("text: a\ntrue: b\n", ["f.yaml:2:1"]),
        ("text: a\n[b, c]: d\n", ["f.yaml:2:1"]),
        ("[b, [c], {d: e}]: [f, {g: h}]\nratio: x\n", ["f.yaml:1:1", "f.yaml:2:8"]),
        ("text: a\n*b : d\n", ["f.yaml:2:1"]),
        ("text: a\n---\ntext: b\n", ["f.yaml:2:1"]),
    ],
)
def test_the_rest_of_yaml_is_refused(text, places):
    assert [where for where, _, _ in refused(text)] == places


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("", "f.yaml:1:1", "ce fichier est vide"),
        ("# rien\n", "f.yaml:1:1", "ce fichier est vide"),
        ("text: a: b", "f.yaml:1:8", "deux-points inattendus"),
        ("text: a\n  ratio: 1", "f.yaml:2:8", "deux-points inattendus"),
        ("words: [a, b\nratio: 1", "f.yaml:1:8", "crochet"),
        ("inner: {a: 1", "f.yaml:1:8", "accolade"),
        ("words: ['a' b]", "f.yaml:1:13", "« , » ou « ] » est attendu ici"),
        ("inner: {a: b : c}", "f.yaml:1:14", "« , » ou « } » est attendu ici"),
        ("text: 'a", "f.yaml:1:7", "guillemet n'est pas refermé"),
        ("text: 'a\nratio: 1\n", "f.yaml:1:7", "guillemet n'est pas refermé"),
        ("text: @a", "f.yaml:1:7", "ne peut pas commencer ainsi"),
        ("words:\n  - a\n ratio: 1", "f.yaml:3:2", "une clé est attendue"),
        ("- a\nratio: 1", "f.yaml:2:1", "un tiret est attendu"),
        ('text: "\\q"', "f.yaml:1:8", "guillemets simples"),
        ("text: !a!b c", "f.yaml:1:7", "YAML mal formé"),
        ("text: é\x01", "f.yaml:1:8", "caractère invisible"),
        ("ratio: 1\ntext: é\ud800", "f.yaml:2:8", "UTF-8"),
    ],
)
def test_malformed_yaml_is_told_at_its_place(text, where, message):
    [(found_where, found_message, _)] = refused(text)
    assert (found_where, message in found_message) == (where, True), found_message


def nested(levels: int) -> str:
    """Lists in one another, the outermost being the value of ``words``: one level more."""
    return "words: " + "[" * (levels - 1) + "]" * (levels - 1)


def test_depth_is_limited_to_twenty_levels():
    assert parse(nested(20).encode()).whole
    assert refused(nested(21)) == [("f.yaml:1:27", "plus de 20 niveaux emboîtés", "")]
    for bottomless in ("words: " + "[" * 200_000, "? " + "[" * 200_000, "{" * 200_000):
        assert [message for _, message, _ in refused(bottomless)] == ["plus de 20 niveaux emboîtés"]


def test_size_is_limited_to_one_megabyte(tmp_path):
    path = tmp_path / "big.yaml"
    path.write_text("text: a\n".ljust(1_000_000, "#"))
    assert read_yaml(path, Outer)[0].text == "a"
    path.write_text("text: a\n".ljust(1_000_001, "#"))
    with pytest.raises(ParaventError, match=r"big\.yaml:1:1: ce fichier dépasse 1 Mo"):
        read_yaml(path, Outer)


def test_bytes_that_are_not_utf8_are_told_by_line_and_column(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("text: a\nwords: [été, ".encode() + "dû]\n".encode("latin-1"))
    with pytest.raises(ParaventError, match=r"latin\.yaml:2:15: ce caractère n'est pas de l'UTF-8"):
        read_yaml(path, Outer)


def test_a_byte_order_mark_moves_no_column(tmp_path):
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbftext: a\r\nratio: 1\r\n")
    assert read_yaml(path, Outer)[0].text == "a"
    path.write_bytes(b"\xef\xbb\xbftxt: a\r\n")
    with pytest.raises(ParaventError, match=r"bom\.yaml:1:1: clé inconnue"):
        read_yaml(path, Outer)


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    for path in (tmp_path / "absent.yaml", tmp_path):
        with pytest.raises(ParaventError) as caught:
            read_yaml(path, Outer)
        assert caught.value.problems[0].where == str(path)
        assert caught.value.exit_code is Exit.INVALID


def test_all_errors_of_a_file_come_at_once_by_line():
    text = """\
version: 1
txt: a
ratio: deux
ratio: 3
inner:
  - {word: 5, count: 1.5}
  - {count: 2, colour: red}
  - {word: *w}
tint: gren
yes: oui
words: a
by-name: {x: {wrd: a}}
text:
"""
    assert refused(text) == [
        ("f.yaml:2:1", "clé inconnue : « txt »", "vouliez-vous écrire « text » ?"),
        ("f.yaml:3:8", "un nombre est attendu ici", ""),
        ("f.yaml:4:1", "clé en double : « ratio »", "elle est déjà à la ligne 3"),
        ("f.yaml:6:12", "un texte est attendu ici", "mettez la valeur entre guillemets"),
        ("f.yaml:6:22", "un nombre entier est attendu ici", ""),
        ("f.yaml:7:5", "clé manquante : « word »", ""),
        ("f.yaml:7:16", "clé inconnue : « colour »", "clés possibles : word, count"),
        (
            "f.yaml:8:12",
            "« & » et « * » ne sont pas admis ici",
            "répétez la valeur, ou mettez-la entre guillemets si c'est un texte",
        ),
        ("f.yaml:9:7", "valeur inconnue", "vouliez-vous écrire « green » ?"),
        ("f.yaml:10:6", "true ou false est attendu ici", ""),
        ("f.yaml:11:8", "une liste est attendue ici", ""),
        ("f.yaml:12:14", "clé manquante : « word »", ""),
        ("f.yaml:12:15", "clé inconnue : « wrd »", "vouliez-vous écrire « word » ?"),
        ("f.yaml:13:6", "il manque une valeur ici", ""),
    ]


def test_errors_are_told_in_english_too():
    with speaking("en"):
        assert refused("txt: a\ntext: a: b") == [
            (
                "f.yaml:2:8",
                "unexpected colon: align the line, or put the text in quotation marks",
                "",
            )
        ]
        assert refused("txt: a") == [("f.yaml:1:1", 'unknown key: "txt"', 'did you mean "text"?')]


def test_a_newer_version_is_the_only_error_told():
    assert refused("version: 2\ntxt: a\nratio: b") == [
        (
            "f.yaml:1:10",
            "ce fichier est écrit pour une version plus récente de Paravent",
            "mettez Paravent à jour",
        )
    ]
    assert refused("version: 0") == [("f.yaml:1:10", "valeur inconnue", "valeurs possibles : 1")]


def test_errors_never_repeat_a_value():
    text = "text: {a: Dupont}\nratio: Dupont\ntint: Dupont\nwords: Dupont\ntext: Dupont\n"
    with pytest.raises(ParaventError) as caught:
        read_yaml(FILE, Outer, text=text)
    assert len(caught.value.problems) == 5
    assert "Dupont" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_positions_lead_to_values_and_to_what_should_hold_them():
    text = "text: a\ninner:\n  - word: x\n  - count: 2\n    word: é\n"
    _, at = read_yaml(FILE, Outer, text=text)
    assert at.where() == "f.yaml:1:1"
    assert at.where("text") == "f.yaml:1:7"
    assert at.where("inner") == "f.yaml:3:3"
    assert at.where("inner", 1) == "f.yaml:4:5"
    assert at.where("inner", 1, "word") == "f.yaml:5:11"
    assert at.where("inner", 0, "count") == "f.yaml:3:5"
    assert at.where("ratio") == "f.yaml:1:1"
