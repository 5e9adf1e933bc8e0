"""Dates of birth as they are said in passing: half a date, a feast, in words, a month and a year.

``said`` gives one and the words that stand before it and are not part of it ("le", "in the spring
of"); what is no birth is made by the same hand (``LIKE``), so that only the sentence around it
tells. ``birth`` gives a whole date in rarer forms.
"""

from calendars import DAYS, MONTHS
from numerals import words_en, words_fr

_SHORT = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split(),
}
_CAPITALS_FR = "JAN FÉV MAR AVR MAI JUN JUL AOÛ SEP OCT NOV DÉC".split()
_ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# French feasts by what stands before them; the first list also tells a day without a year.
_FIXED_FR = "jour de Noël|soir de Noël|matin de Noël|lendemain de Noël|surlendemain de Noël|jour de l'An|1er de l'an|lendemain du jour de l'An|jour de la Toussaint|lendemain de la Toussaint|14 juillet|lendemain du 14 juillet|15 août|11 novembre|jour de la Saint-Valentin|jour de la Saint-Jean|jour de la Saint-Sylvestre|jour de la Saint-Nicolas|jour de la Sainte-Catherine|jour de la Saint-Martin|jour de la Chandeleur|jour de l'Épiphanie|jour de l'Assomption|jour de la fête de la Musique|premier jour du printemps|premier jour de l'été|premier avril".split("|")
_FEASTS_FR = {
    "le ": [*_FIXED_FR, *"lundi de Pâques|dimanche de Pâques|matin de Pâques|Vendredi saint|mardi gras|dimanche des Rameaux|jeudi de l'Ascension|lendemain de l'Ascension|lundi de Pentecôte|mercredi des Cendres|jour de l'Aïd|jour de la fête des Mères|jour de la fête des Pères|premier jour du ramadan|jour du Nouvel An chinois|jour de Kippour".split("|")],
    "la ": "veille de Noël|veille de Pâques|veille de la Toussaint|veille du jour de l'An|veille de l'Assomption|veille du 14 juillet|veille de l'Ascension|nuit de Noël|nuit du Nouvel An|nuit de la Saint-Sylvestre|nuit de la Saint-Jean|semaine de Pâques".split("|"),
    "à la ": "Saint-Sylvestre|Chandeleur|Saint-Jean|Saint-Martin|Toussaint|Saint-Nicolas|Sainte-Lucie|Saint-Michel|Pentecôte|Saint-Patrick|Saint-Valentin|Saint-Vincent|mi-carême|mi-août".split("|"),
    "à l'": "Ascension|Assomption|Épiphanie|Aïd|équinoxe de printemps".split("|"),
    "à ": "Pâques|Noël".split("|"),
    "au ": "Nouvel An|solstice d'été".split("|"),
    "pendant le ": ["ramadan"],
}
_FIXED_EN = "Christmas Day|Christmas Eve|Xmas Day|Xmas Eve|Boxing Day|New Year's Day|New Year's Eve|Valentine's Day|St Valentine's Day|St Patrick's Day|Paddy's Day|Halloween|Hallowe'en|Bonfire Night|Guy Fawkes Night|Burns Night|May Day|All Saints' Day|All Souls' Day|Midsummer's Day|Midsummer Eve|Michaelmas|Lady Day|Candlemas|St David's Day|St George's Day|St Andrew's Day|St Stephen's Day|St Brigid's Day|Twelfth Night|Epiphany|Groundhog Day|Anzac Day|Canada Day|Australia Day|Waitangi Day|Leap Day|Veterans Day|VE Day|Juneteenth|Independence Day|Cinco de Mayo|April Fools' Day|Armistice Day|Hogmanay".split("|")
_FEASTS_EN = [*_FIXED_EN, *_FIXED_EN, *"Good Friday|Easter Sunday|Easter Monday|Easter Saturday|Whit Monday|Ash Wednesday|Shrove Tuesday|Pancake Day|Palm Sunday|Maundy Thursday|Mothering Sunday|Mother's Day|Father's Day|Labor Day|Thanksgiving|Memorial Day|Remembrance Sunday|Columbus Day|Eid|Eid al-Fitr|Diwali|Holi|Nowruz|Chinese New Year|Passover|Yom Kippur|Hanukkah|Vesak".split("|")]
_NEAR_EN = "day after |day before |morning of |night before |evening of |weekend after |Sunday after ".split("|")

