"""A date of birth: a date that words, an age, a name or a list say is one. See ``births``.

Only the date is taken, not the words, and not the place of birth.
"""

from __future__ import annotations

from paravent.core.types import Category, EntityType
from paravent.detect.base import Column, Form, Recognizer
from paravent.detect.births import is_birth
from paravent.detect.dates import (
    DATE,
    DAY,
    DAY_IN_FIGURES,
    EASTERN,
    MONTHLY,
    ODD,
    SAID_EN,
    SAID_FR,
    SCANNED,
    SPELLED_EN,
    SPELLED_FR,
    TIME,
    YEAR,
)

_WORDS = (
    *(" ne ", " nee ", " nes ", " nees ", " ne e ", "naiss", "nais", " ddn", " d d n", " dn "),
    *("born", "birth", "brith", "dob ", "dobs ", " d o b", "bday", "b day", " le jour "),
    *(" b d ", "nacio", "naquit", " accouch", " monde ", "anniv", "geb", "nacid", "nacim"),
    *("nato ", "nata ", "nascit", "nascid", "nascim", " mon age", " my age", " my exact age"),
    *(
        " astral",
        "natal ",
        "horoscope",
        "star sign",
        "signe astro",
        "zodia",
        "astro",
        "gemini",
        " b ",
        " n ",
        " bapt",
        "°",
        " pid ",
        " d 0 b",
    ),
    *("n a i s s", "b i r t h", " world", " nat ", "(*"),
)
_AGES = (
    *(" ans", " year", " yr", " yo ", " y o", " age", " turn", " be ", " been ", " balais"),
    *(" piges", " bougies", " candles", "th on", "st on", " hits "),
    *("th is ", "st is ", "rd is ", "nd is ", *(f"{digit} on " for digit in range(10))),
)


def _extend(text: str, start: int, end: int) -> tuple[int, int]:
    """The same, or nothing where it is not said to be a birth."""
    return (start, end) if is_birth(text, start, end) else (start, start)


def _validate(text: str) -> float | None:
    return 0.9 if text else None


RECOGNIZER = Recognizer(
    EntityType(
        "DATE_OF_BIRTH", "NAISSANCE", Category.IDENTITY, "date de naissance", "date of birth"
    ),
    patterns=(
        Form(rf"(?i)\b(?P<v>{DATE}{TIME})\b", digits=3),
        Form(rf"(?P<v>{EASTERN})", digits=5),
        # Parts of a date, where it is not whole.
        Form(rf"(?i)\b(?:{DATE}|(?P<v>{MONTHLY}|{DAY}))\b", (*_WORDS, *_AGES, " du ", " de "), 1),
        Form(
            r"(?i)(?:\b(?:anniv(?:ersaire)?|birthday|b['’]?day)[ :]{1,3}"
            r"|\b(?:turn\w*|f[êe]t\w*|aur\w*|souffl\w*|hits?|reach\w*|be)\b[^\d\n.]{0,12}\d{1,3}"
            r"(?: ans| bougies)? (?:on|le) (?:the )?)"
            rf"(?P<v>{DAY_IN_FIGURES})\b",
            ("anniv", "bday", "b day", "birthday", *_AGES),
            2,
        ),
        Form(
            r"(?i)\b\d\d ?(?:ans?|a|yo|y/o|y|yrs|years)(?: old)? ?\((?P<v>(?:0[1-9]"
            r"|1[0-2])/\d\d)\)",
            _AGES,
            5,
        ),
        Form(r"(?i)\bbday[^:\n]{0,20}:--(?P<v>\d\d-?\d\d)\b", ("bday",), 4),
        Form(rf"(?i)\b(?P<v>{SAID_EN})\b", _WORDS),
        Form(
            r"(?i)\b(?:n[ée]e?s?|naissance|ddn)(?: :| est)?(?: le| du)?"
            rf" (?P<v>{SAID_FR})\b",
            _WORDS,
        ),
        Form(rf"(?i)\b(?P<v>{SCANNED})\b", (*_WORDS, "enfant")),
        Form(
            rf"(?i)(?:\bn[ée]e?s?(?:\(e\))?(?: [a-z]+){{0,3}} en |\bborn in |\bb\.|[^n]°|\bbirth"
            r"|\bborn (?:in|about|around|circa|early|late)[^\d\n]{0,16}?|\(\*|\b(?:n|nat)\."
            r"|\bn[ée]e?s? (?:au|[àa] l|en|pendant|vers|courant|d[ée]but|fin)\b[^\d\n]{0,16}?"
            r"|\((?:n[ée]e?|born|b) "
            r"|\byob|naissance)[^\d\n]{0,8}?"
            rf"(?P<v>{YEAR}(?:(?:, ?|,? et |,? and ){YEAR}){{0,4}})\b",
            (*_WORDS, " yob "),
        ),
        Form(r"(?i)\b(?:n[ée]e?s? en|born in) (?P<v>[02-9]\d)\b", _WORDS, 2),
        Form(
            r"(?i)\best (?:arriv[ée]e?|venue?|de)(?: fin| d[ée]but)?(?: en)? (?P<v>[02-9]\d"
            r"|(?:19|20)\d\d)\b",
            (" est arriv", " est ven", " est de "),
            2,
        ),
        Form(rf"(?i)\b(?P<v>{SPELLED_EN})\b", _WORDS),
        Form(rf"(?i)\b(?P<v>{SPELLED_FR})\b", _WORDS),
        Form(
            r"(?i)(?:\bn[ée]e?s?(?:\(e\)|[.·/-]e)?|na[i1l]ss?(?:ance)?|b(?:irth|rith)[ _]?(?:date)?"
            r"|b['’]?day|d\.? ?[o0]\.? ?b|d\.? ?d\.? ?n|n a i s s a n c e|b i r t h|dtstart"
            r"|\bpid.*\|)"
            rf"[^\d\n]{{0,20}}?(?:\b|[|\[])(?P<v>{ODD})\b",
            (*_WORDS, " pid "),
            4,
        ),
    ),
    extend=_extend,
    validate=_validate,
    column=Column(
        r"(?:d|da?te?s?[ _]?(?:de[ _]?)?)?nais(?:s|sance)?\.?|n[ée](?:\(e\)|[.·]?e)?(?:[ _]le)?"
        r"|d\.?d\.?n\.?|d\.?o\.?b\.?|birth[ _]?da(?:te|y)s?|birth|born(?:[ _]on)?|bday"
        r"|date[ _]?of[ _]?birth|anniversaires?",
        rf"(?i:{DATE}{TIME}|{MONTHLY}|{DAY})",
        needs=("nais", "ddn", " d d n", "dob", " d o b", "birth", "born", " ne", "bday", "anniv"),
    ),
)

