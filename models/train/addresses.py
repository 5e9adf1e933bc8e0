"""Whole addresses as people write them: every country's order, hamlets, boxes, flats, no number.

Streets are invented, towns are real; ``whole`` gives one address of an English or French document,
``part`` what may stand between a street and a town.
"""

from places import _LETTERS, _THINGS, _ENGLISH_THINGS, _ENGLISH_WAYS, postcode, street

_UNITS_FR = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt vingt-deux vingt-sept trente trente-quatre quarante-et-un quarante-huit cinquante cinquante-trois soixante".split()
_UNITS_EN = "one two three four five six seven eight nine ten eleven twelve fifteen eighteen twenty twenty-one twenty-four thirty forty-two fifty sixty-one seventy eighty ninety-nine".split()
_LANDS = "Le Bourg|Le Village|Les Chênes|Le Moulin|La Croix Blanche|Les Granges|Kerguen|Kerlann|Le Mas Neuf|La Grange aux Belles|Les Trois Fontaines|Le Pré du Loup|Bois Renard|La Petite Métairie|Les Bruyères|Les Hauts du Lac|Puech Bas|La Borie Haute|Le Clos des Vignes|La Bergerie|Les Quatre Routes|La Vallée|Le Grand Pré|La Fontaine aux Moines|Pech Redon|Les Essarts|Campagne Basse|Coat Meur|Montplaisir|La Tuilière|Bel Orient|Les Combes|La Roche Noire".split("|")
_LAND_HEADS = "Lieu-dit |lieu-dit |lieudit |Hameau de |hameau des |Ferme de |Domaine de |Mas de |Moulin de |Château de |Le Clos de |Villa |Quartier |Camping |Chalet |Manoir de |Le Logis de |Route de |Chemin de |Chemin rural de |||||".split("|")
_RESIDENCES = "Résidence|Résidence|Rés.|résidence|Res|Immeuble|Imm.|Tour|Cité|Le Parc|Villa|Foyer|EHPAD|Copropriété|Clos".split("|")
_RESIDENCE_NAMES = "Les Acacias|Les Jardins de Flore|Bellevue|Le Belvédère|Beau Soleil|du Lac|Les Terrasses|Athéna|Le Cristal|Les Érables|de la Baie|Mozart|Les Portes du Parc|Nour|El Amal|Le Concorde|Les Cèdres|Jupiter|Horizon|du Vieux Moulin".split("|")
_SWISS = "Chemin|Rue|Avenue|Route|Place|Ruelle|Quai|Impasse|Chaussée|Square|Boulevard".split("|")
_AFRICA = "Abidjan:Cocody Angré 7e tranche|Abidjan:Yopougon Maroc|Dakar:Sicap Liberté 2|Dakar:Ouakam, cité Avion|Douala:Bonapriso|Yaoundé:quartier Bastos|Casablanca:Hay Hassani|Rabat:Hay Riad, secteur 9|Alger:cité des 200 logements|Oran:Hay El Badr|Tunis:Cité El Khadra|Sfax:route de Gremda km 4|Bamako:Badalabougou Est|Lomé:quartier Tokoin|Cotonou:lot 1420 Fidjrossè|Ouagadougou:secteur 15|Kinshasa:commune de Ngaliema|Antananarivo:lot II M 85 Antsakaviro|Niamey:quartier Plateau|Conakry:Ratoma".split("|")
_WARD = "Saint-Joseph|Centre-ville|Sainte-Foy|Terminus|Haute-Ville|Vieux-Port".split("|")
_HOUSES = "Rose Cottage|Ivy Lodge|The Granary|The Old Schoolhouse|Orchard End|Windmill House|Hillcrest|The Laurels|Beech House|Kiln Barn|Holly Bank|Mill Farm|The Willows|Thornfield|Two Hoots|Sea View|Keeper's Cottage|The Coach House|Fernlea|Glebe House|Manor Barn|The Hollies|Woodside|Tanglewood".split("|")
_BLOCKS = "Harbour Court|Tannery Court|Albion House|Mercer Buildings|The Sidings|Kestrel House|Ashdown Court|Wharf Mill|Regent Mansions|Victoria Works|Cedar Lodge Care Home|Block C|Eastgate Point".split("|")
_COUNTIES = "Norfolk|Kent|Shropshire|Devon|Cornwall|Beds|Herts|N. Yorks|Lancs|Powys|Fife|Co. Down|Wilts|Surrey|West Sussex|Cumbria|Dorset|Perthshire".split("|")
_VILLAGES = "Great Wenlow|Upper Tarn|Little Marling|Nr Thirsk|Chapel Hill|Nether Stowe|Eastbourne|Wattle Park|Lower Hutt|Llanfair|Kirkby Moor|Hockley|East Barton|Northcote|Redland".split("|")
_IRISH = "Co. Mayo|Co Cork|Co. Kerry|Co. Donegal|Co Tipperary|County Clare|Co. Wicklow|Dublin 8|Dublin 15|Galway|Co. Meath|Limerick".split("|")
_TOWNLANDS = "Gortnamona|Ballymore|Knockroe|Cloonbeg|Carrowkeel|Derrylea|Kilcoole|Rathduff|Lisnagry|Ballinagh|Coolnahay|Tullybeg".split("|")
_STATES = "AL AZ AR CA CO CT FL GA ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split()
_LONG_STATES = "Ohio|Texas|Oregon|Minnesota|North Carolina|California|Florida|New York|Montana|Iowa".split("|")
_PROVINCES = "ON QC BC AB MB SK NS NB NL PE".split()
_AUSTRALIA = "NSW VIC QLD TAS WA SA ACT NT".split()
_SIDES = ("", "", "", "", "N ", "S ", "E ", "W ", "NW ", "SW ", "North ", "West ")
_ABROAD = "Lekki Phase 1, Lagos|Wuse 2, Abuja|Westlands, Nairobi|East Legon, Accra|Bandra West, Mumbai 400050|Koregaon Park, Pune 411001|Indiranagar, Bengaluru 560038|DHA Phase 5, Karachi|Gulshan-2, Dhaka 1212|Sandton, Johannesburg 2196|Claremont, Cape Town 7708|Quezon City 1103|Kallang, Singapore 339511|Causeway Bay, Hong Kong".split("|")


