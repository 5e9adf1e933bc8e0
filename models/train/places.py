"""Invented addresses and companies, real towns."""

import re
from bisect import bisect
from itertools import accumulate
from pathlib import Path

_PLACES = Path(__file__).with_name("places.tsv")
_WAYS = "rue rue rue rue rue avenue avenue av. boulevard bd chemin impasse allée allées place quai route cours square sentier passage lotissement résidence ruelle montée faubourg rond-point esplanade villa hameau".split()
_THINGS = (
    "des Lilas|des Acacias|du Moulin|de la Gare|de l'Église|des Écoles|du Château|de la République|de la Liberté|de la Paix|Nationale|du Général-Leclerc|du Général de Gaulle|Victor Hugo|Victor-Hugo|Jean Jaurès|Jean-Jaurès|Pasteur|Gambetta|Émile Zola|Jules Ferry|Voltaire|Carnot|Jean Moulin|"
    "des Peupliers|des Tilleuls|du Stade|du Lavoir|de la Fontaine|des Vignes|du Port|du Marché|Saint-Martin|Saint-Jean|Sainte-Anne|des Roses|des Cerisiers|de Verdun|du 8 Mai 1945|du 11 Novembre|du 14 Juillet|de Paris|de Lyon|de Bordeaux|des Champs|du Bac|des Carmes|des Jardins|du Lac|de la Plage|"
    "des Frères Lumière|Marie Curie|Louis Blanc|Anatole France|Albert Camus|de Bretagne|d'Alsace|de la Croix|du Puits|du Pré|des Prés|de la Mairie|Haute|Basse|Grande|Neuve|de l'Abbaye|du Cimetière|des Tanneurs|de la Poste|du Vieux Port|de Strasbourg|de l'Europe|des Alouettes|des Mimosas|du Bois|du Bois Joli|"
    "de la Forêt|des Capucines|Georges Clemenceau|Aristide Briand|Paul Bert|Lamartine|Mozart|Molière|Racine|Diderot|Jeanne d'Arc|Colbert|Buffon|Lafayette|Parmentier|Ampère|Arago|Edison|Ravel|Berlioz|Debussy|des Orfèvres|du Commerce|de l'Industrie|de la Tour|du Four|des Remparts"
).split("|")
_ENGLISH_WAYS = "Street Street St Road Road Rd Lane Avenue Ave Drive Dr Close Court Ct Way Crescent Gardens Terrace Place Hill Grove Mews Parade Boulevard Blvd Square Row Walk Green Rise".split()
_ENGLISH_THINGS = "Oak Mill Church Maple High Park River Station Hill Lake King King's Queen Victoria Elm Cedar Main Second Third 5th 42nd Washington Lincoln Jefferson Albert Windsor Manor Abbey Orchard Meadow Spring Chestnut Willow Sunset Highland Grange Farm Green London Bridge Castle Market North South East West Ash Birch Rose Harbour Bay Beach Forest Canal Chapel School Priory St Mary's St John's Springfield Broad Union".split()
_FIRMS_FR = "Boulangerie,Garage,Cabinet,Atelier,Agence,Transports,Menuiserie,Maison,Clinique,Pharmacie,Groupe,Institut,Studio,Imprimerie,Éditions,Association,Domaine,Restaurant,Plomberie,Société,Mutuelle,SCI,Assurances,École,Résidence,Hôtel,Camping,Librairie,Électricité,Maçonnerie,Auto-école,Salon,Crèche,Étude,Office notarial,Immobilière,Carrosserie,Brasserie,Château,Fondation,Laboratoire,Syndicat,Coopérative,Bureau".split(",")
_FIRMS_EN = "Bakery,Garage,Partners,Studio,Logistics,Consulting,Dental,Foods,Software,Systems,Legal,Insurance,Interiors,Labs,Analytics,Holdings,Clinic,School,Trust,Couriers,Builders,Plumbing,Electrical,Estates,Recruitment,Associates,Solutions,Media,Group,Solicitors,Catering,Motors,Brewery,Capital,Design,Homes,Surgery,Nursery".split(",")
_WORDS = "Azur Lumen Nova Delta Horizon Alpha Pixel Orion Vega Zenith Opale Ardoise Boréal Cobalt Safran Cap Atlas Kiwi Tandem Ludo Colibri Moderne Express Central Plus Pro Vert Bleu Nord Sud Océan Rivage Granit Chêne Soleil Helios Quartz Baobab Totem Nimbus Argo Sirius Iris Lotus Mosaïque Prisme Saphir Tempo Vertigo Brume Cèdre Mélèze Ancre Boussole Comète Éclipse Fjord Galop Hublot Jade Kaolin Lagon Menhir Nacre Olivier Papyrus Quille Racine Silex Tilleul Umami Vanille Willow Zephyr Bright Harbour Summit Falcon Anchor Beacon Copper Ember Fern Harvest Juniper Kestrel Lantern Maple Northgate Onyx Pinnacle Quarry Raven Sterling Thistle Vertex Wren".split()
_TAIL = ("", "", "", "", " SARL", " SAS", " EURL", " SA", " & Fils", " & Associés", " Conseil", " Services", " France", " Développement", " Ingénierie", " Immobilier", " Formation", " Bâtiment")
_TAIL_EN = ("", "", " Ltd", " Ltd", " Limited", " LLC", " Inc", " Inc.", " plc", " & Co", " & Sons", " LLP", " Group")
_REGIONS = "Bretagne,Normandie,Occitanie,Île-de-France,Auvergne-Rhône-Alpes,Grand Est,Alsace,Provence,Corse,Bourgogne,Nouvelle-Aquitaine,Hauts-de-France,Pays de la Loire,Wallonie,Québec,Val-de-Marne,Gironde,Finistère,Isère,Hérault,Haute-Savoie,Loire-Atlantique".split(",")
_REGIONS_EN = "Yorkshire,Cornwall,Kent,Sussex,Essex,Scotland,Wales,Ulster,California,Texas,Ohio,Vermont,Ontario,Queensland,New South Wales,Lancashire,Devon,Surrey,County Cork,Massachusetts,Georgia,Colorado".split(",")
_COUNTRIES = "France,Belgique,Suisse,Luxembourg,Canada,Maroc,Tunisie,Algérie,Sénégal,Côte d'Ivoire,Espagne,Italie,Allemagne,Portugal,Royaume-Uni,États-Unis,Japon,Brésil".split(",")
_COUNTRIES_EN = "France,Ireland,Scotland,England,Canada,Australia,India,Kenya,Nigeria,Spain,Italy,Germany,Portugal,the UK,the United States,Japan,Brazil".split(",")
_LETTERS = "ABCDEFGHJKLMNPRSTUWXYZ"
_AREAS = "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EH EN EX FK FY G GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE".split()