_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth", "twenty": "twentieth", "thirty": "thirtieth"}

# Other prepositions, for "a child of ..." (du 3 mai, de mars 84, de la Chandeleur) and "since ..." (le 3 mai, mars 84).
_OF = {"le ": "du ", "un ": "du ", "la ": "de la ", "à la ": "de la ", "à l'": "de l'", "à ": "de ", "au ": "du ", "pendant le ": "du ", "fin ": "de fin ", "début ": "de début "}
_SINCE = {"le ": "le ", "un ": "le ", "la ": "la ", "à la ": "la ", "à l'": "l'", "au ": "le ", "pendant le ": "le ", "fin ": "fin ", "début ": "début ", "vers la mi-": "la mi-"}

LIKE = {"bornlike": "born", "bornoflike": "bornof", "sincelike": "since", "birthlike": "birth", "someday": "birthday", "someddmm": "ddmm"}


def day(random):
    """A day, a month and a year on which somebody was born."""
    m = random.randint(1, 12)
    return random.randint(1, _LENGTHS[m - 1]), m, random.randint(*random.choice(((1924, 1962), (1950, 2005), (1950, 2005), (2003, 2026))))


def said(random, language, form, when):
    """The words before a birth, and the birth ``when``, in one of the forms:

    ``born``, to follow "born" in a sentence; ``bornof``, to follow a child ("du 3 mai"), in English
    to precede it ("a March '84 baby"); ``since``, to follow "since"; ``birth``, to follow a colon;
    ``birthday``, day and month, to follow "le" or "on"; ``ddmm``, the same in figures.
    """
    d, m, y = when
    if form == "ddmm":
        return "", random.choice((f"{d:02d}/{m:02d}", f"{d}/{m}", f"{d:02d}-{m:02d}", f"{d:02d}.{m:02d}", f"{d:02d}{m:02d}", f"{d:02d} {m:02d}", f"{d:02d}.{m:02d}.", f"{m:02d}-{d:02d}"))
    if form == "birthday":
        return ("", _birthday_fr(random, d, m)) if language == "fr" else _birthday_en(random, d, m)
    before, date = _born_fr(random, *when) if language == "fr" else _born_en(random, *when)
    if form != "born" and len(date) < 4:  # two figures alone are a year in a sentence only
        date = str(y)
    if form == "bornof":
        return (_OF.get(before, "d'" if date[0] in "ao" else "de ") if language == "fr" else _article(date)), date
    if form == "since" and language == "fr":
        return _SINCE.get(before, ""), date
    if form != "born":
        before = "the " if before.endswith("the ") else ""
    return before, date


def birth(random, language, plain):
    """A date of birth as it is rarely written, of the figures of ``plain``, a day, month and year."""
    d, m, y = plain
    month = MONTHS[language][m - 1]
    if language == "fr":
        return random.choice((f"{month} {y}", f"{d} {month} {y % 100:02d}", f"{d} {_SHORT['fr'][m - 1]} {y}", f"{d:02d}{m:02d}{y}", f"{d}/{m}/{y % 100:02d}", f"{random.choice(('lundi', 'jeudi', 'samedi'))} {d} {month} {y}", f"{d} / {m:02d} / {y}", f"{m:02d}/{y}"))
    return random.choice((f"{month} {y}", f"{month[:3]}. {d}, {y}", f"{d} {month[:3].upper()} {y}", f"{_nth(d)} of {month} {y}", f"{d}/{m}/{y % 100:02d}", f"{m}-{d}-{y}", f"{month} {d} {y}", f"{y}/{m:02d}/{d:02d}"))


def _short_year(random, y):
    return random.choice(("", "", "'")) + f"{y % 100:02d}"


def _birthday_fr(r, d, m):
    first, month, short = "1er" if d == 1 else str(d), MONTHS["fr"][m - 1], _SHORT["fr"][m - 1]
    x = r.random()
    if x < 0.50:
        return f"{first} {month}"
    if x < 0.64:
        return r.choice((f"{first} {short.rstrip('.')}", f"{first} {short.rstrip('.')}", f"{d:02d} {month}"))
    if x < 0.78:
        return r.choice((f"{d}/{m}", f"{d:02d}/{m:02d}", f"{d:02d}/{m:02d}", f"{d:02d}.{m:02d}", f"{d:02d}-{m:02d}", f"{d} du {m}"))
    if x < 0.86:
        return f"{r.choice(DAYS['fr'])} {first} {month}"
    return f"{words_fr(d) if d > 1 else 'premier'} {month}" if x < 0.93 else r.choice(_FIXED_FR)


