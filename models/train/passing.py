"""Addresses said in passing, in French and English.

A ``Home`` is one dwelling; ``said`` names it in a form of ``FORMS``, another way each time: half an
address, a house by its name, a number behind its road, the flat alone, the neighbour's number.
Texts are lists of ``(text, label or nothing)``, so that a preposition stays outside.
"""

from dataclasses import dataclass

from numerals import TEENS_EN, words_en, words_fr
from places import _AREAS, _ENGLISH_THINGS, _ENGLISH_WAYS, _THINGS, postcode

ADDRESS = "ADDRESS"
FORMS = frozenset("home at from road no nextdoor unit house corner stay said ofroad".split())

AT = {"m": "au ", "f": "à la ", "v": "à l'", "p": "aux ", "": "à "}
OF = {"m": "du ", "f": "de la ", "v": "de l'", "p": "des ", "": "de "}
THE = {"m": "le ", "f": "la ", "v": "l'", "p": "les ", "": ""}

_ARTICLES = {"Le": "m", "La": "f", "Les": "p"}

FRENCH_WAYS = (
    "f rue,f rue,f rue,f rue,f rue,f rue,v avenue,v avenue,m boulevard,m chemin,m chemin,v impasse,v impasse,v allée,f place,m quai,f route,m cours,m square,m sentier,m passage,f ruelle,f montée,f venelle,f sente,"
    "f traverse,f côte,m lotissement,f cité,m faubourg,f promenade,m mail,m clos,f chaussée,v esplanade,m rang,f cour,f villa,m hameau"
).split(",")
_SHORT = {"rue": ("r.", "r"), "avenue": ("av.", "av", "ave"), "boulevard": ("bd", "bld", "boul."), "chemin": ("ch.", "che", "chem."), "impasse": ("imp.", "imp"), "allée": ("all.", "all"), "place": ("pl.", "pl"), "route": ("rte", "rte."), "lotissement": ("lot.", "lot"), "square": ("sq.", "sq"), "passage": ("pass.",), "faubourg": ("fg",)}
_SPOTS = {
    "m": "Puy Bois Pré Moulin Clos Mas Bourg Chêne Pont Four Causse Val Champ Pin Rocher Plan Verger Port Coteau Colombier Breuil Marais Lavoir Buron Pigeonnier Ruisseau Vallon Gué".split(),
    "f": "Croix Borde Combe Grange Roche Fontaine Lande Source Vigne Garenne Tuilerie Prade Colline Sagne Coste Vallée Chapelle Forge Mare Bruyère Motte Plaine Brosse Jasse Closerie Vernière Poterie".split(),
    "p": "Essarts Granges Bruyères Chênes Landes Aubiers Sources Genêts Vignes Fougères Ormes Tilleuls Rochers Bories Marais Buis Coudriers Fontaines Hauts Glycines Pins Cyprès Ajoncs Lauriers Cerisiers Noyers Vents Chemins Oliviers".split(),
}
_AFTER = {"m": "Haut|Bas|Neuf|Blanc|Noir|Vieux".split("|"), "f": "Haute|Basse|Neuve|Blanche|Noire|Vieille".split("|")}
_OF_WHAT = "du Loup|de l'Âne|aux Moines|Saint-Jean|d'en Haut|d'en Bas|du Renard|des Dames|de Pierre|au Roi|du Pendu|des Prés|du Milieu|Saint-Roch|aux Fées|de l'Étang|du Berger|à Rouge|des Bois".split("|")
_DOMAINS = "m hameau,m hameau,m lieu-dit,m lieu-dit,m lieudit,f ferme,f ferme,m mas,m moulin,m domaine,f bergerie,f bastide,m chalet,m pavillon,m manoir,f métairie,f longère,m quartier,f villa,m clos,f maison,f propriété".split(",")
_VILLAS = "Mon Repos|Marguerite|Les Mouettes|Ça m'suffit|Suzanne|Bon Accueil|Bel Air|Les Embruns|Beau Rivage|Jeannette|Belle Étoile|Sans Souci|Le Nid|Ma Normandie|L'Oustal|Aurore|Les Hirondelles|Henriette|Bella Vista|Ty Coz|Le Cabanon|Les Flots Bleus|Clair Matin".split("|")
_BRETON = ("Ker", "Ker", "Lan", "Pen", "Coat ", "Tré", "Plou", "Loc", "Goas", "Puech ", "Etche", "Pech ", "Serre ", "Can ", "Bois-", "Font", "Ville-"), "bihan|vran|goat|morvan|houat|mario|berry|garric|lann|nevez|redon|bel|ségur|audren|hervé|barthe|rouge|auret|velin|gal|huel|guen|berre|grand|lou|issart".split("|")
_BLOCKS_FR = "f résidence,f résidence,f résidence,f rés.,m foyer,f tour,m immeuble,m clos,f cité,f copropriété,v ensemble,v îlot,m parc,m square,f barre".split(",")
_STAYS_FR = "m camping,v EHPAD,v EHPAD,f maison de retraite,m foyer,f résidence autonomie,f résidence universitaire,f pension de famille,m port,v aire d'accueil,f clinique".split(",")