class Places:
    """Towns to draw from, big ones more often."""

    def __init__(self):
        groups = {}
        for line in _PLACES.read_text(encoding="utf-8").splitlines():
            name, country, code, people = line.split("\t")
            groups.setdefault(country, []).append((name, code, int(people) ** 0.5))
        self.groups = {key: (rows, list(accumulate(row[2] for row in rows))) for key, rows in groups.items()}

    def town(self, random, language):
        """Name and French postcode or nothing."""
        x = random.random()
        home = {"fr": ("FR",) * 9 + ("BE", "CH", "CA"), "en": ("GB", "GB", "US", "US", "IE", "CA", "AU", "NZ")}.get(language, (language.upper(),))
        country = random.choice(home) if x < 0.93 else random.choice(list(self.groups))
        rows, weights = self.groups.get(country) or self.groups["FR"]
        name, code, _ = rows[bisect(weights, random.random() * weights[-1])]
        return name, code

    def town_of(self, random, country):
        """The same, of one country."""
        rows, weights = self.groups[country]
        return rows[bisect(weights, random.random() * weights[-1])][:2]


def postcode(random, language, code=""):
    if language == "fr":
        return code or f"{random.randint(1, 95):02d}{random.choice(('000', '100', '200', '310', '450', '720', '130', '500', '600'))}"
    if language == "uk" or (language == "en" and random.random() < 0.5):
        area = f"{random.choice(_AREAS)}{random.randint(1, 22)}" if random.random() < 0.9 else random.choice(("SW1A", "W1T", "EC1V", "WC2H", "EC3M", "W1D", "SE1P", "N1C"))
        return f"{area}{random.choice((' ', ' ', ' ', ' ', ''))}{random.randint(0, 9)}{random.choice('ABDEFGHJLNPQRSTUWXYZ')}{random.choice('ABDEFGHJLNPQRSTUWXYZ')}"
    if language == "en":
        return f"{random.randint(1001, 99950):05d}"
    return f"{random.randint(1010, 99990):05d}"


