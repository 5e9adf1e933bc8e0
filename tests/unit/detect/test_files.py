import pytest

from paravent.detect.encoded import Encoded
from paravent.detect.files import file_names
from paravent.detect.lexicon import Lexicon
from paravent.settings import shipped

HITS = [
    ("ouvre scan_géraldine.pdf", "géraldine"),
    ("lease-hathaway-bernice-2024.docx is missing", "hathaway-bernice"),
    ("CV_Sandrine_Delaunay.pdf en pièce jointe", "Sandrine_Delaunay"),
    ("open /home/x/Kwame%20Boateng.jpg", "Kwame%20Boateng"),
    ("IMG_2210_mohammed.heic", "mohammed"),
    ("eve_sutherland.vcf", "eve_sutherland"),
]
MISSES = [
    "facture_2024_final.pdf",
    "invoice-march-v2.xlsx and summer-menu.docx",
    "ruby_notes.txt, florence-trip.jpg",
    "rose-garden.png",
    "sandrine.py and kwame_boateng.c",
    "mark_scheme.pdf",
]


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon.read(shipped("models") / "lexicon")


@pytest.mark.parametrize(("text", "name"), HITS)
def test_a_file_is_named_after_somebody(lexicon, text, name):
    assert name in [text[start:end] for start, end in file_names(Encoded(text), lexicon)]


@pytest.mark.parametrize("text", MISSES)
def test_a_file_is_named_after_what_is_in_it(lexicon, text):
    assert not list(file_names(Encoded(text), lexicon))