def _eircode(r):
    return f"{r.choice('ACDEFHKNPRTVWXY')}{r.randint(10, 99)} {''.join(r.choice('0123456789ACDEFHKNPRTVWXY') for _ in range(4))}"


def _canada(r):
    return f"{r.choice('ABCEGHJKLMNPRSTVX')}{r.randint(0, 9)}{r.choice(_LETTERS)}{r.choice((' ', ' ', ' ', ''))}{r.randint(0, 9)}{r.choice(_LETTERS)}{r.randint(0, 9)}"


def _name(r, language, surname):
    if language == "fr":
        return r.choice(_THINGS) if r.random() < 0.7 else surname
    return r.choice(_ENGLISH_THINGS) if r.random() < 0.6 else surname


def part(r, language):
    """A flat, a floor, a building."""
    n, letter = r.randint(1, 40), r.choice("ABCDEFG")
    if language == "fr":
        return r.choice((f"appt {n}", f"apt {n}", f"Appartement {n}", f"app. {n}", f"bât. {letter}", f"Bâtiment {letter}{r.choice(('', '1', '2'))}", f"bat {letter.lower()}", f"esc. {letter}", f"escalier {n % 6 + 1}", f"{n % 9 + 1}e étage", f"{n % 9 + 1}ème étage {r.choice(('gauche', 'droite', 'porte ' + str(n), ''))}".strip(), "rez-de-chaussée", f"porte {n}", f"entrée {n % 9}", f"logt {n}", f"boîte {n}", f"bte {n}", f"hall {letter}", f"lot {n}", f"chambre {n}", f"{r.choice(_RESIDENCES)} {r.choice(_RESIDENCE_NAMES)}", "au fond de la cour"))
    return r.choice((f"Flat {n}", f"Flat {n}{letter}", f"Apt {n}", f"Apt {n}{letter}", f"Apartment {n}", f"Unit {n}", f"Suite {n * 100}", f"Ste {n}", f"#{n}{r.choice(('', letter))}", f"Room {n}", "First Floor", "Top Flat", "Basement Flat", f"Block {letter}", r.choice(_BLOCKS)))


