"""What stands in documents and names nobody: dates, amounts, numbers, mailboxes."""

from functools import cache
from pathlib import Path

import births
from calendars import DAYS, MONTHS

_LEXICON = Path(__file__).parents[1] / "lexicon"
_PRODUCTS = "Excel,Notion,chaise de bureau,imprimante laser,iPhone 15,site vitrine,forfait Premium,Pack Sérénité,Canon EOS R6,chaudière De Dietrich,licence Microsoft 365,WordPress,Peugeot 208,panneau solaire,porte d'entrée,cuisine équipée,Abonnement Pro,Thermomix,vélo électrique,casque Bose,Dyson V15,Nespresso Vertuo,logiciel Sage,ERP Odoo,Renault Clio".split(",")
_PRODUCTS_EN = "Excel,Notion,office chair,laser printer,iPhone 15,brochure website,Premium plan,Starter Pack,Canon EOS R6,combi boiler,Microsoft 365 licence,WordPress,Ford Focus,solar panel,front door,fitted kitchen,Pro subscription,Dyson V15,e-bike,Bose headset,QuickBooks,Xero,Salesforce seat,Tesla Model 3".split(",")
_JOBS = "infirmière,plombier,graphiste,avocate,notaire,professeur,comptable,assistante de direction,chef de projet,développeur,commercial,architecte,électricien,directrice générale,gérant,formatrice,consultant,responsable RH,kinésithérapeute,coach".split(",")
_JOBS_EN = "nurse,plumber,graphic designer,solicitor,teacher,accountant,office manager,project manager,developer,sales rep,architect,electrician,managing director,trainer,consultant,HR manager,physiotherapist,coach,Operations Director,Head of Sales".split(",")
_BOXES = "contact info compta facturation rh support commercial accueil direction noreply hello sales admin billing jobs privacy dpo".split()
_FOREIGN = "ceteris paribus,mutatis mutandis,ad hoc,de facto,bona fide,pro bono,in vitro,habeas corpus,carpe diem,tempus fugit,vox populi,quid pro quo,magnum opus,alma mater,Homo sapiens,Canis lupus,Felis catus,Quercus robur,Escherichia coli,Rosa canina,Ursus arctos,Vulpes vulpes,Salmo salar,Lorem ipsum dolor sit amet,Guten Morgen,Weltanschauung,Schadenfreude,Zeitgeist,Kindergarten,Bundestag,Straßenbahn,Apfelstrudel,buenos días,mañana,tortilla de patatas,la casa blanca,el perro negro,mi corazón,obrigado,saudade,bom dia,boa noite,feijoada,pastel de nata,buongiorno,dolce vita,al dente,Divina Commedia,tagliatelle,cappuccino,ciao bella,tack så mycket,smörgåsbord,hygge,fika,lagom,jólakaka,sisu,perestroïka,glasnost,babouchka,dobar dan,na zdrowie,pierogi,goulash,kimchi,bibimbap,sushi,tonkatsu,ikigai,kaizen,wabi-sabi,konnichiwa,arigato,ni hao,namaste,dal makhani,biryani,roti,inshallah,habibi,shukran,souk,tajine,couscous,hakuna matata,ubuntu,mazel tov,chutzpah,aloha,mahalo,haka,schnitzel,spätzle,gemütlich,gesundheit,poutine,tabernacle".split(",")
_SOUNDS = "ba be bi bo bu ca co cra cro da de di do dra fi flo fu ga glo go gra ha he hu ja jo ka ki kla ko la le li lo lu ma me mi mo mu na ne no nu o pa pe pi pla po qui ra re ri ro sa se si sla so spa ste sto ta te ti tra tri tu va ve vi vo wa we xa yo za ze zi zo".split()
_ENDS = "ly fy io ify kit hub lab base flow ware desk cast box pad net scale max tex gen dex ium ora ix on us ra va zo".split()
_HEX = "0123456789abcdef"


def date(random, language, *, first=2019, last=2027):
    d, m, y = random.randint(1, 28), random.randint(1, 12), random.randint(first, last)
    if random.random() < 0.35:
        return longdate(random, language, d, m, y)
    if language == "en" and random.random() < 0.4:
        return random.choice((f"{m:02d}/{d:02d}/{y}", f"{m}/{d}/{y % 100:02d}", f"{y}-{m:02d}-{d:02d}"))
    return random.choice((f"{d:02d}/{m:02d}/{y}", f"{d:02d}/{m:02d}/{y}", f"{d:02d}.{m:02d}.{y}", f"{d:02d}-{m:02d}-{y}", f"{y}-{m:02d}-{d:02d}", f"{d:02d}/{m:02d}/{y % 100:02d}", f"{d}/{m}/{y}", f"{d:02d} {m:02d} {y}"))


