"""Labelled documents without end, from skeletons: ``generate.py SEED COUNT`` prints some.

The document of a seed and a number is always the same, so that training can be cut into chunks and
taken up again. Labels are those of the model, and UNKNOWN.
"""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

import addresses  # noqa: E402
import births  # noqa: E402
import figures  # noqa: E402
import fillers  # noqa: E402
import lookalikes  # noqa: E402
import passing  # noqa: E402
import places  # noqa: E402
from noise import noisy  # noqa: E402
from people import Person, Pool, fold  # noqa: E402
from skeletons import Slot, parts, read_skeletons  # noqa: E402

UNKNOWN = "?"  # neither right nor wrong: of the famous in most skeletons
PUBLIC = "PUBLIC"  # of the famous and of characters, in skeletons about them
LONGEST = 2_000  # characters, like the pieces that the engine reads

# English has fewer skeletons; those of names that nothing announces, and of words there (d-..., neg-d-...), are short.
_WEIGHTS = {"fr": 1.0, "en": 1.6}
# What says births and homes in passing (e-...) the referee alone learns: a small network takes too much for a home.
# So it does who is famous or invented (f-...).
BARE = {"/d-": 2.0, "/neg-d-": 1.4, "/e-": 0.0, "/neg-e-": 0.0, "/f-": 0.0, "/neg-f-": 0.0}
_RARER = 0.6  # share of the addresses that have the forms of ``addresses``
WORDY = 0.08  # share of the documents in which every name is a word
_BRIEF = {"s": ("letters", "letters", "short forms"), "i": ("initials",)}  # {s1} is Jo or Gaz, {i1} is JP

_LABELLED = {"=": PUBLIC, "~": UNKNOWN}
_KINDS = {"user": "HANDLE", "handle": "HANDLE"}
_JOINTS = {"ADDRESS": re.compile(r"[\s,\-]{0,3}"), "PERSON": re.compile(r"[ \xa0]")}


_CAPITALS = re.compile(r"[A-ZÀ-Ý][\w'’\-]*(?: (?:de |du |d'|la |le |van |von |of )*[A-ZÀ-Ý][\w'’\-]*)*")


@dataclass(slots=True)
class Piece:
    """A stretch of a document and its label, if it has one."""

    text: str
    label: str = ""