def _joined(r, lines):
    comma = r.choice((", ", ", ", ", ", ", ", "\n", "\n", " - ", " "))
    return comma.join(line for line in lines if line)


def _french(r, surname, town):
    name, (city, code) = _name(r, "fr", surname), town("FR")
    place = f"{r.choice(('', '', '', 'F-'))}{postcode(r, 'fr', code)} {city}{r.choice(('', '', '', '', ' Cedex', ' CEDEX ' + str(r.randint(1, 20))))}"
    x = r.random()
    if x < 0.22:  # with what stands beside the number
        extra = [part(r, "fr") for _ in range(r.choice((1, 1, 2, 3)))]
        line = street(r, "fr", surname)
        return _joined(r, [*extra, line, place] if r.random() < 0.55 else [line, *extra, place])
    if x < 0.34:  # without number
        return _joined(r, [street(r, "fr", surname, number=False), place])
    if x < 0.52:
        land = r.choice(_LAND_HEADS) + r.choice(_LANDS)
        head = r.choice(("", "", "", f"{r.randint(1, 900)} "))
        line = street(r, "fr", surname, number=r.random() < 0.6) if r.random() < 0.25 else ""
        return _joined(r, [head + land, line, place])
    if x < 0.62:
        box = f"{r.choice(('BP', 'BP', 'CS', 'TSA', 'B.P.'))} {r.randint(10, 99999)}"
        return _joined(r, [street(r, "fr", surname) if r.random() < 0.4 else "", box, place])
    line = street(r, "fr", surname, number=r.random() < 0.8)
    if x < 0.78:  # the town without its code
        return line + r.choice((", ", " à ", " à ", " - ", " ")) + city + r.choice(("", "", "", f" {r.randint(1, 9)}e"))
    if x < 0.84:
        return line + r.choice((f" ({postcode(r, 'fr', code)})", f", {city} ({postcode(r, 'fr', code)})", f" à {city} ({postcode(r, 'fr', code)[:2]})"))
    if x < 0.90:  # the town first, the number last
        return r.choice((f"{city} ({postcode(r, 'fr', code)}), {line}", f"{city}, {line}", f"{r.choice(('rue', 'place', 'bd', 'avenue'))} {name}, n° {r.randint(1, 140)}", f"numéro {r.randint(2, 90)} de la rue {name} à {city}"))
    if x < 0.95:
        return f"{r.choice(_UNITS_FR)}{r.choice((', ', ' '))}{r.choice(('rue', 'avenue', 'chemin', 'boulevard'))} {name}{r.choice(('', f', {city}', f', {place}'))}"
    return f"{r.randint(1, 140)} de la rue {name}{r.choice(('', f', {city}', f', {place}'))}"


