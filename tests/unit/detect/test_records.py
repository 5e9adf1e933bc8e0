"""Names in what programs write; sums, things and firms written alike are nobody."""

import time

import pytest

from paravent.detect.encoded import Encoded
from paravent.detect.names import Names
from paravent.detect.records import recorded


def named(text, lexicon):
    return [text[start:end] for start, end in recorded(Encoded(text), Names(lexicon))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("order for BRODIE^CALLUM today", ["BRODIE^CALLUM"]),
        ("PV1|1|O|||||0047^LEBAUER^SIDNEY^J|", ["LEBAUER^SIDNEY^J"]),
        ("PID|1||44^^^MRN||QUORNE^ZYX||1980|M", ["QUORNE^ZYX"]),
        ("1.WINSLADE/HESTER MS 2.WINSLADE/OWEN MR", ["WINSLADE/HESTER", "WINSLADE/OWEN"]),
        ("PT: MCALLISTER, JUNE E    MRN: 7", ["MCALLISTER, JUNE E"]),
        (r"\name{Ronan}{Guillerm}", ["Ronan", "Guillerm"]),
        (r"\signature{Xanthe Piddock}", ["Xanthe Piddock"]),
        ("<GivenName>Tuesday</GivenName>", ["Tuesday"]),
        ("<eleve><nom>Printemps</nom><prenom>Avril</prenom></eleve>", ["Avril", "Printemps"]),
        ('<n:NomNaissance lang="fr">QUEMENEUR</n:NomNaissance>', ["QUEMENEUR"]),
        ('<person lastName="Xuereb"/>', ["Xuereb"]),
        ('<given value="Callum"/><family value="Brodie"/>', ["Callum", "Brodie"]),
    ],
)
def test_somebody(lexicon, text, found):
    assert named(text, lexicon) == found


@pytest.mark.parametrize(
    "text",
    [
        "a^b mod n, HEAD^HEAD",
        "OBX|1|NM|WBC^Leukocytes^LN||6.1|10^9/L",
        "718-7^HEMOGLOBIN^LN",
        "INPUT/OUTPUT MS, RX/TX MS, AND/OR MR SMITH",
        "RE: MEETING, BUDGET",
        "NAME: DALLAS, TEXAS",
        r"\newcommand{\name}{Foo} \author{Anonymous}",
        "<name>Printer</name>",
        "<nom>Produit</nom>",
        '<input name="Email" nom="Produit">',
    ],
)
def test_nobody(lexicon, text):
    assert named(text, lexicon) == []


@pytest.mark.parametrize(
    "part",
    [
        "A^",
        "AA^BB",
        "AA/",
        "AA/BB ",
        "PT: AA, ",
        "PID|",
        "<nom ",
        "<given>A",
        r"\name{A",
        "nom='A ",
    ],
)
def test_time_grows_as_the_text_does(lexicon, part):
    started = time.process_time()
    named(part * (60_000 // len(part)), lexicon)
    assert time.process_time() - started < 2
