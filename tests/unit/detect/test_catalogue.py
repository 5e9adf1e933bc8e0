import re
import subprocess
import sys

import pytest

from paravent.detect import catalogue
from paravent.errors import ParaventError, Reason

WORDS = {
    "PERSON": "PERSONNE", "LOCATION": "LIEU", "ORGANISATION": "ORGANISME",
    "DATE_OF_BIRTH": "NAISSANCE", "ADDRESS": "ADRESSE", "EMAIL": "EMAIL", "PHONE": "TEL",
    "NIR": "NIR", "SIREN": "SIREN", "SIRET": "SIRET", "VAT": "TVA", "IBAN": "IBAN",
    "CARD": "CARTE", "US_SSN": "SSN", "IP_ADDRESS": "IP", "URL": "URL", "API_KEY": "CLE",
    "PRIVATE_KEY": "CLEPRIVEE", "JWT": "JETON",
    "GB_NINO": "NINO", "GB_NHS": "NHS", "GB_UTR": "UTR", "BE_NISS": "NISS", "BE_BCE": "BCE",
    "CH_AVS": "AVS", "ES_DNI": "DNI", "IT_CODICE_FISCALE": "CODICEFISCALE",
    "DE_STEUER_ID": "STEUERID", "DE_RVNR": "RVNR", "NL_BSN": "BSN", "PT_NIF": "NIF",
    "LU_MATRICULE": "MATRICULE", "CA_SIN": "NAS", "US_ITIN": "ITIN", "US_EIN": "EIN",
    "MAC_ADDRESS": "MAC", "HANDLE": "PSEUDO", "CRYPTO_ADDRESS": "CRYPTO",
    "GPS_POSITION": "POSITION", "CARD_CODE": "CRYPTOGRAMME", "CARD_CVV": "CARTECVV",
    "PASSWORD": "MOTDEPASSE", "SECRET": "SECRET", "COOKIE": "COOKIE",
    "FR_TAX_NUMBER": "FISCAL", "RIB": "RIB", "BIC": "BIC", "BANK_ACCOUNT": "COMPTE", "PASSPORT": "PASSEPORT", "MRZ": "MRZ",
    "ID_CARD": "CNI", "RESIDENCE_PERMIT": "TITRESEJOUR", "DRIVING_LICENCE": "PERMIS",
    "PLATE": "PLAQUE", "VIN": "VIN", "RPPS": "RPPS", "ADELI": "ADELI", "FINESS": "FINESS",
    "CAF": "CAF", "URSSAF": "URSSAF", "FRANCE_TRAVAIL": "FRANCETRAVAIL",
    "CLIENT_NUMBER": "NUMCLIENT", "IE_PPS": "PPS", "AU_TFN": "TFN",
    "COMPANY_NUMBER": "NUMSOCIETE", "IN_AADHAAR": "AADHAAR", "IN_PAN": "PAN",
    "HEALTH_NUMBER": "NUMSANTE", "FOREIGN_ID": "IDENTITE",
    "CLIENT_ORGANISATION": "SOCIETE", "DOMAIN": "DOMAINE", "FILE_NUMBER": "REFERENCE",
    "LISTED": "VALEUR", "PROJECT": "PROJET",
}  # fmt: skip


def test_every_type_is_known_with_its_word():
    assert {id_: type_.word for id_, type_ in catalogue.entities().items()} == WORDS


def test_words_fit_a_label():
    assert all(re.fullmatch(r"[A-Z]{2,16}", type_.word) for type_ in catalogue.entities().values())


def test_reading_the_catalogue_loads_no_model():
    program = (
        "import sys; from paravent.detect import catalogue, engine; catalogue.entities();"
        "print({'spacy', 'thinc', 'presidio_analyzer'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert told.stdout.strip() == b"set()"


def test_an_added_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ParaventError) as error:
        catalogue.added([tmp_path / "none.py"])
    assert error.value.reason is Reason.ENGINE


def test_spacy_and_presidio_come_without_what_nobody_uses():
    code = (
        "import sys; from paravent.detect.worker import load;"
        "from paravent.settings import shipped; load(shipped('models'), []);"
        "print({'spacy', 'spacy.cli', 'typer', 'httpx', 'requests'} & set(sys.modules));"
        "from spacy.cli.info import info; print(info.__name__);"
        "from presidio_analyzer.predefined_recognizers import SpacyRecognizer as its;"
        "print(its().name)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert told.stdout.split() == [b"{'spacy'}", b"info", b"SpacyRecognizer"]
