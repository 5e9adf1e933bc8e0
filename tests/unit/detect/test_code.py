"""What is code, and what in it is no identifier; in doubt, a text is prose."""

import pytest

from paravent.detect.code import Code
from paravent.detect.people import People

NAME = "Quérinec"


def is_identifier(text):
    start = text.index(NAME)
    return Code(text).is_identifier(start, start + len(NAME))


@pytest.mark.parametrize(
    "text",
    [
        "class Quérinec(Base):",
        "class Quérinec extends Model {",
        "def Quérinec(self):",
        "from Quérinec import x",
        "import Quérinec from './a'",
        "const Quérinec = load()",
        "let a = Quérinec.find()",
        "x = Quérinec()",
        "Map<String> m = Quérinec[0]",
        "if (Quérinec.ok) {",
        "for one in Quérinec():",
        "return Quérinec(a)",
        "SELECT a FROM Quérinec",
        "WHERE Quérinec = 'x'",
        "run(Quérinec);",
        "```python\nQuérinec\n```",
        "```js\nvar a = Quérinec // Paul\n```",
        "```\nx = f()\ny = Quérinec()\n```",
    ],
)
def test_an_identifier(text):
    assert is_identifier(text)


@pytest.mark.parametrize(
    "text",
    [
        "vu avec Quérinec hier",
        "- Quérinec, gérant ;",
        "- Quérinec (gérant);",
        "for Quérinec and the team:",
        "with Quérinec:",
        "if Quérinec is late:",
        "from Quérinec",
        "from Marie Quérinec, your client",
        "return the keys to Quérinec (urgent)",
        "private message for Quérinec (urgent)",
        "UPDATE: QUÉRINEC CALLED, Quérinec too",
        "WHERE IS Quérinec",
        "@Quérinec",
        "nom = Quérinec",
        "Quérinec = 12 parts",
        "let Quérinec know",
        "class of 2020: Quérinec",
        "import the file of Quérinec",
        "x = 'Quérinec'",
        'run("Quérinec", 3);',
        "run()  # pour Quérinec",
        "run(); // pour Quérinec",
        "WHERE nom = 'Quérinec'",
        'def f():\n    """Écrit par Quérinec."""',
        "```python\n# Quérinec\nx = 1\n```",
        '```python\n"""Une aide\nde Quérinec\n"""\nx = 1\n```',
        "```c\n/* écrit\n   par Quérinec */\n```",
        "```csv\nnom;ville\nQuérinec;Brest\n```",
        "```\nBonjour Quérinec,\nmerci.\n```",
        "```yaml\nclient: Quérinec\n```",
        "```python\nx = 1\n```\nEt Quérinec ?",
        "```\nQuérinec",
    ],
)
def test_no_identifier(text):
    assert not is_identifier(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("class Martin(Base):\n    pass", []),
        ("from Camille import run\n\nx = Camille()", []),
        ("```python\nCamille.run(Sandrine)\n```", []),
        ("x = 'Sandrine'  # vu avec Camille", ["Sandrine", "Camille"]),
        ("Camille doit relancer Sandrine ;", ["Camille", "Sandrine"]),
        ("# maintainer: Sandrine Kerbrat", ["Sandrine Kerbrat"]),
    ],
)
def test_code_names_nobody(lexicon, guesses, text, names):
    found = [
        text[one.start : one.end]
        for one in People(lexicon).find(text, guesses(text))
        if one.type == "PERSON"
    ]
    assert found == names


@pytest.mark.parametrize(
    "unit", ["`", "```\n", "'", '"""', "/*", "x = (", "return a", "if (", "=> "]
)
def test_no_repetition_is_slow(unit):
    text = f"{unit * 20_000}\n{NAME} {unit * 20_000}"
    assert is_identifier(text) in {True, False}