def _neighbour(r, surname, town):
    """Belgium, Switzerland, Luxembourg, Quebec, Africa."""
    name, n, x = _name(r, "fr", surname), r.randint(1, 240), r.random()
    way = r.choice(_SWISS)
    if x < 0.25:
        city = town("BE")[0]
        box = r.choice(("", "", f" bte {n % 30 + 1}", f" boîte {n % 30 + 1}", f", bte {n % 9 + 1}", f"/{n % 9 + 1}"))
        return f"{way} {name}{r.choice((' ', ', '))}{n}{box}" + r.choice((f", {r.choice(('', 'B-'))}{r.randint(1000, 9990)} {city}", f"\n{r.randint(1000, 9990)} {city}", f", {city}", ""))
    if x < 0.45:
        return f"{way} {name} {n}{r.choice(('', '', 'a', 'bis'))}" + r.choice((f", {r.choice(('', 'CH-'))}{r.randint(1000, 9658)} {town('CH')[0]}", f"\n{r.randint(1000, 2999)} {town('CH')[0]}", f", {town('CH')[0]}"))
    if x < 0.52:
        return f"{n}, {way.lower()} {name}, L-{r.randint(1110, 9990)} {r.choice(('Luxembourg', 'Esch-sur-Alzette', 'Differdange', 'Mersch'))}"
    city = town("CA")[0]
    if x < 0.75:
        line = r.choice((f"{n * 17}, rue {name}", f"{n * 17} rue {name}", f"{n * 31}, boul. {name}", f"{n}, {r.randint(2, 90)}e {r.choice(('Avenue', 'Rue'))}", f"{n * 4}, rang {name}", f"{n * 7} chemin {name}", f"{r.choice(('C.P.', 'CP', 'Case postale'))} {n}, succ. {r.choice(_WARD)}"))
        return _joined(r, [line, r.choice(("", "", f"app. {n % 40 + 1}", f"bureau {n * 3}")), f"{city}{r.choice((' (Québec)', ', QC', ' QC', ' (QC)', '', ' Québec'))} {_canada(r)}"])
    city, _, ward = r.choice(_AFRICA).partition(":")
    return r.choice((f"{n} rue {name}, {ward}, {city}", f"villa {n}, {ward}, {city}", f"{n}, {ward}, {city}", f"BP {n * 31} {city}", f"{part(r, 'fr')}, {n} avenue {name}, {city}", f"{ward}, lot {n}, {city}"))


def _british(r, surname, town):
    city, code, name = town("GB")[0], postcode(r, "uk"), _name(r, "en", surname)
    road = f"{name} {r.choice(_ENGLISH_WAYS)}"
    line = f"{r.randint(1, 260)}{r.choice(('', '', '', 'a', 'b'))} {road}"
    x = r.random()
    if x < 0.3:
        lines = [part(r, "en"), r.choice(("", "", r.choice(_BLOCKS))), line, city, code]
    elif x < 0.5:
        lines = [r.choice(_HOUSES), r.choice(("", road)), r.choice(("", r.choice(_VILLAGES))), city, r.choice(("", r.choice(_COUNTIES))), code]
    elif x < 0.62:
        lines = [road, city, code]
    elif x < 0.74:
        lines = [line, r.choice(("", r.choice(_VILLAGES))), city, r.choice(("", r.choice(_COUNTIES))), code]
    elif x < 0.84:
        return f"{city}{r.choice((' ', ', '))}{code}" if r.random() < 0.6 else code
    elif x < 0.92:
        return f"{r.choice((line, f'{part(r, "en")}, {line}', f'{r.choice(_HOUSES)}, {road}'))}{r.choice(('', f', {city}', f', {city}'))}"
    else:
        lines = [f"Unit {r.randint(1, 40)}", f"{name} {r.choice(('Business Park', 'Industrial Estate', 'Trading Estate'))}", city, code]
    joined = _joined(r, lines)
    return joined if r.random() < 0.6 else joined.replace(f", {code}", f" {code}")