def _born_fr(r, d, m, y):
    first, month, short, two = "1er" if d == 1 else str(d), MONTHS["fr"][m - 1], _SHORT["fr"][m - 1], _short_year(r, y)
    x = r.random()
    if x < 0.30:
        date = r.choice((f"{first} {month} {y}", f"{first} {month} {y}", f"{first} {month} {two}", f"{first} {short} {y}", f"{first} {short} {two}", f"{d:02d} {_CAPITALS_FR[m - 1]} {y}"))
        return r.choice(("le ", "le ", "le ", "un ")), date
    if x < 0.46:
        return "le ", r.choice((f"{d}/{m}/{y % 100:02d}", f"{d:02d}/{m:02d}/{y}", f"{d:02d}.{m:02d}.{y % 100:02d}", f"{d:02d}-{m:02d}-{y}", f"{d} {m} {y % 100:02d}", f"{d:02d} {m:02d} {y}", f"{d:02d}{m:02d}{y}", f"{d:02d}{m:02d}{y % 100:02d}", f"{d}.{_ROMAN[m - 1]}.{y}", f"{d} du {m} {y}"))
    if x < 0.60:
        date = r.choice((f"{month} {y}", f"{month} {y}", f"{month} {two}", f"{month} {two}", f"{short} {y}", f"{short} {two}"))
        return r.choice(("en ", "en ", "en ", "en ", "fin ", "début ", "courant ", "vers la mi-")), date
    if x < 0.66:
        return r.choice(("en ", "en ", "en ", "vers ")), r.choice((str(y), str(y), f"{y % 100:02d}"))
    if x < 0.69:
        season, before = r.choice((("printemps", "au "), ("automne", "à l'"), ("hiver", "à l'"), ("été", "à l'")))
        return before, f"{season} {y}"
    if x < 0.78:
        weekday = r.choice(DAYS["fr"])
        return r.choice(("un ", "le ")), r.choice((f"{weekday} {first} {month} {y}", f"{weekday} {first} {month} {y}", f"{weekday} {first} {month} {two}", f"{weekday} {d:02d}/{m:02d}/{y}"))
    if x < 0.86:
        words = words_fr(d) if d > 1 else "premier"
        return "le ", f"{words} {month} {r.choice((_year_fr(r, y), _year_fr(r, y), words_fr(y % 100) if y % 100 else 'deux mille', str(y)))}"
    before = r.choices(tuple(_FEASTS_FR), (8, 4, 4, 1, 1, 1, 1))[0]
    return before, f"{r.choice(_FEASTS_FR[before])} {r.choice((str(y), str(y), str(y), two))}"


def _birthday_en(r, d, m):
    month, short, nth = MONTHS["en"][m - 1], _SHORT["en"][m - 1], _nth(d)
    x = r.random()
    if x < 0.36:
        return "", r.choice((f"{d} {month}", f"{month} {d}", f"{d} {short}", f"{short} {d}"))
    if x < 0.64:
        return r.choice((("", f"{nth} {month}"), ("", f"{month} {nth}"), ("the ", f"{nth} of {month}"), ("the ", f"{nth} of {short}"), ("", f"{short} {nth}"), ("", f"{short}. {d}".replace("May.", "May")), ("", f"{month} the {nth}"), ("the ", f"{nth} {month}")))
    if x < 0.74:
        return "", r.choice((f"{d}/{m}", f"{d:02d}/{m:02d}", f"{m}/{d}", f"{d}.{m}", f"{d:02d}-{m:02d}"))
    if x < 0.82:
        weekday = r.choice(DAYS["en"])
        return "", r.choice((f"{weekday} {d} {month}", f"{weekday}, {month} {d}", f"{weekday[:3]} {d} {short}", f"{weekday} the {nth} of {month}", f"{weekday} {nth} {month}"))
    if x < 0.89:
        return "the ", f"{_ordinal(d)} of {month}"
    return _feast_en(r, _FIXED_EN)