HITS = (
    ("1. ROY\n2. ANNE\n3. 12.09.1991 Dax\n4a. 03.02.2019", "12.09.1991"),
    ("Ma compagne (21/05/1990) et moi (03/08/1988)", "03/08/1988"),
    ("78M (14/8/47) COPD", "14/8/47"),
    ("My kids were born in 2004, 2007 and 2011.", "2004, 2007 and 2011"),
    ("i was born in 92", "92"),
    ("naissance : pas en 1978 mais le 14/08/1979", "14/08/1979"),
    ("She came of age on 30 January 2027", "30 January 2027"),
    ("mise au monde le 14 août 2025", "14 août 2025"),
    ("1er enfant 12 septembre 1991", "12 septembre 1991"),
    ("Il est né le premier mai 1978", "premier mai 1978"),
    ("BDAY:19820412", "19820412"),
    ("PID|1||4471||ROY^PAUL||19820412|M", "19820412"),
    ("Mes filles, nées le 02/03/2014 et le 17/08/2017", "17/08/2017"),
    ("Enfants : Tim (02/03/2014), Zoé (17/08/2017)", "17/08/2017"),
    ("Conjoint : Didier Mounier – 17 août 1967 – fonctionnaire", "17 août 1967"),
    ("Patient: Rose Petit, 04/12/1982, F, seen 11/03/2025", "04/12/1982"),
    ("Cher confrère, Mme Roy (12/04/1948, 77 ans)", "12/04/1948"),
    ("42-year-old man (12/04/1982)", "12/04/1982"),
    ("geb. 12.04.1982, wohnhaft in Kassel", "12.04.1982"),
    ("nacida el 3 de mayo de 1979 en Cuenca", "3 de mayo de 1979"),
    ("nato a Bari il 03/05/1979", "03/05/1979"),
    ("né à Chengdu le 1993年4月18日，", "1993年4月18日"),
    ("Notre fils est arrivé le 6 octobre 2025, 3,1 kg", "6 octobre 2025"),
    ("Anniversaires :\nZoé : 14 juin\nTim : 3 mai", "3 mai"),
    ("Né(e) le : |1|2|0|4|1|9|8|2|", "1|2|0|4|1|9|8|2"),
    ("Jour de naissance : 12 Mois : 04 Année : 1982", "12 Mois : 04 Année : 1982"),
    ("date_of_birth: datetime.date(1988, 6, 14)", "1988, 6, 14"),
    ("He is 54: I was born in 1970.", "1970"),
    ("Ruth b.1962, well", "1962"),
    ("SUMMARY:Anniv Jo\nDTSTART;VALUE=DATE:19500822\n", "19500822"),
    (
        "INSERT INTO p (nom, naissance, entree) VALUES ('Roy', '1982-04-12', '2025-03-01')",
        "1982-04-12",
    ),
    ("MAT ;DNAISS    ;EMPLOI\n12  ;12/04/1964;CARISTE\n13  ;25/12/1988;DAF", "25/12/1988"),
    ("the DOB (17/11/2006) differs from your passport (11/17/2006)", "11/17/2006"),
    ("Nan's 80th on 21 May", "21 May"),
    ("Marie, née le 12/03/1975 à Lyon", "12/03/1975"),
    ("Date de naissance : 3 mai 1980", "3 mai 1980"),
    ("né à Saint-Étienne le 1er février 1962,", "1er février 1962"),
    ("DOB: 1984-07-21", "1984-07-21"),
    ('{"date_of_birth": "1984-07-21"}', "1984-07-21"),
    ("dateOfBirth=1984-07-21", "1984-07-21"),
    ("date_naissance;12/03/1975", "12/03/1975"),
    ("She was born on July 4, 1990.", "July 4, 1990"),
    ("birth date (patient) 21-Jun-1971", "21-Jun-1971"),
    ("ddn 05.11.88", "05.11.88"),
    ("date naissance : 1975-03-12", "1975-03-12"),
    ("Né(e) le : 12 / 03 / 1975", "12 / 03 / 1975"),
    ('{"date_naissance": "1975-03-12"}', "1975-03-12"),
    ("dateOfBirth = '03/12/1975'", "03/12/1975"),
    ("client_dob: 12 March 1975", "12 March 1975"),
    (
        "né à Lyon le douze mars mil neuf cent soixante-quinze, de nationalité",
        "douze mars mil neuf cent soixante-quinze",
    ),
    ("nom;naissance;ville\nKerbrat;12/03/1975;Brest", "12/03/1975"),
    ("| Name | DOB |\n| --- | --- |\n| Okafor | 1990-07-04 |", "1990-07-04"),
    ("ref,dob\n1,17 Dec 85\n2,1 May 1999", "1 May 1999"),
    ("née DUPONT le 5 août 1958 à Dax", "5 août 1958"),
    ("BDAY:1984-09-27", "1984-09-27"),
    ("A: Your date of birth?\nB: Sure, Carla Voss, May 7th, 1958.", "May 7th, 1958"),
    ("né Ie 23 ju1n 1947 à Dax", "23 ju1n 1947"),
    ("patiente née en juin 1971, opérée en mai 2020", "juin 1971"),
    ("Our son was born in April 2017.", "April 2017"),
    ('{"dateNaissance": "1988-04-30T00:00:00Z"}', "1988-04-30T00:00:00Z"),
    ("she was born on the second of August 1990", "the second of August 1990"),
    (
        "Date of birth: the thirty-first of May nineteen forty-eight",
        "the thirty-first of May nineteen forty-eight",
    ),
    ("he was born on New Year's Eve 1979", "New Year's Eve 1979"),
    ("Applicant (born 7.xi.1961)", "7.xi.1961"),
    ("elle est du 6 avril 69, son mari de mai 1967", "6 avril 69"),
    ("elle est du 6 avril 69, son mari de mai 1967", "mai 1967"),
    ("Mon client aura 70 ans le 3 mars 2027", "3 mars 2027"),
    ("Her uncle turns 80 on May 2, 2026", "May 2, 2026"),
    ("Anniversaire de Paul : 9 juin", "9 juin"),
    ("her birthday is March 3rd", "March 3rd"),
    ("51 ans (02/1975), fumeur", "02/1975"),
    ("naissance 910203, expiration 300101", "910203"),
    ("Twins, b. 2015-09-30, one left-handed", "2015-09-30"),
    ("Anna Reid (14.02.1999) and Tom Hale (3/5/2001)", "14.02.1999"),
    ("Paul Roy, 21 mai 1988, permis B", "21 mai 1988"),
    ("Zoé a vu le jour le 9 mai 2023", "9 mai 2023"),
    ("born on the 2nd day of July 1971", "2nd day of July 1971"),
    ("she will be 21 on May 6", "May 6"),
    ("patient, born 1961-04, smoker", "1961-04"),
    ("Sam b'day 4 June, cake", "4 June"),
    ("Birthdate 19710311 in the message", "19710311"),
    ("Nés, Monsieur à Dax le 4 mai 1950, Madame à Pau le 7 juin 1952.", "7 juin 1952"),
    ("id,dob,town\n2,17 Dec 85,Penrith\n3,4/5/90,Leeds", "17 Dec 85"),
    (
        "Nés, savoir : Monsieur à CAVAILLON le 9 juin 1948, Madame à APT le 30 octobre 1951.",
        "30 octobre 1951",
    ),
    ("née à BREST (Finistère),\nle 5 mai 1957", "5 mai 1957"),
    ("né à Apt (84), le 5 mai 1957", "5 mai 1957"),
    ("D.O.B: 17DEC1985", "17DEC1985"),
    ("born Dec 17th '85", "Dec 17th '85"),
    ("DDN 12 03 75", "12 03 75"),
    ("Date of birth (month/year): 05/1962", "05/1962"),
    ("Mme Roy (DN 12/03/1975)", "12/03/1975"),
    ("Birth: 1961-05-03", "1961-05-03"),
    ("her bday is 3 May", "3 May"),
    ("Patient: R.W., 12/03/1948 (78 y)", "12/03/1948"),
    ("Lee, age 41 (03/05/1984)", "03/05/1984"),
    ("dates de naissance\n- Inès Morel : 12.09.2015\n", "12.09.2015"),
    ("Birthdays\n* Tom Roy (11 Feb 2015)", "11 Feb 2015"),
    ("Players with dob\nSmith J 12/3/09", "12/3/09"),
    ("flag missing dob\n\nRoyce, Noah 12/03/2014\nBose, Ishaan 30/09/2013", "30/09/2013"),
    ("Ajoute l'âge :\n- Paul Roy : 4 mai 1988\n- Zoé Le Goff : 7/8/92", "4 mai 1988"),
    ("Ajoute l'âge :\n- Paul Roy : 4 mai 1988\n- Zoé Le Goff : 7/8/92", "7/8/92"),
    ("how old are they?\nAnna Reid (1999-02-14)", "1999-02-14"),
    ("Dates de naissance\nIlyes Hamid\t03.04.2001", "03.04.2001"),
)
MISSES = (
    "Il fait 3 degrés le 12 mars. It turned cold: 3 degrees on 12 March",
    "The bar's 10th on 3 May",
    "Depuis la naissance de l'euro le 1er janvier 1999",
    "Notre chien est né le 3 mai 2020",
    "Il est de mai 2019, ce rapport.",
    "Minimum 2 years (03/2024)",
    "Date d'embauche : 12/04/2019",
    '{"inscription": "2024-09-01", "statut": "actif"}',
    "Il est né à Dax et décédé le 12 juin 2010",
    "Le litige est né le 3 juin 2024",
    "Notre boulangerie a 20 ans le 3 juin",
    "ouvert aux enfants nés entre le 01/01/2014 et le 31/12/2016",
    "Acte de naissance demandé le 12/04/2025",
    "Il ne viendra pas le 12 mars 2026",
    "Reconnaissance de dette du 12/03/2021",
    "Baby due 12 March 2026",
    "The company's birthday is 12 March",
    "Internet est né en 1969",
    "fiche n° 1998",
    "a. 12/01/2001 b. 12/02/2001",
    "Bail de 9 ans (12/04/2018)",
    "Réunion le 12/03/2026",
    "Contrat signé le 3 mai 1980",
    "La société est née en Bretagne, voir le point 12.3",
    "Irène Vasseur | 12/05/2026",
    "Mon anniversaire approche",
    "Facture du 2026-07-21",
    "date;montant\n12/03/2026;450",
    "Le dossier est né en 2019 d'une réforme",
    "anniversaire de l'entreprise : 10 ans",
    "Un projet né le lendemain du salon de 2019",
    "La société est née en mars 1998 d'une fusion",
    "The company was born on March 3, 1998",
    "Notre entreprise fêtera ses 20 ans le 3 mai 2026",
    "Anniversaire de mariage : 9 juin",
    "il est du devoir de 40 personnes",
    "Loi Hamon (17/03/2014)",
    "Nous avons un stock du 12/03/1998",
    "Elle vit en juin 2020",
    "DN 50, 12 03 75",
    "Réunion du 12/03/2014, naissance du projet",
    "Madame arrive à Apt le 30 octobre 1951",
    "Loi du 12/03/1948 (78 articles)",
    "page 41 (03/05/1984)",
    "Rafferty, Noah 12/03/2014",
    "the birth certificate\nMarie Dupont 12/03/2026",
    "Relances :\nPaul Roy : 4 mai 2024",
    "Âge du parc :\nServeur Alpha : 04/05/2024",
    "flag missing dob\nInvoice 12/03/2014",
    "Les naissances ont baissé.\nLe 4 mai 1988",
    "Born to Run\nTrack 12 (Live) 1985",
)