def _american(r, surname, town):
    city, name = town("US")[0], _name(r, "en", surname)
    way = r.choice((*_ENGLISH_WAYS, "Pkwy", "Hwy", "Ln", "Cir", "Trl", "Loop", "Pl", "Ter"))
    zip_ = f"{r.randint(1001, 99950):05d}{r.choice(('', '', '', f'-{r.randint(1000, 9999)}'))}"
    state = r.choice(_STATES) if r.random() < 0.85 else r.choice(_LONG_STATES)
    place = r.choice((f"{city}, {state} {zip_}", f"{city}, {state} {zip_}", f"{city} {state} {zip_}", f"{city}, {state}", city, zip_))
    n = r.choice((r.randint(1, 99), r.randint(100, 999), r.randint(1000, 19999)))
    line = r.choice((f"{n} {r.choice(_SIDES)}{name} {way}",) * 6 + (
        f"{n} {r.choice(_SIDES)}{r.randint(2, 180)}th {r.choice(('St', 'Ave', 'Ter', 'Street', 'Avenue'))}", f"{r.choice(('PO Box', 'P.O. Box', 'P O Box', 'RR 2 Box', 'HC 61 Box'))} {n}",
        f"{n} {r.choice(('Co Rd', 'County Road', 'Highway', 'State Route', 'FM'))} {r.randint(2, 990)}", f"{n // 100 * 100 + 100} block of {name} {way}",
        f"{r.choice(_UNITS_EN).title()} {r.choice(('', 'Hundred '))}{name} {way}", f"{name} {way} and {r.choice(_ENGLISH_THINGS)} {r.choice(_ENGLISH_WAYS)}"))
    unit = r.choice(("", "", "", part(r, "en")))
    return line if r.random() < 0.12 else f"{line}{r.choice((' ', ', ')) + unit if unit else ''}{r.choice((', ', ', ', chr(10), ' '))}{place}"


def _other_english(r, surname, town):
    """Ireland, Canada, Australia, New Zealand, India, Africa."""
    name, n, x = _name(r, "en", surname), r.randint(1, 400), r.random()
    road = f"{name} {r.choice(_ENGLISH_WAYS)}"
    if x < 0.3:
        head = r.choice((f"{n} {road}", r.choice(_TOWNLANDS), f"{r.choice(_HOUSES)}, {r.choice(_TOWNLANDS)}", f"{part(r, 'en')}, {road}"))
        return _joined(r, [head, r.choice(("", town("IE")[0])), r.choice(_IRISH), r.choice((_eircode(r), _eircode(r), ""))]) if r.random() < 0.85 else _eircode(r)
    if x < 0.5:
        province = r.choice(_PROVINCES)
        return f"{r.choice((f'{n} {road}', f'{n % 90}-{n * 3} {road}', f'{part(r, "en")}, {n} {road}'))}, {town('CA')[0]}{r.choice((', ', ' '))}{province} {_canada(r)}"
    if x < 0.75:
        line = r.choice((f"{n} {road}", f"Unit {n % 30}/{n} {road}", f"{n % 30}/{n} {road}", f"Lot {n}, {road}", f"GPO Box {n}", f"PO Box {n}"))
        place = f"{r.choice((town('AU')[0], r.choice(_VILLAGES)))}{r.choice((' ', ', '))}{r.choice(_AUSTRALIA)} {r.randint(2000, 7470)}"
        return line + r.choice((", ", ", ", "\n")) + place
    if x < 0.85:
        return _joined(r, [f"{n} {road}", r.choice(("", r.choice(_VILLAGES))), f"{town('NZ')[0]} {r.randint(1010, 9893)}"])
    return f"{r.choice((f'Plot {n}', f'No. {n}', f'House {n}', f'{r.choice("ABC")}-{n}', f'Flat {n}', str(n)))}, {r.choice((road, f'{name} Apartments, MG Road', f'{surname} Close', f'Road {n % 30}'))}, {r.choice(_ABROAD)}"


def whole(random, language, surname, town):
    """One address; ``town`` gives a town of a country, with its postcode or nothing."""
    if language == "fr":
        return _french(random, surname, town) if random.random() < 0.75 else _neighbour(random, surname, town)
    x = random.random()
    if x < 0.42:
        return _british(random, surname, town)
    return _american(random, surname, town) if x < 0.74 else _other_english(random, surname, town)