class Generator:
    """Makes documents, a share of them ``wordy``; ``banned`` names (folded words) never occur."""

    def __init__(self, banned=frozenset(), words=frozenset(), famous=frozenset(), plain=(), wordy=WORDY, bare=BARE):
        self.wordy = wordy
        self.famous = famous
        self.plain = plain
        self.places = places.Places()
        self.skeletons = {True: [], False: []}
        self.weights = {True: [], False: []}
        listed = read_skeletons()
        self.figures = figures.Figures(listed)
        for one in listed:
            weight = _WEIGHTS.get(one.language, 0.4) * next((weight for mark, weight in bare.items() if mark in one.id), 1.0)
            if not weight:
                continue
            # The few skeletons of other languages are ballast: one document in fifteen.
            self.skeletons[one.clean].append(one)
            self.weights[one.clean].append(weight)
        silent = [one.text for one in self.skeletons[True]] + [text for _, text in plain]
        heard = {fold(word) for text in silent for word in re.findall(r"\b[A-ZÀ-Ý][^\W\d_]{2,}", text)}
        self.pool = Pool(banned, words, heard)

    def document(self, seed, number):
        """Text and spans ``(start, end, label)`` of one document, and its language."""
        random = Random(f"{seed}/{number}")
        if self.plain and random.random() < 0.14:
            language, text = random.choice(self.plain)
            pieces = self._scattered(text, language, random)
            text, spans = _assemble(noisy(pieces, random))
            return (*_cut(text, spans, random), language)
        clean = random.random() < 0.3
        chosen = random.choices(self.skeletons[clean], self.weights[clean])[0]
        pieces = self._fill(chosen, random)
        x = random.random()
        if x < 0.18:
            pieces = self._mixed(chosen, pieces, random)
        elif x < 0.40:
            same = [one for one in self.skeletons[random.random() < 0.5] if one.language == chosen.language]
            if same:
                joint = random.choice(("\n\n", "\n", " ", "\n---\n", "\n\n\n"))
                pieces += [Piece(joint), *self._fill(random.choice(same), random)]
        pieces = noisy(pieces, random)
        text, spans = _assemble(pieces)
        return (*_cut(text, spans, random), chosen.language)

    def _mixed(self, chosen, pieces, random):
        """Lines of several documents in any order, so that no line announces the next."""
        lines = _lines(pieces)
        for _ in range(random.choice((1, 2, 2, 3))):
            other = random.choice(self.skeletons[random.random() < 0.6])
            if other.language == chosen.language:
                lines += _lines(self._fill(other, random))
        random.shuffle(lines)
        joint = random.choice(("\n", "\n", "\n\n", " "))
        return [piece for line in lines[: random.randint(2, 14)] for piece in (*line, Piece(joint))]

    def _fill(self, skeleton, random):
        language, known, made = skeleton.language, {}, []
        wordy = random.random() < self.wordy
        chosen = parts(skeleton.text, random)
        cast = self.figures.cast(random, language, [part.form for part in chosen if isinstance(part, Slot) and part.name == "="])
        for part in chosen:
            if isinstance(part, str):
                made += self._literal(part)
            elif part.name in _LABELLED:
                made.append(Piece(cast.get(part.form, part.form), _LABELLED[part.name]))
            elif re.fullmatch(r"[hipqs]\d", part.name):
                if part.name not in known:
                    kind = part.name[0]
                    brief = random.choice(_BRIEF.get(kind, ("",)))
                    known[part.name] = Person(random, self.pool, language, wordy=kind == "h" or (wordy and not brief), brief=brief)
                made += self._person(known[part.name], part, known, random)
            else:
                made += self._thing(part, language, known, random)
        return made

    def _literal(self, text):
        """Plain text, in which the famous are marked."""
        pieces, at = [], 0
        for match in _CAPITALS.finditer(text):
            words = re.findall(r"[a-z]+", fold(match.group()))
            if any(" ".join(words[i:j]) in self.famous for i in range(len(words)) for j in range(i + 1, min(len(words), i + 4) + 1)):
                pieces += [Piece(text[at : match.start()]), Piece(match.group(), UNKNOWN)]
                at = match.end()
        return [*pieces, Piece(text[at:])]

    def _scattered(self, text, language, random):
        """Names where nothing announces them, between the words of a text that names nobody."""
        gaps = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", text)] or [len(text)]
        pieces, at = [], 0
        for gap in sorted(random.sample(gaps, min(len(gaps), random.choice((1, 1, 2, 3))))):
            person = Person(random, self.pool, language)
            form = random.choice(("", "", "first", "first", "last", "firstLAST", "LASTfirst", "flast"))
            name = person.form(form)
            pieces += [Piece(text[at:gap] + " "), Piece(name, "PERSON")]
            at = gap
        return [*pieces, Piece(text[at:])]

    def _person(self, person, slot, known, random):
        language = person.language
        if slot.masculine is not None:
            return [Piece(slot.masculine if person.sex == "m" else slot.feminine)]
        form = slot.form
        match form:
            case "civ" | "Civ": return [Piece(person.civility(form == "Civ"))]
            case "email": return [Piece(known.setdefault(f"{slot.name}.email", person.email()))]
            case "phone": return [Piece(known.setdefault(f"{slot.name}.phone", fillers.phone(random, language)))]
            case "nir": return [Piece(fillers.filler(random, language, "nir"))]
            case "dob": return [Piece(known.setdefault(f"{slot.name}.dob", fillers.birth(random, language)), "DATE_OF_BIRTH")]
            case "born" | "bornof" | "since" | "birth" | "birthday" | "ddmm":
                day = known.setdefault(f"{slot.name}.day", births.day(random))
                before, said = known.setdefault(f"{slot.name}.{form}", births.said(random, language, form, day))
                return [Piece(before), Piece(said, "DATE_OF_BIRTH")]
            case "addr" | "street" | "cpcity" | "cp" | "city":
                return self._address(form, slot.name, language, known, random)
            case _ if form in passing.FORMS:
                return self._in_passing(form, slot.name, language, known, random)
        return [Piece(person.form(form), _KINDS.get(form, PUBLIC if slot.name[0] == "q" else "PERSON"))]

    def _address(self, form, name, language, known, random):
        town, code = known.setdefault(f"{name}.town", self.places.town(random, language))
        line = known.setdefault(f"{name}.street", places.street(random, language, self.pool.surname(random, language)))
        code = known.setdefault(f"{name}.cp", places.postcode(random, language, code))
        upper = known.setdefault(f"{name}.upper", random.random() < 0.15)
        town = town.upper() if upper else town
        if language == "en":
            joined = f"{town} {code}" if random.random() < 0.6 else f"{town}, {code}"
        else:
            joined = f"{code} {town}"
        match form:
            case "street": return [Piece(line, "ADDRESS")]
            case "cp": return [Piece(code, "ADDRESS")]
            case "city": return [Piece(town, "LOCATION")]
            case "cpcity": return [Piece(joined, "ADDRESS")]
        if language in {"fr", "en"} and random.random() < _RARER:
            surname = self.pool.surname(random, language)
            return [Piece(addresses.whole(random, language, surname, lambda country: self.places.town_of(random, country)), "ADDRESS")]
        separator = random.choice((", ", ", ", " ", " - ", "\n")) if language != "en" else random.choice((", ", ", ", "\n"))
        return [Piece(line, "ADDRESS"), Piece(separator, "ADDRESS"), Piece(joined, "ADDRESS")]

    def _in_passing(self, form, name, language, known, random):
        """The dwelling of a person, said in passing."""
        if (key := f"{name}.home") not in known:
            place = known.setdefault(f"{name}.town", self.places.town(random, language))
            known[key] = passing.home(random, passing.Names(random, language, self.pool, self.places), place)
        return [Piece(text, label) for text, label in known[key].said(form, random)]

    def _thing(self, slot, language, known, random):
        name = slot.name
        if name in lookalikes.SLOTS:
            return [Piece(lookalikes.alike(random, passing.Names(random, language, self.pool, self.places), name, slot.form))]
        if re.fullmatch(r"o\d?", name):
            firm = known.setdefault(name, places.company(random, language, self.pool.surname(random, language), self.places.town(random, language)[0]))
            match slot.form:
                case "domain": return [Piece(places.domain(firm) + (".fr" if language == "fr" else ".com"))]
                case "siret": return [Piece(fillers.filler(random, language, "siret"))]
                case "addr" | "street" | "cpcity" | "cp" | "city": return self._address(slot.form, name, language, known, random)
                case "email": return [Piece("contact@" + places.domain(firm) + ".fr")]
                case "phone": return [Piece(fillers.phone(random, language))]
                case "upper": return [Piece(firm.upper(), "ORGANISATION")]
            return [Piece(firm, "ORGANISATION")]
        if re.fullmatch(r"city\d?", name):
            town = known.setdefault(name, self.places.town(random, language)[0])
            return [Piece(town.upper() if slot.form == "upper" else town, "LOCATION")]
        if name == "region":
            return [Piece(places.region(random, language), "LOCATION")]
        if name == "country":
            return [Piece(places.country(random, language), "LOCATION")]
        if name == "street":
            return [Piece(places.street(random, language, self.pool.surname(random, language), number=False), "LOCATION")]
        if re.fullmatch(r"brand\d|ident\d", name):
            return [Piece(known.setdefault(name, fillers.filler(random, language, name[:-1])))]
        return [Piece(fillers.filler(random, language, name.rstrip("0123456789")))]