ENGLISH_WAYS = (*_ENGLISH_WAYS, *"Street Street Road Road Lane Lane Close Drive Avenue Ave Rd St Cres Tce Pde Gdns Brae Wynd Bank Approach Vale Ct Pl Ln Loop Circle Side Brow Mount Park View Fold End Cottages Villas".split())
TREES = "Acacia Linden Larch Poplar Beech Hawthorn Rowan Alder Sycamore Juniper Laburnum Magnolia Hazel Aspen Walnut Cypress Lilac Holly Fern Heather Bramble Clover Laurel Ivy Thorn Sorrel Primrose Bluebell Foxglove Honeysuckle Wisteria Lavender".split()
BEASTS = "Kestrel Heron Curlew Swallow Rook Otter Badger Fox Lark Robin Wren Plover Hare Osprey Falcon Mallard Kingfisher Swan Raven Pheasant".split()
_NAMES_EN = [name for name in _ENGLISH_THINGS if name != "St"]
OTHERS = "Elm Hill Mill Brook Spring Moor Stone Bridge Ferry Chapel Glebe Orchard Meadow Harbour Shore Quarry Marsh Cliff Priory Well Tithe Kiln Forge Barley Pond River Castle Church North West Upper Copper Ash Sand".split()
NATURE = (*TREES, *BEASTS, *OTHERS)
_HOUSE_KINDS = "Cottage|Cottage|Cottage|House|House|Farm|Lodge|Barn|Bank|Croft|Grange|Villa|Bungalow|End|View|Mead|Hall|Cot|Mount|Nook|Court|Ranch|Manor".split("|")
_OLD = "Bakery|Vicarage|School House|Post Office|Stables|Smithy|Chapel|Mill|Coach House|Police House|Signal Box|Manse|Toll House|Granary|Byre|Ferry House|Laundry|Boathouse|Brewery|Cider House|Gatehouse".split("|")
_CELTIC = ("Tigh na |Bryn |Ty |Plas |Pen y |Cnoc |Ard |Dun |Baile |Tigh an |Llys |Gort na ").split("|"), "Creige|Mor|Coed|Glas|Haul|Bwlch|Uisge|Beag|Gwyn|Sgoil|Dubh|Nant|Awel|Coille|Cladaich|Mawr".split("|")
_HOUSE_JOKES = "Journey's End|Puffins|Overhill|Cobwebs|Long Acre|Spindrift|Thrift|The Moorings|Hawkstones|Dunroamin|Wits End|Fairhaven|Lyndhurst|Overdale|Greenacres|Westward Ho|Sunnybank|Sandpipers|Bellevue|Kia Ora|Homeleigh".split("|")
_STEMS, _TOWNSHIPS = "Ash|Barn|Brom|Cald|Den|Ell|Farn|Grim|Hart|Kirk|Lang|Mars|Nor|Ock|Pem|Rad|Stan|Thorn|Wen|Wyn|Harr|Cole|Swin|Tad|Long|Bil|Dray|Hax".split("|"), "ton|ham|by|thorpe|combe|ley|field|worth|stead|wick|low|bury|ford|den|sett".split("|")
_BEFORE, _BEHIND = ("", "", "", "", "Great ", "Little ", "Upper ", "Lower ", "Nether ", "Long ", "Kirk ", "Much ", "East ", "Old "), ("", "", "", "", "", "-on-the-Hill", " Magna", " St Mary", "-by-Sea", " Green", " Common", " Parva")
_STAYS_EN = "Care Home|Nursing Home|Residential Home|Caravan Park|Holiday Park|Marina|Almshouses|Student Village|Retirement Village|Mobile Home Park|Park Homes|Hostel|Boatyard".split("|")