def street(random, language, surname, *, number=True):
    """A street; with its number unless it is only spoken of."""
    if language == "fr":
        way = random.choice(_WAYS)
        thing = random.choice(_THINGS) if random.random() < 0.72 else random.choice(("", "", "du ", "de la ", "Docteur ", "du Maréchal ", "du Colonel ", "de ")) + surname
        line = f"{way} {thing}"
        if random.random() < 0.3:
            line = " ".join(word.capitalize() if word == way else word for word in line.split(" "))
        if not number:
            return line
        x = random.random()
        no = random.randint(1, 99) if x < 0.7 else random.randint(100, 2400)
        head = f"{no}{random.choice(('', '', '', '', ' bis', ' ter', 'bis', ' B', ' A'))}{random.choice((' ', ' ', ' ', ', '))}"
        before = random.choice(("Bât. C, ", "Résidence Les Pins, ", "Appt 12, ", "Apt 4B - ", "3e étage, ", "Lieu-dit Kerguen, ", "Villa Les Mouettes, ", "ZA du Parc, ", "Bâtiment A, escalier 2, ")) if random.random() < 0.1 else ""
        if random.random() < 0.03:
            return f"BP {random.randint(10, 9999)}"
        return before + head + line
    if language == "en":
        thing = random.choice(_ENGLISH_THINGS) if random.random() < 0.7 else surname
        line = f"{thing} {random.choice(_ENGLISH_WAYS)}"
        if not number:
            return line
        x = random.random()
        before = random.choice(("Flat 2, ", "Flat 14B, ", "Apt 5, ", "Unit 7, ", "Suite 300, ", "Rose Cottage, ", "The Old Rectory, ", "c/o Reception, ")) if random.random() < 0.14 else ""
        after = random.choice((", Apt 4B", " #12", ", Suite 210", ", Unit 3")) if random.random() < 0.1 else ""
        if random.random() < 0.03:
            return f"PO Box {random.randint(10, 9999)}"
        return f"{before}{random.randint(1, 220) if x < 0.6 else random.randint(200, 9999)}{random.choice(('', '', '', '', 'a', 'B'))} {line}{after}"
    line = {"de": f"{surname}straße", "es": f"Calle {surname}", "it": f"Via {surname}", "nl": f"{surname}straat"}[language]
    if not number:
        return line
    return f"{line}{random.choice((' ', ', ')) if language in {'es', 'it'} else ' '}{random.randint(1, 180)}"


def company(random, language, surname, town):
    word = random.choice(_WORDS)
    key = random.choice((surname, surname, word, f"{word} {random.choice(_WORDS)}", town, "".join(random.choice(_LETTERS) for _ in range(random.choice((2, 3, 3, 4)))), word + random.choice(("tech", "soft", "lab", "data", "consult", "ia", "com", "care"))))
    if language == "fr":
        firm = random.choice(_FIRMS_FR)
        name = f"{firm}{random.choice((' ', ' ', ' du ', ' de la ', ' '))}{key}" if random.random() < 0.6 else key
        return name + random.choice(_TAIL)
    name = f"{key} {random.choice(_FIRMS_EN)}" if random.random() < 0.65 else key
    if random.random() < 0.06:
        name = f"{surname} {random.choice(('&', 'and'))} {random.choice(_WORDS)}"
    return name + random.choice(_TAIL_EN)


def region(random, language):
    return random.choice(_REGIONS if language == "fr" else _REGIONS_EN)


def country(random, language):
    return random.choice(_COUNTRIES if language == "fr" else _COUNTRIES_EN)


def domain(name):
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower().encode("ascii", "ignore").decode()).strip("-") or "exemple"
    return plain[:24]
