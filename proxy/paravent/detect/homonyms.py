"""Words that are names too: *Petit*, *Rose*, *Page*, *Green*.

Whoever bears one is found again only where the word is written as a name is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paravent.detect.lexicon import Lexicon

_UNMISTAKABLE = 1_000_000  # bearers: marie, jean, pierre are names, even as plain words

_ENGLISH = """
    angel apple art ash ball band banks barber bard baron barrow bass bay beach bean bear bell
    bench best bird bishop black blade bliss block bloom blue bolt bond book bow bowler box
    branch brand bread bridge bridges bright brook broom brown buck bull burn bush butcher
    butler butter button cage cane cannon care carpenter case cash castle chalk chambers
    champion chance chase cherry chip church clay cliff close cloud coal coat coffee coin cook
    corn cotton court crane cream cross crow crown cruise curry daisy dale dance dawn day dear
    deer dew dollar dove draper drew driver drum duck duke eagle early east english fair faith
    farmer fast field fields finch fine fish fisher flood flower flowers fold forest fork
    foster fountain fowler fox free freed french friend frost gable gamble game garden
    gardener garland garner gates gay gem gentle gift ginger glass gold golden good goods gown
    grace grain grange grant grass graves gray green grey groom grove guest hall hammer hand
    harm harmony harp harvest hawk hay hazel head heart heath heather hedge held herd hill
    hills hobby holder hole holiday holland holly hood hook hope horn horse house hunt hunter
    ice iris irons jade jasmine jewel jolly joy judge june just justice keen key keys king
    kitchen knight lake lamb lane lark last laurel law leaf lever light lilac lily link little
    lock lodge long lord love lovely low luck major march mark marks may meadows melody mercy
    mile mill mint mist moat moon moss mount mustard nail neat new noble noon north nurse oak
    oats olive opal orchard pace pack page pain painter palm park parks patience peace peach
    peacock pearl pen penny pepper perch pike pine pink piper plant plow plumb polite pollen
    pond pool poole pope poplar porter post potter pound power powers price priest prince
    prior proud prudence purple queen quick rain ram ranger raven ray read reader reed rice
    rich ring river rivers road roads rob rock rocky roman roof rose rosemary round royal ruby
    rule rush rust sage saint salt sand sands savage sawyer scarlet school scribe sea seal
    sell settle shade sharp sheep shepherd shield ship shore short silk silver singer sky
    slate sleep small smart snow south spark spear speed spice spring stack stamp star steel
    stern stock stone storm strange street strong summer summers sun swallow swift tailor
    temple thorn tide tiger timber tower towers town tree trip trout truck twist valentine van
    violet wall ward warden water waters web weeks well west wheat white wild will winter wise
    wolf wood woods wool worth young
"""
_FRENCH = """
    abbe abeille abricot aime air allemand amande ami ange anglais arc arche argent aube
    auberge avoine avril bailli balai barbe baron barre bas bataille bateau baume beau
    beaucoup bel berger bergere biche bijou bis blanc blanche ble bleu blond bois boisson
    boite bon bonheur bonhomme bonne bonnet bordeaux bosse bouc boucher bouchon boudin
    boulanger boulet bourgeois boursier bouteille bras brebis breton brin brique brise brun
    brune buisson bureau caillou canard capitaine cardinal carre cerf cerise chaine chambre
    champ champion champs chantre chapelle chapon charme chat chateau chaton chauve chef chene
    cheval chevalier chevre chinois clair claire cloche clou coche cochon coeur colombe comte
    constant coq coquelicot corbeau cordonnier cornet couleur cour courtois cousin couteau
    couturier couvreur croix cuisinier cure daim dame dauphin delice desert diamant dieu
    dimanche doux dragon drapier droit duc duchesse dune dur echo ecu ecuyer enfant epice
    epine esperance etoile eve faible faucon fauvette faux fer ferme fermier feuille fidele
    fils flamand fleur florin foin fontaine forestier forgeron fort fortune fosse four
    framboise franc francais france frere froid gage gagne gai galant gantier garde gardien
    gars gaulois gendre gerbe givre glaive gorge grand grande grange gras gris gros guerre
    guide hameau harpe haut herbe herisson heron heureux hiver homme horloge houx huile huitre
    israel jardin jardinier jasmin jaune jeune jolie jour joyeux juge juillet juin jumeau
    juste laine lamour lance langue lapin lardon large laurier lavande le lievre lilas lion
    loir long loup lune lys mai maire maison maitre mallet marais marbre marchand marechal
    mariage marin marine marquis mars marteau masse massif matin mauve melon menager mercier
    merle merlin mesange messager midi miel mignon minuit moine moineau molle monde mot moulin
    mouton muet muguet mur nature navarre neige neveu noble noel noir noire normand nuage nuit
    oiseau olive or orange orfevre orme page pages pain palais panier paon papillon paradis
    parent paris pascal pasteur patience pavillon paysan peche pecheur pelerin perche perdrix
    perle perron peuplier pic pie pierre pigeon pin pinson pivert place plaisant platane plume
    poirier poisson poivre pomme pommier pont port portier pot poulain poule poulet poussin
    prairie pre premier prieur prince printemps prudence prune prunier puits rat reine renard
    riche rivage riviere robe roche rocher roi romain roman ronce rondeau rose rosee rossignol
    rouge roux rue sable sabot sage saison salade salle salmon sapin saule sauvage sauveur
    savoie seigle seigneur sel semeur serpent serre serrurier silence soleil solitaire sorbier
    soulier source tailleur talon tambour tanneur tasse taureau teinturier temple terre thym
    tigre tisserand toile tonnelier tour tourneur tournier traversier tremble trouve vache
    vaillant valet vallee vautour veau venus verger vert victoire vie vieux vigne vigneron
    villa village ville violette vivier voisin vrai
"""
_WORDS = frozenset(f"{_ENGLISH}{_FRENCH}".split())
# First names that lists of words hold, or lists of names lack.
_GIVEN = frozenset(
    """amber angel basil belle bonnie buddy candide charity clay cliff colombe dale destiny dot duke
    eden felicite florence gene genesis ginger glen harmony heath hunter lane luce madison merle
    modeste olive orion parfait phoenix prince princess prune reed river rocky rusty sage sandy
    savannah serenity skip sonny sunny sydney wally""".split()  # noqa: SIM905
)


def is_homonym(folded: str, lexicon: Lexicon) -> bool:
    """Whether a name, folded (see ``words.fold``), is an ordinary word as well."""
    if lexicon.first_names.get(folded, 0) >= _UNMISTAKABLE:
        return False
    return folded in _WORDS or lexicon.is_plain(folded)


def is_forename(folded: str) -> bool:
    """Whether somebody greeted or listed by this word is called so: Sunny, Florence."""
    return folded in _GIVEN


def is_surname(folded: str) -> bool:
    """Whether an ordinary word is a surname of many people: Page, behind a first name."""
    return folded in _WORDS