def joined(noun, kind, article):
    """``article`` a table: *au* of a masculine noun, *à la* of a feminine one."""
    return article[kind] + noun


def _of(name):
    """A town or a person after *de*."""
    article, _, rest = name.partition(" ")
    if article in _ARTICLES:
        return OF[_ARTICLES[article]] + rest
    return ("d'" if name[:1] in "AEÉÈIÎOUY" else "de ") + name


def to(town):
    """A town after *à*."""
    article, _, rest = town.partition(" ")
    return AT[_ARTICLES[article]] + rest if article in _ARTICLES else f"à {town}"


def _spot(r, surname):
    """A place in the country: kind of its article, and its name without the article."""
    x = r.random()
    if x < 0.16:
        return "", r.choice(_BRETON[0]) + r.choice(_BRETON[1])
    if x < 0.24:
        return "", f"Chez {surname}"
    kind = r.choice("mmfffpp")
    name = r.choice(_SPOTS[kind])
    y = r.random()
    if y < 0.25:
        name += " " + r.choice(_OF_WHAT)
    elif y < 0.4 and kind != "p":
        name += " " + r.choice(_AFTER[kind])
    elif y < 0.6 and kind == "p":
        name = f"{r.choice(('Deux', 'Trois', 'Quatre', 'Grands' if name in 'Essarts Aubiers Genêts Chênes Marais' else 'Sept'))} {name}"
    elif y < 0.66:
        name += f" {surname}"
    return kind, name


def _house_en(r, surname):
    x = r.random()
    if x < 0.2:
        return f"The Old {r.choice(_OLD)}"
    if x < 0.27:
        return f"The {r.choice((*TREES, *OTHERS))}{r.choice((' House', 's', ' Barn', ' Lodge'))}"
    if x < 0.36:
        return r.choice(_CELTIC[0]) + r.choice(_CELTIC[1])
    if x < 0.46:
        return r.choice(_HOUSE_JOKES)
    if x < 0.62:
        return f"{surname}{r.choice(('', '', chr(39) + 's'))} {r.choice(_HOUSE_KINDS)}"
    return f"{r.choice(NATURE)} {r.choice(_HOUSE_KINDS)}"


def _called(kind, text):
    """A house that stands alone: *Les Essarts*, but *ferme du Puy*."""
    return text if text[:1].islower() else THE[kind].capitalize() + text


def village(r):
    """The name of an English village, made up."""
    return r.choice(_BEFORE) + r.choice(_STEMS) + r.choice(_TOWNSHIPS) + r.choice(_BEHIND)


@dataclass(slots=True)
class Names:
    """Surnames and towns of a language, without end."""

    random: object
    language: str
    pool: object
    places: object

    def surname(self):
        return self.pool.surname(self.random, self.language)

    def town(self):
        return self.places.town(self.random, self.language)[0]