def _born_en(r, d, m, y):
    month, short, nth, two = MONTHS["en"][m - 1], _SHORT["en"][m - 1], _nth(d), _short_year(r, y)
    x = r.random()
    if x < 0.30:
        before = r.choice(("on ", "on ", ""))
        return before, r.choice((f"{d} {month} {y}", f"{month} {d}, {y}", f"{d} {short} {y}", f"{d} {short} {two}", f"{short} {d} {y}", f"{short}. {d}, {y}".replace("May.", "May"), f"{month} {nth} {y}", f"{nth} {month} {y}", f"{d} {month} {two}", f"{month} {nth}, {two}"))
    if x < 0.38:
        return "on the ", r.choice((f"{nth} of {month} {y}", f"{nth} of {month}, {two}", f"{nth} of {short} {y}", f"{nth} day of {month} {y}"))
    if x < 0.50:
        return r.choice(("on ", "on ", "")), r.choice((f"{d}/{m}/{y % 100:02d}", f"{m}/{d}/{y % 100:02d}", f"{d:02d}/{m:02d}/{y}", f"{m:02d}/{d:02d}/{y}", f"{d}.{m}.{y % 100:02d}", f"{d:02d}-{m:02d}-{y}", f"{d} {m} {y % 100:02d}", f"{d:02d}{m:02d}{y}", f"{y}{m:02d}{d:02d}", f"{d:02d}{short[:3].upper()}{y % 100:02d}", f"{d}-{short}-{y}", f"{d} {_ROMAN[m - 1]} {y}", f"{y}-{m:02d}-{d:02d}"))
    if x < 0.64:
        date = r.choice((f"{month} {y}", f"{month} {y}", f"{month} {two}", f"{short} {two}", f"{short} {y}", f"{month} of {y}", f"{month} of {two}"))
        return r.choice(("in ", "in ", "in ", "in ", "in late ", "in early ", "around ", "back in ")), date
    if x < 0.70:
        return r.choice(("in ", "in ", "in ", "around ", "about ")), r.choice((str(y), str(y), f"'{y % 100:02d}", f"{y % 100:02d}"))
    if x < 0.73:
        return "in the ", f"{r.choice(('spring', 'summer', 'autumn', 'winter', 'fall'))} of {r.choice((str(y), two))}"
    if x < 0.80:
        weekday, before = r.choice(DAYS["en"]), r.choice(("on ", "on ", "on a ", ""))
        return before, r.choice((f"{weekday} {d} {month} {y}", f"{weekday}, {month} {d}, {y}", f"{weekday} {nth} {month} {y}", f"{weekday} the {nth} of {month} {y}", f"{weekday[:3]} {d} {short} {y}"))
    if x < 0.87:
        return "on the ", f"{_ordinal(d)} of {month}{r.choice((' ', ', '))}{r.choice((_year_en(r, y), _year_en(r, y), words_en(y % 100) if y % 100 else 'two thousand', str(y)))}"
    before, feast = _feast_en(r, _FEASTS_EN)
    return f"on {before}", f"{feast}{r.choice((' ', ' ', ' ', ', '))}{r.choice((str(y), str(y), str(y), two))}"


def _feast_en(r, feasts):
    feast = r.choice(feasts)
    return ("the ", r.choice(_NEAR_EN) + feast) if r.random() < 0.25 else ("", feast)


def _article(date):
    return "an " if date[0] in "AEIOaeio8" or (date[:2] in {"11", "18"} and not date[2:3].isdigit()) else "a "


def _nth(d):
    return f"{d}{'th' if 10 < d < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d % 10, 'th')}"


def _year_fr(r, y):
    if y >= 2000:
        return f"deux mille {words_fr(y % 100)}" if y % 100 else "deux mille"
    return f"{r.choice(('mil', 'mille', 'mille'))} neuf cent {words_fr(y % 100)}"


def _year_en(r, y):
    two = y % 100
    if y >= 2000:
        thousands = f"two thousand{r.choice((' and ', ' '))}{words_en(two)}" if two else "two thousand"
        return f"twenty {words_en(two)}" if two > 9 and r.random() < 0.5 else thousands
    return f"nineteen {words_en(two)}" if r.random() < 0.8 else f"nineteen hundred and {words_en(two)}"


def _ordinal(d):
    head, _, last = words_en(d).rpartition("-")
    return (head + "-" if head else "") + _ORDINALS.get(last, last + "th")