def birth(random, language):
    if language in {"fr", "en"} and random.random() < 0.25:
        return births.birth(random, language, (random.randint(1, 28), random.randint(1, 12), random.randint(1935, 2018)))
    return date(random, language, first=1935, last=2018)


def longdate(random, language, d=0, m=0, y=0):
    d, m, y = d or random.randint(1, 28), m or random.randint(1, 12), y or random.randint(2019, 2027)
    month = MONTHS[language][m - 1]
    if language == "en":
        return random.choice((f"{d} {month} {y}", f"{month} {d}, {y}", f"{d} {month[:3]} {y}", f"{d}{'th' if 3 < d < 21 else 'st' if d % 10 == 1 else 'nd' if d % 10 == 2 else 'rd' if d % 10 == 3 else 'th'} {month} {y}"))
    if language == "fr":
        return f"{'1er' if d == 1 else d} {month} {y}"
    return f"{d}. {month} {y}" if language == "de" else f"{d} de {month} de {y}" if language == "es" else f"{d} {month} {y}"


def amount(random, language):
    value = random.choice((random.randint(5, 99), random.randint(100, 990), random.randint(1000, 99000)))
    cents = random.choice(("", "", ",00", f",{random.randint(0, 99):02d}"))
    if language == "fr":
        return f"{value:,}".replace(",", random.choice((" ", " ", "."))) + cents + random.choice((" €", " €", " €", "€", " euros", " EUR"))
    return random.choice(("£", "$", "€")) + f"{value:,}" + cents.replace(",", ".")


def phone(random, language):
    digits = f"{random.randint(0, 10**8 - 1):08d}"
    if language == "fr":
        sep = random.choice((" ", " ", ".", "", "-"))
        pairs = sep.join(digits[i : i + 2] for i in range(0, 8, 2))
        return random.choice((f"0{random.choice('1234567')}{sep}{pairs}", f"+33 {random.choice('1267')} {pairs}"))
    return random.choice((f"07{digits[:3]} {digits[2:]}", f"+44 7{digits[:3]} {digits[2:]}", f"({digits[:3]}) 555-{digits[4:]}", f"{digits[:3]}-555-{digits[4:]}", f"020 {digits[:4]} {digits[4:]}"))


@cache
def _words(*files):
    """Lines of lexicons."""
    return [line for name in files for line in (_LEXICON / name).read_text(encoding="utf-8").splitlines()]


@cache
def _plain_words(language):
    """Ordinary words that are nobody's name, French or English ones."""
    files = ("common_fr.txt",) if language == "fr" else ("common_en.txt", "ordinary_en.txt")
    return [word for word in _words(*files) if word not in _names()]


@cache
def _names():
    """Words that are first names or surnames."""
    return {line.split("\t")[0] for line in _words("first_names.tsv", "wordy_names.txt", "surnames.txt")}


@cache
def _brands():
    """Products and firms that have nobody's name."""
    return [name for name in _words("not_names.txt") if not _names() & set(name.split())]


@cache
def _wordy_surnames():
    """Ordinary words that are surnames, of which a name is rarely thought."""
    first = {line.split("\t")[0] for line in _words("first_names.tsv", "wordy_names.txt")}
    return sorted(set(_words("ordinary_en.txt")) & set(_words("surnames.txt")) - first)


@cache
def _namely(language):
    """Ordinary words that are first names or surnames too, with a capital."""
    files = ("common_fr.txt",) if language == "fr" else ("common_en.txt", "ordinary_en.txt")
    return sorted({word.capitalize() for word in _words(*files)} & {name.capitalize() for name in _names()})


def word(random, language):
    """An ordinary word in lower case; in English one in three is a surname as well."""
    if language != "fr" and random.random() < 0.33:
        return random.choice(_wordy_surnames())
    return random.choice(_plain_words(language))


def brand(random):
    """A product, a firm or a tool: one that exists or might."""
    x = random.random()
    if x < 0.45:
        return random.choice(_brands()).title()
    made = "".join(random.choice(_SOUNDS) for _ in range(random.choice((1, 2, 2, 3))))
    if x < 0.75:
        return (made + random.choice(_ENDS)).capitalize()
    if x < 0.85:
        return made.capitalize() + random.choice(_ENDS).capitalize()
    if x < 0.93:
        return random.choice(_plain_words("en")).capitalize() + random.choice(_ENDS)
    return made.upper()[: random.choice((3, 4, 5))]