def road_name(r, names):
    """What a road is called after."""
    x, surname, town = r.random(), names.surname, names.town
    if names.language == "fr":
        if x < 0.5:
            return r.choice(_THINGS)
        if x < 0.72:
            return r.choice(("", "", "Docteur ", "du Docteur-", "du Général ", "Frères ", "Capitaine ", "Abbé ", "Jean ", "Marie ")) + surname()
        if x < 0.78:
            return _of(town())
        if x < 0.84:
            return f"Saint-{r.choice(('Roch', 'Éloi', 'Lazare', 'Maur', 'Hilaire', 'Vincent', 'Just', 'Côme'))}"
        kind, name = _spot(r, surname())
        return joined(name, kind, OF) if kind else _of(name).replace("de Chez ", "")
    if x < 0.35:
        return r.choice(_NAMES_EN)
    if x < 0.6:
        return r.choice(NATURE)
    return surname() if x < 0.85 else town()


@dataclass(slots=True)
class Home:
    """One dwelling: its number and road, its name, the flat, the town and its code."""

    names: Names
    number: int
    mark: str
    kind: str  # of the article that goes with ``way``
    way: str
    thing: str
    city: str
    code: str
    spoken: bool

    def said(self, form, r):
        """The dwelling in a form: ``[(text, label or nothing)]``."""
        if form in {"home", "at", "from"}:
            return self._french(form, r) if self.names.language == "fr" else self._english(form, r)
        match form:
            case "ofroad": return [(OF[self.kind] if self.names.language == "fr" else "of ", ""), (self._road(r), ADDRESS)]
            case "road": text = self._road(r)
            case "no": text = self._no(r)
            case "nextdoor": text = self._no(r, self.number + r.choice((-4, -2, -1, 1, 2, 2, 4)))
            case "unit": text = self.unit(r)
            case "house": text = _called(*self._house(r))
            case "corner": text = self._corner(r)
            case "stay": text = self._stay(r)[1]
            case _: text = self._aloud(r)
        return [(text, ADDRESS)]

    def _no(self, r, number=0):
        n = max(1, number or self.number)
        if self.spoken:
            return words_fr(n) if self.names.language == "fr" else words_en(n)
        return f"{n}{self.mark if not number or r.random() < 0.1 else ''}"

    def _road(self, r):
        if self.names.language == "fr":
            way = r.choice(_SHORT[self.way]) if self.way in _SHORT and r.random() < 0.22 else self.way
            return f"{way.capitalize() if r.random() < 0.15 else way} {self.thing}"
        return f"{self.thing} {self.way}".strip() if r.random() < 0.86 else f"{self.thing} {self.way}".lower()

    def _aloud(self, r):
        """Number and road as a transcript of speech has them: in words, without capitals."""
        if self.names.language == "fr":
            mark = {" bis": " bis", " ter": " ter"}.get(self.mark, "")
            return f"{words_fr(self.number)}{mark} {r.choice(('', '', 'de la ' if self.kind == 'f' else ''))}{self.way} {self.thing}".lower()
        n = self.number
        number = r.choice((words_en(n), words_en(n).replace("-", " "), " ".join(TEENS_EN[int(d)] for d in str(n)) if n > 99 else words_en(n)))
        return f"{number} {self.thing} {self.way}{r.choice(('', '', ' ' + self.city))}".lower()

    def unit(self, r):
        """The part of a building."""
        n, letter = r.randint(1, 48), r.choice("ABCDEFGH")
        if self.names.language == "fr":
            side = r.choice(("gauche", "droite", "face", "porte gauche", "au fond"))
            floor = r.choice((f"{n % 7 + 2}e", f"{n % 7 + 2}e étage", f"{n % 7 + 2}ème", "rdc", "1er", "1er étage"))
            flat = r.choice((f"appt {n}", f"appt. {n}", f"apt {n}{letter}", f"appartement {n}", f"porte {n}", f"logement {n}", f"studio {n}", f"app. {n}"))
            block = r.choice((f"bât. {letter}", f"bât {letter}", f"Bât {letter}", f"bâtiment {letter}", f"esc. {letter}", f"escalier {n % 5 + 1}", f"entrée {letter}", f"hall {n % 6 + 1}"))
            return r.choice((flat, flat, f"{block}{r.choice((', ', ' '))}{flat}", f"{block} {floor} {side}", f"{floor} {side}", f"{floor} {side}", f"{block}, {floor}", f"{flat}, {floor}", f"chambre {n}", f"{block}, {floor}, {flat}"))
        small = r.choice((str(n), str(n), f"{n}{letter}", f"{n}{letter.lower()}", letter))
        floor = r.choice(("1st", "2nd", "3rd", "first", "second", "top", "ground"))
        return r.choice((f"Flat {small}", f"Flat {small}", f"flat {small}", f"Unit {small}", f"unit {small}", f"Apt {small}", f"apartment {small}", f"#{small}", f"{floor} floor {r.choice(('left', 'right', 'flat', 'rear', 'front'))}", "top flat", "Garden Flat", "basement flat", f"Block {letter}, flat {n}", f"flat {n % 4}/{n % 3 + 1}", f"Room {n}", f"Studio {n}"))

    def _corner(self, r):
        other = road_name(r, self.names)
        if self.names.language == "fr":
            way = r.choice(("rue", "rue", "avenue", "boulevard", "route", "chemin"))
            return r.choice((f"rue {self.thing} et de la rue {other}", f"rue {self.thing} et de la rue {other}", f"{self.way} {self.thing} / {way} {other}", f"{self.way} {self.thing} et {way} {other}", f"{self.way} {self.thing} - {way} {other}", f"{self._road(r)} / {other}"))
        way = r.choice((self.way, "", "St", "Street", "Ave", "Road"))
        numbered = r.choice((other, other, "3rd", "5th", "2nd", "12th", "Main", "Eleventh"))
        return f"{self.thing} {r.choice((way, '', ''))}".strip() + r.choice((" and ", " and ", " & ", "/", " at ")) + f"{numbered} {way}".strip()

    def _place(self, r):
        """The town, or nothing, after a line."""
        if self.names.language == "fr":
            return r.choice(("",) * 7 + (f" {to(self.city)}", f" {to(self.city)}", f", {self.city}", f", {self.city}", f" {self.city}", f" ({self.code or self.city})", f", {self.code} {self.city}" if self.code else ""))
        spot = r.choice((self.city, village(r), village(r)))
        return r.choice(("",) * 6 + (f", {spot}", f", {spot}", f" {spot}", f" in {spot}", f", nr {spot}", f", {postcode(r, 'uk')}", f" {postcode(r, 'uk')[:-2].strip()}"))

    def _house(self, r):
        """A house by its name; in French with the kind of its article."""
        if self.names.language != "fr":
            house = _house_en(r, self.names.surname())
            where = r.choice(("", "", "", f" in {village(r)}", f", {village(r)}", f", {self.city}", f", {self.thing} {self.way}", f" at {village(r)}", f", near {self.city}", f", {village(r)}, near {self.city}"))
            return "", (house if r.random() < 0.9 else house.lower()) + where
        kind, name = _spot(r, self.names.surname())
        where = r.choice(("", "", "", f", {self.city}", f", {self.city}", f" {to(self.city)}", f", commune {_of(self.city)}", f" ({self.code or self.city})", f", {self.way} {self.thing}"))
        x = r.random()
        if x < 0.35:
            return kind, name + where  # the article stays outside: au Puy, les Quatre Vents
        head_kind, head = r.choice(_DOMAINS).split(" ", 1)
        if head == "villa" or x > 0.9:
            return ("f", f"villa {r.choice(_VILLAS)}{where}") if x < 0.96 else ("", f"« {r.choice(_VILLAS)} »{where}")
        if head in {"lieu-dit", "lieudit", "quartier", "maison"} or not kind:
            return head_kind, f"{head} {joined(name, kind, THE)[:1].upper()}{joined(name, kind, THE)[1:]}{where}"
        return head_kind, f"{head} {joined(name, kind, OF)}{where}"

    def _stay(self, r):
        """A room, a pitch, a berth, a plot; in French with the kind of its article."""
        n = r.randint(1, 240)
        if self.names.language == "fr":
            kind, name = _spot(r, self.names.surname())
            which, stay = r.choice(_STAYS_FR).split(" ", 1)
            what_kind, what = {"camping": r.choice((("v", "emplacement"), ("m", "mobil-home"), ("m", "chalet"), ("f", "caravane"))), "port": r.choice((("v", "anneau"), ("f", "place"), ("m", "ponton"))), "aire d'accueil": ("f", "place")}.get(stay, r.choice((("f", "chambre"), ("f", "chambre"), ("m", "studio"), ("m", "logement"), ("f", "unité"))))
            called = joined(name, kind, OF) if stay in {"camping", "port", "aire d'accueil"} and kind else joined(name, kind, THE)[:1].upper() + joined(name, kind, THE)[1:]
            return r.choice(((what_kind, f"{what} {n}, {stay} {called}"), (which, f"{stay} {called}, {what} {n}"), (what_kind, f"{what} {n}"), ("m", f"lot {n}, {self.way} {self.thing}"), (what_kind, f"{what} {n} {joined(stay, which, OF)} {called}")))
        stay = r.choice(_STAYS_EN)
        name = r.choice((self.names.surname(), r.choice(NATURE), village(r)))
        what = "pitch" if "Park" in stay else "berth" if stay in {"Marina", "Boatyard"} else "room"
        what = r.choice((what, what, {"pitch": "caravan", "berth": "mooring", "room": "flat"}[what], {"pitch": "plot", "berth": "berth", "room": "bungalow"}[what]))
        what = what if r.random() < 0.5 else what.capitalize()
        return "", r.choice((f"{what} {n}, {name} {stay}", f"{what} {n}, {name} {stay}", f"{what} {n} at {name} {stay}", f"{name} {stay}, {what} {n}", f"{what} {n}", f"Plot {n}, {self.thing} {self.way}", f"plot {n}"))

    def _line(self, r):
        """Number, then road, or something less."""
        no, road, unit = self._no(r), self._road(r), self.unit(r)
        if self.names.language == "fr":
            short = self.thing.removeprefix("des ").removeprefix("de la ") if r.random() < 0.5 else self.thing
            text = r.choice((f"{no} {road}",) * 5 + (f"{no}, {road}", f"{no} {road} {unit}", f"{no} {road}, {unit}", f"{no} {joined(self.way, self.kind, OF)} {self.thing}", f"{no} {joined(self.way, self.kind, OF)} {self.thing}", f"{no} {short}", f"{self._aloud(r)}"))
            if self.thing.startswith(("de", "du")) and r.random() < 0.04:
                return f"{no} de la rue qui {r.choice(('monte', 'descend', 'tourne', 'longe le stade', 'mène au pont'))}, celle {self.thing}"
            if self.code and r.random() < 0.04:
                return f"{self.code}{r.choice((', ', ' '))}{r.choice(('n° ', 'numéro ', 'au '))}{no}"
            return text + self._place(r)
        last = f"{self.number + 2 * r.randint(1, 3)}"
        span = f"{self.number}{r.choice(('-', ' to ', ' and ', '/'))}{last}"
        text = r.choice((f"{no} {road}",) * 4 + (f"{no} {self.thing}",) * 4 + (f"{unit}, {no} {road}", f"{unit} {no} {self.thing}", f"{no} {road} {unit}", f"{span} {r.choice((self.thing, road))}", f"{r.randint(1, 30)}/{self.number} {road}", self._aloud(r), f"{unit} {_house_en(r, self.names.surname()) if r.random() < 0.4 else r.choice((*BEASTS, *TREES))}", f"No. {no} {road}"))
        return text + self._place(r)

    def _french(self, form, r):
        before = {"home": {"m": "", "f": "", "v": "", "p": "les ", "": ""}, "at": AT, "from": OF}[form]
        x = r.random()
        if x < 0.46:
            return [(before["m"], ""), (self._line(r), ADDRESS)]
        if x < 0.62:  # the road first
            road, no = self._road(r), self._no(r)
            behind = r.choice(([(f"{road} {no}{self._place(r)}", ADDRESS)],) * 3 + ([(f"{road}, n° {no}", ADDRESS)], [(f"{road}, {no}{self._place(r)}", ADDRESS)], [(road, ADDRESS), (r.choice((" au ", ", au ", ", le ", ", numéro ", ", c'est le ", " devant le ")), ""), (no, ADDRESS)], [(road, ADDRESS), (" au ", ""), (no, ADDRESS)]))
            lead = {"home": "", "at": r.choice(("", "", joined("", self.kind, {"m": "dans le ", "f": "dans la ", "v": "dans l'", "p": "dans les ", "": ""}))), "from": OF[self.kind]}[form]
            return [(lead, ""), *behind]
        if x < 0.82:
            kind, text = self._house(r)
            lead = "d'" if form == "from" and not kind and text[:1] in "AEÉIOUH" else before[kind]
            return [(_called(kind, text), ADDRESS)] if form == "home" else [(lead, ""), (text, ADDRESS)]
        if x < 0.92:
            kind, head = r.choice(_BLOCKS_FR).split(" ", 1)
            block = f"{head} {r.choice((joined(n := r.choice(_SPOTS['p']), 'p', {'p': 'Les '}), n, self.names.surname(), r.choice(_VILLAS)))}"
            tail = r.choice(("", f", {self.unit(r)}", f", {self.unit(r)}", f" {self.unit(r)}", f", {self.unit(r)}, {self.city}"))
            return [(before[kind], ""), (block + tail, ADDRESS)]
        kind, text = self._stay(r)
        return [(before[kind], ""), (text, ADDRESS)]

    def _english(self, form, r):
        before = {"home": "", "at": "at ", "from": "from "}[form]
        x = r.random()
        if x < 0.56:
            return [(before, ""), (self._line(r), ADDRESS)]
        if x < 0.66:  # the road first
            road, no = self._road(r), self._no(r)
            lead = {"home": "", "at": r.choice(("on ", "in ")), "from": "from "}[form]
            area = f"{r.choice(_AREAS)}{r.randint(1, 22)} {r.randint(0, 9)}"
            return r.choice((
                [(lead, ""), (road, ADDRESS), (r.choice((" at ", ", number ", ", at number ", ", no. ")), ""), (no, ADDRESS)],
                [(lead, ""), (f"{road}, {no}", ADDRESS)],
                [(lead, ""), (f"{road} {no}", ADDRESS)],
                [(before, ""), (f"{area}{r.choice((' no. ', ', no ', ' number '))}{no}", ADDRESS)],
            ))  # fmt: skip
        if x < 0.88:
            return [(before, ""), (self._house(r)[1], ADDRESS)]
        if x < 0.94:
            return [({"home": "", "at": "in ", "from": "from "}[form], ""), (self.unit(r), ADDRESS)]
        return [(before, ""), (self._stay(r)[1], ADDRESS)]


def home(random, names, place):
    """A dwelling in ``place``, a town and its code or nothing."""
    french = names.language == "fr"
    number = random.randint(1, 99) if random.random() < 0.75 else random.randint(100, 420)
    kind, way = random.choice(FRENCH_WAYS).split(" ", 1) if french else ("", random.choice(ENGLISH_WAYS))
    mark = random.choice(("", "", "", "", "", "", " bis", " ter", "bis", " A", "b")) if french else random.choice(("", "", "", "", "", "a", "b", "A", "C"))
    return Home(names, number, mark, kind, way, road_name(random, names), *place, random.random() < 0.12)
