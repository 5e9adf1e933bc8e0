"""What has the shape of a dwelling and is nobody's: public places by their road, rooms, lots, models."""

from passing import AT, ENGLISH_WAYS, FRENCH_WAYS, NATURE, OF, THE, joined, road_name, to

SLOTS = frozenset(("homelike", "numbered"))

_PUBLIC_FR = (
    "m musée,f gare,v hôtel,m stade,f mairie,m lycée,m collège,v école,f médiathèque,f piscine,m théâtre,v hôpital,f clinique,m parking,m café,f pharmacie,f boulangerie,m gymnase,v église,f chapelle,v université,m cinéma,m restaurant,m parc,f poste,"
    "f préfecture,m tribunal,f salle,v auditorium,m marché,f station,v arrêt,m château,v abbaye,m camping,f déchèterie,f halle,m centre commercial,f caserne,f crèche,f bibliothèque,m golf,f patinoire,m port,v aéroport"
).split(",")
_FIRMS = frozenset(("hôtel", "café", "pharmacie", "boulangerie", "restaurant", "clinique", "crèche", "camping", "cinéma", "centre commercial"))  # by their owner they are firms
_PUBLIC_EN = "Museum,Station,Hotel,Stadium,Library,Primary School,Academy,Hospital,Theatre,Cinema,Town Hall,Leisure Centre,Car Park,Church,Cathedral,Arms,Inn,Gallery,Retail Park,Golf Club,Swimming Pool,Courthouse,Arena,Bus Garage,Castle,Abbey,Garden Centre,Fire Station,Airport,Pier,Market,Community Centre,University,Zoo,Bandstand,Youth Club,Bus Station,Ferry Terminal,Sports Hall".split(",")
_MADE = "Windows,iOS,Android,Ubuntu,Debian,Fedora,PostgreSQL,Node,Python,Galaxy S,iPhone,Airbus A,Boeing,Ligne,RER,Ariane,Vega,ISO,RFC,Java,Kia EV,Mazda,Peugeot,Canon EOS,Dell,Route,Model".split(",")


def alike(random, names, slot, form):
    """Text that has the shape of a dwelling and is none: a public place of ``homelike``, a thing of ``numbered``.

    A place in the form ``at`` or ``of`` has its preposition, in the form ``the`` its article.
    """
    if slot == "numbered":
        return _numbered(random, names.language)
    thing, number = road_name(random, names), random.randint(1, 140)
    if names.language != "fr":
        name = random.choice((thing, names.surname(), names.town(), random.choice(NATURE)))
        place = f"{name} {random.choice(_PUBLIC_EN)}"
        place += random.choice(("", "", "", f" on {thing} {random.choice(ENGLISH_WAYS)}", f", {number} {thing} {random.choice(ENGLISH_WAYS)}", f" in {names.town()}"))
        return {"at": "at ", "of": "of "}.get(form, "") + random.choice(("", "", "the ")) + place if form else place
    kind, noun = random.choice(_PUBLIC_FR).split(" ", 1)
    way_kind, way = random.choice(FRENCH_WAYS[:24]).split(" ", 1)
    by_place = (f"{joined(way, way_kind, OF)} {thing}", to(names.town()))
    named = random.choice(by_place if noun in _FIRMS else (thing, names.surname(), names.surname(), thing, *by_place))
    place = f"{noun} {named}" + random.choice(("", "", "", "", f", {number} {way} {thing}", f", {way} {thing}", f" ({way} {thing})"))
    return {"at": AT, "the": THE, "of": OF}.get(form, {}).get(kind, "") + place


def _numbered(r, language):
    n, letter = r.choice((r.randint(1, 20), r.randint(1, 20), r.randint(21, 400))), r.choice("ABCDEF")
    if language == "fr":
        return r.choice((f"salle {n}", f"page {n}", f"article {n}", f"lot {n}", f"lot n° {n}", f"bâtiment {letter} du campus", f"quai {n}", f"porte {n}", f"hall {letter}", f"terminal {n % 4 + 1}, porte {n}", f"voie {n}", f"{r.choice(_MADE)} {n}", f"chapitre {n}", f"stand {letter}{n}", f"table {n}", f"place {n}, rang {letter}", f"niveau {n % 6}", f"version {n}", f"exercice {n} bis", f"ligne {n}", f"sortie {n}", f"annexe {letter}", f"étape {n}", f"guichet {n}", f"allée {n}, rayon {letter}", f"bus {n}", f"unité {n}", f"la D{n}", f"figure {n}", f"alinéa {n % 6 + 1} de l'article {n}", f"modèle Villa {n}", f"chaise Windsor {n}", f"gamme Lilas {n}", f"canapé Rivoli {n} places"))
    tree = r.choice(NATURE)
    return r.choice((f"Room {n}", f"page {n}", f"Article {n}", f"Lot {n}", f"Building {letter}", f"Unit {n}", f"Terminal {n % 5 + 1}, gate {n}", f"Gate {letter}{n}", f"Platform {n}", f"{r.choice(_MADE)} {n}", f"Chapter {n}", f"Stand {letter}{n}", f"Table {n}", f"row {letter}, seat {n}", f"Level {n % 6}", f"version {n}", f"Exercise {n}b", f"Line {n}", f"Exit {n}", f"Annex {letter}", f"Section {n}", f"Track {n}", f"No. {n} {tree}", f"the {tree} {n}", f"{n} {tree}s", f"Windsor chair {n}", f"Court {n}", f"Hole {n}", f"Ward {n}", f"Bay {n}", f"Studio {n}", f"Desk {n}", f"Figure {n}", f"{tree} {n}", f"Series {n} Close", f"Lane {n}", f"Floor {n} of the convention centre"))