def identifier(random):
    """The name of something in code."""
    words = [word(random, "en") for _ in range(random.choice((1, 1, 2, 2, 3)))]
    joined = "".join(map(str.capitalize, words))
    return random.choice(("_".join(words), joined, joined[0].lower() + joined[1:], "".join(words), words[0][:4]))


def filler(random, language, name):
    """The text of a slot that names nobody.

    Raises:
        KeyError: there is no such slot.
    """
    if name in births.LIKE:
        return "".join(births.said(random, language, births.LIKE[name], births.day(random)))
    r, fr = random, language == "fr"
    digits = lambda n: "".join(r.choice("0123456789") for _ in range(n))  # noqa: E731
    made = {
        "date": lambda: date(r, language),
        "longdate": lambda: longdate(r, language),
        "time": lambda: r.choice((f"{r.randint(7, 20)}h{r.choice(('', '00', '15', '30', '45'))}", f"{r.randint(7, 20)} h {r.choice(('', '30'))}".strip(), f"{r.randint(7, 20)}:{r.choice(('00', '15', '30', '42'))}")) if fr else r.choice((f"{r.randint(1, 12)}{r.choice(('am', 'pm', ' p.m.'))}", f"{r.randint(7, 20):02d}:{r.choice(('00', '15', '30', '42'))}")),
        "month": lambda: r.choice(MONTHS[language]),
        "weekday": lambda: r.choice(DAYS[language]),
        "day": lambda: r.choice(DAYS[language]),
        "year": lambda: str(r.randint(1995, 2027)),
        "amount": lambda: amount(r, language),
        "percent": lambda: f"{r.randint(1, 99)}{' %' if fr else '%'}",
        "n": lambda: str(r.randint(1, 30)),
        "num": lambda: digits(r.choice((4, 5, 6, 8))),
        "ref": lambda: r.choice((f"F{r.randint(2019, 2027)}-{digits(3)}", f"2026-{digits(4)}", f"D-{digits(5)}", digits(7), f"REF{digits(6)}", f"{r.choice('ABCDX')}{digits(6)}", f"INV-{digits(5)}", f"RG {digits(2)}/{digits(5)}")),
        "iban": lambda: f"FR76 {digits(4)} {digits(4)} {digits(4)} {digits(4)} {digits(4)} {digits(3)}" if fr else f"GB{digits(2)} BARC {digits(4)} {digits(4)} {digits(4)} {digits(2)}",
        "siret": lambda: f"{digits(3)} {digits(3)} {digits(3)} {digits(5)}" if r.random() < 0.6 else digits(14),
        "nir": lambda: f"{r.choice('12')} {digits(2)} {r.randint(1, 12):02d} {digits(2)} {digits(3)} {digits(3)} {digits(2)}",
        "phone": lambda: phone(r, language),
        "email": lambda: f"{r.choice(_BOXES)}@{r.choice(('exemple.fr', 'cabinet-rive.fr', 'example.com', 'studio-lumen.fr', 'acme.example', 'mairie-bourg.fr', 'northgate.co.uk'))}",
        "url": lambda: r.choice(("https://www.exemple.fr/devis", "www.studio-lumen.fr", "https://example.com/a?id=" + digits(3), "http://localhost:8080/api", "https://meet.example.org/abc-defg")),
        "ip": lambda: ".".join(str(r.randint(1, 254)) for _ in range(4)),
        "uuid": lambda: "-".join("".join(r.choice(_HEX) for _ in range(n)) for n in (8, 4, 4, 4, 12)),
        "hash": lambda: "".join(r.choice(_HEX) for _ in range(r.choice((7, 12, 32, 40)))),
        "card": lambda: f"{r.choice('45')}{digits(3)} {digits(4)} {digits(4)} {digits(4)}",
        "file": lambda: r.choice(("devis.pdf", "contrat_v2.docx", "export.csv", "photo.jpg", "report-final.xlsx")),
        "product": lambda: r.choice(_PRODUCTS if fr else _PRODUCTS_EN),
        "word": lambda: word(r, language),
        "noun": lambda: r.choice(_plain_words(language)).capitalize(),
        "namely": lambda: r.choice(_namely(language)),
        "brand": lambda: brand(r),
        "ident": lambda: identifier(r),
        "foreign": lambda: r.choice(_FOREIGN),
        "job": lambda: r.choice(_JOBS if fr else _JOBS_EN),
        "age": lambda: str(r.randint(1, 99)),
    }
    return made[name]()