def _lines(pieces):
    """The pieces of each line; a label that goes over several lines keeps them together."""
    lines = [[]]
    for piece in pieces:
        if piece.label:
            lines[-1].append(piece)
            continue
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(first))
        lines += [[Piece(other)] for other in others]
    return [line for line in lines if any(piece.text.strip() for piece in line)]


def _assemble(pieces):
    """Text and spans; the parts of one address, or first name and surname, are one span."""
    text, spans = "", []
    for piece in pieces:
        start = len(text)
        text += piece.text
        left = len(piece.text) - len(piece.text.lstrip())
        end = start + len(piece.text.rstrip())
        if piece.label and end > start + left:
            between = text[spans[-1][1] : start + left] if spans else "."
            joint = _JOINTS.get(piece.label)
            if joint and spans[-1:] and spans[-1][2] == piece.label and joint.fullmatch(between):
                spans[-1] = (spans[-1][0], end, piece.label)
            else:
                spans.append((start + left, end, piece.label))
    return text, spans


def _cut(text, spans, random):
    """At most LONGEST characters, cut between words; sometimes the middle of a document only."""
    if random.random() < 0.12 and len(text) > 200:
        begin = text.rfind(" ", 0, random.randrange(len(text) // 2)) + 1
    else:
        begin = 0
    end = len(text)
    if end - begin > LONGEST:
        end = max(text.rfind(" ", begin, begin + LONGEST), begin + LONGEST // 2)
    inside = [(s - begin, e - begin, label) for s, e, label in spans if begin <= s and e <= end]
    return text[begin:end], inside


def forms_by_word(folder: Path):
    """Folded ordinary words, that tell which surnames are homonyms."""
    words = set()
    for name in ("words.txt", "common_fr.txt", "common_en.txt", "ordinary_en.txt"):
        file = folder / name
        if file.exists():
            words |= {fold(line) for line in file.read_text(encoding="utf-8").split()}
    return frozenset(words)


if __name__ == "__main__":
    made = Generator(words=forms_by_word(Path(__file__).parents[1] / "lexicon"))
    for number in range(int(sys.argv[2])):
        text, spans, language = made.document(sys.argv[1], number)
        print(json.dumps({"lang": language, "text": text, "spans": [(s, e, l, text[s:e]) for s, e, l in spans]}, ensure_ascii=False))
