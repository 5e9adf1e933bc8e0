"""Parts of a postal address in English: street, flat, house, town, postcode."""

from paravent.detect.base import LETTER

SEP = r"(?:[ \t]*,?[ \t]*\n[ \t]*|[ \t]{0,3},[ \t]*|[ \t]{1,3})"
STREET = (
    r"Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Parkway|Pkwy|Highway|Hwy|Terrace|Tce|Crescent"
    r"|Cresc?"
)
WAY = (
    rf"(?:{STREET}|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Ter|Circle|Cir|Square|Sq|Close|Gardens"
    r"|Gdns|Grove|Mews|Row|Hill|Trail|Walk|Broadway|Quay|Loop|Park|Green|View|Passage|Parade|Rise"
    r"|Esplanade|Wharf|Yard|Heights|Villas|Vale|Gate|Brae|Wynd|Vennel|Brow|Garth|Dene|Copse|Croft"
    r"|Fold|Mead|Alley|Plaza|Crossing|Cove|Circus"
    r"|Approach|Mount|Chase|Causeway|Promenade|Strand|Drove|Pike|Almshouses|Cottages|Mansions"
    r"|Spinney|Orchard|Meadows?|Ridge|Hollow|Landing|Leas?|Terr)\b\.?(?:[ ](?:[NS][EW]?"
    r"|[EW])\b\.?)?"
)
WAYS = (
    *(" street", " st ", " avenue", " ave ", " road", " rd ", "boulevard", "blvd", "parkway"),
    *(
        "pkwy",
        "highway",
        "hwy",
        "terrace",
        " tce ",
        "crescent",
        " cres ",
        " lane",
        " ln ",
        " drive",
    ),
    *(" dr ", " court", " ct ", " way", " place", " pl ", " ter ", "circle", " cir ", "square"),
    *(" sq ", " close", "gardens", "gdns", "grove", "mews", " row", " hill", "trail", " walk"),
    *("broadway", "quay", " loop", " park", " green", " view", "passage", "parade", " rise"),
    *("esplanade", "wharf", " yard", "heights", "villas", " vale", " gate"),
    *(" brae", " wynd", "vennel", " brow", " garth", " dene", " copse", " croft", " fold", " mead"),
    *(" alley", "plaza", "crossing", " cove", "circus", "approach", " mount", " chase", "causeway"),
    *("promenade", "strand", " drove", " pike", "almshouse", "cottage", "mansion", "spinney"),
    *("orchard", "meadow", "ridge", "hollow", "landing", " lea ", " leas ", " terr ", " cresc "),
)
UNIT = (
    r"(?:(?i:apt|apartment|suite|ste|unit|flat|floor|fl|room|rm|level|shop|lot|building|bldg"
    r"|block|yard|warehouse|pontoon|berth|pitch|mooring|plot)\.? ?#?[\w-]{1,8}(?:/\d{1,2})?"
    r"|\d{1,2}(?:st|nd|rd|th) (?i:floor|flr|fl)\b\.?(?i: (?:left|right|flat))?"
    r"|(?i:(?:rear|side|back|front|main) (?:entrance|door|gate|flat))"
    r"|#[ ]?\w{1,6}|(?:Basement|Penthouse"
    r"|(?:Ground|First|Second|Third|Top|Upper|Lower|Garden|Rear|Front|Attic|Hall|Main|Basement)"
    r" (?:Floor|Flat|Maisonette)(?: (?:Left|Right|Front|Rear))?)(?: Flat)?)"
)
CAP = rf"(?:[A-Z][{LETTER}'’.\-]*|\d{{1,3}}(?:st|nd|rd|th|ST|ND|RD|TH))"
HOUSE = (
    rf"(?:(?:{CAP}[ ]){{1,3}}(?:House|Cottage|Lodge|Mansions?|Buildings?|Tower|Farm|Rectory"
    r"|Vicarage|Barn|Hall|Court|Mill|Maltings|Forge|Wharf|Heights|Apartments|Works"
    r"|(?:Business|Retail|Science|Industrial|Holiday|Caravan|Leisure) Park|Marina"
    r"|(?:Industrial|Trading) Estate)"
    rf"|The (?:Old |New |Upper |Lower )?{CAP})"
)
UK_CODE = r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)\b"  # and Canada's
EIRCODE = r"(?:[AC-FHKNPRTV-Y]\d{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}\b"
ZIP = r"\d{5}(?:-\d{4})?\b"
STATE = (
    r"(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|QC|BC|AB|MB|SK|N[SBL]|PE"
    r"|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia"
    r"|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts"
    r"|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada"
    r"|New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Ontario"
    r"|Pennsylvania|Rhode Island|South (?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia"
    r"|Washington|West Virginia|Wisconsin|Wyoming|Alberta|Manitoba|British Columbia)"
)
AUSTRALIA = r"(?:NSW|VIC|Vic|QLD|Qld|TAS|Tas|WA|SA|ACT|NT),? \d{4}\b"
CODE = rf"(?:{UK_CODE}|{EIRCODE}|{STATE},? {ZIP}|{AUSTRALIA})"
_TOWN_WORD = rf"(?:(?:St|Mt|Ft|Nr|Co|[A-Z])\.|[A-Z][{LETTER}'’\-]*|\d{{1,3}}(?:st|nd|rd|th))"
_OF = r"(?:(?:upon|on|of|le|by|and|the|y|yr|na|an)[ -]|in-)"
_IN = r"in (?:Arden|Ashfield|Cleveland|Craven|Furness|Gordano|Holderness|Lindsey|Makerfield)"
TOWN = rf"(?:{_TOWN_WORD}(?:[ -]{_OF}{{0,2}}{_TOWN_WORD}|[ ]{_IN}){{0,3}}\b)"
"""A town or a village; what stands behind *in* is a month more often than its river."""
COUNTRY = (
    r"(?:,? (?:UK|USA|United Kingdom|England|Scotland|Wales|Ireland|Canada|United States"
    r"|Australia|New Zealand)\b)?"
)
SIDE = r"(?:[NSEW]\.? |[NS][EW] |(?:North|South|East|West) )?"
