"""Invented people: names of all origins, in every form in which a name is written."""

import re
import unicodedata
from bisect import bisect
from itertools import accumulate
from pathlib import Path

NAMES = Path(__file__).with_name("names")
_ABROAD = {"en": 0.14, "fr": 0.05}  # share of the people with a name of another origin, first and last
_FAMILIAR = {"en": 0.08}  # share of the people whom everybody calls by a short form, two letters or initials
_VOWELS = "AEIOUYÉÈÊHÂÎÔ"
_NICKNAMES = "Momo Titi Jojo Lulu Nico Seb Manu Steph Vero Flo Caro Domi Fred Alex Max Théo Nono Didi Gégé Kiki Loulou Mimi Nanou Bébert Phil Chris Isa Cricri Sandy Jeff Tonio Juju Zaza Lolo Bibi Nath Val Greg Ben Sam Jo".split()


def strip(text: str) -> str:
    """Without accents."""
    text = text.replace("œ", "oe").replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L").replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def fold(text: str) -> str:
    return strip(text).lower()


def read_origins(banned):
    """For each origin first names, women's and men's, and surnames, see names/origins.txt."""
    origins = []
    for block in (NAMES / "origins.txt").read_text(encoding="utf-8").split("\n\n"):
        lists = [line.partition(": ")[2].split(", ") for line in block.splitlines() if line[:1] in "fms"]
        if lists:
            origins.append([[name for name in listed if fold(name) not in banned] for listed in lists])
    return origins


def read_familiar(banned):
    """English short forms, words, letters, initials and short surnames, see names/familiar_en.txt."""
    familiar = {}
    for line in (NAMES / "familiar_en.txt").read_text(encoding="utf-8").splitlines():
        kind, _, listed = line.partition(": ")
        if listed:
            names = [name for name in listed.split(", ") if fold(name) not in banned]
            familiar.setdefault(kind.partition(" of ")[0], []).extend(names)
    return familiar


class Pool:
    """Names to draw from; ``banned`` are folded words kept for measuring.

    ``heard`` are folded words with a capital of texts that name nobody: whoever bears one of them is
    drawn more often, or the model would learn that Jasper is never more than a product.
    """

    def __init__(self, banned=frozenset(), words=frozenset(), heard=frozenset()):
        self.words = words
        self.origins = read_origins(banned)
        self.familiar = read_familiar(banned)
        rows = [line.split("\t") for line in (NAMES / "first.tsv").read_text(encoding="utf-8").splitlines()]
        self.first = {}
        for name, sex, group, weight in rows:
            if fold(name) not in banned:
                self.first.setdefault((group, sex), []).append((name, int(weight)))
        self.first = {
            key: ([n for n, _ in listed], list(accumulate(w for _, w in listed)))
            for key, listed in self.first.items()
        }
        self.last = {}
        for line in (NAMES / "last.tsv").read_text(encoding="utf-8").splitlines():
            name, group = line.split("\t")
            if fold(name) not in banned:
                self.last.setdefault(group, []).append(name)
        self.first_homonyms = {
            key: [name for name in names if fold(name) in words and len(name) > 2]
            for key, (names, _) in self.first.items()
        }
        self.homonyms = {
            group: [name for name in listed if fold(name) in words and len(name) > 2]
            for group, listed in self.last.items()
        }
        self.heard_first = {
            sex: sorted({name for (_, one), (names, _) in self.first.items() if one == sex for name in names if fold(name) in heard})
            for sex in "mf"
        }
        self.heard_last = sorted({name for group in ("fr", "en", "world") for name in self.last[group] if fold(name) in heard})

    def first_name(self, random, language, sex):
        x = random.random()
        home = "fr" if language == "fr" else "en" if language == "en" else "world"
        group = home if x < 0.66 or x > 0.91 else random.choice(("fr", "en", "world", "world"))
        if random.random() < 0.06 and self.heard_first[sex]:
            return random.choice(self.heard_first[sex])
        if random.random() < 0.06:
            sex = "x"
        names, weights = self.first.get((group, sex)) or self.first[(group, "m")]
        if random.random() < 0.05:
            return _mutated(random, random.choice(names), ("", "", "a", "e", "ah", "y", "in", "elle"))
        if x > 0.91 and self.first_homonyms.get((group, sex)):
            return random.choice(self.first_homonyms[(group, sex)])
        if x < 0.3:  # the frequent ones lead the lists of no country: a rare name counts as much
            return random.choice(names)
        return names[bisect(weights, random.random() * weights[-1])]

    def wordy(self, random, language, sex):
        """First name and surname that are both words: Hope Young."""
        home = "fr" if language == "fr" else "en"
        if language == "en" and random.random() < 0.4:
            return random.choice(self.familiar["words"]), random.choice(self.homonyms[home])
        return random.choice(self.first_homonyms[(home, sex)]), random.choice(self.homonyms[home])

    def surname(self, random, language):
        if language == "en" and random.random() < 0.02:
            return random.choice(self.familiar["surnames"])
        if random.random() < 0.04 and self.heard_last:
            return random.choice(self.heard_last)
        x = random.random()
        home = "fr" if language == "fr" else "en" if language == "en" else "world"
        if x < 0.12:
            return random.choice(self.homonyms["fr" if home == "fr" else "en"])
        if x < 0.5:
            return random.choice(self.last[home])
        if x < 0.72:
            return random.choice(self.last["world"])
        if x < 0.84:
            return random.choice(self.last["rare"])
        if x < 0.88:
            return random.choice(self.last[random.choice(("fr", "en"))])
        if x < 0.91:
            return _mutated(random, random.choice(self.last[home]))
        if x < 0.93:
            return self.first_name(random, language, random.choice("mf")).split()[0]
        base = random.choice(self.last[home]).split()[-1]
        if language == "fr":
            if base[0] in _VOWELS:
                return random.choice(("d'", "D'", "L'", "de l'")) + base
            prefix = ("de ", "De ", "du ", "Du ", "Le ", "Le ", "La ", "de La ", "Des", "Dela", "Van ", "Ben ", "El ", "Saint-", "Al ", "dos ", "Da ", "von ")
        else:
            prefix = ("Mac", "Mc", "O'", "Fitz", "St ", "St. ", "van ", "Van der ", "de ", "De ", "al-", "El ", "Le ", "Di ", "D'", "Ap ")
        chosen = random.choice(prefix)
        return chosen + (base if chosen[-1] in " -'" or chosen in {"Mac", "Mc", "Fitz"} else base.lower())


def _mutated(random, name, ends=("", "", "", "eau", "ard", "el", "ier", "er", "son", "ski")):
    """A name that stands in no list."""
    vowels = "aeiouy"
    letters = list(name)
    for _ in range(random.choice((1, 2))):
        at = random.randrange(1, len(letters))
        same = vowels if letters[at] in vowels else "bcdfglmnprstvz"
        if letters[at].isalpha():
            letters[at] = random.choice(same)
    return "".join(letters) + random.choice(ends)


class Person:
    """One invented person.

    ``wordy``: first name and surname are words. ``brief``: what stands for the first name, a kind
    of names/familiar_en.txt.
    """

    def __init__(self, random, pool, language, *, wordy=False, brief=""):
        self.random, self.language = random, language
        self.shorts = _NICKNAMES if language == "fr" else pool.familiar["short forms"]
        self.sex = random.choice("mf")
        self.upper_style = random.random() < 0.25
        if wordy:
            self.first, self.last = pool.wordy(random, language, self.sex)
            return
        if not brief and random.random() < _FAMILIAR.get(language, 0):
            brief = random.choice(("short forms", "short forms", "short forms", "letters", "initials"))
        if brief:
            self.first, self.last = random.choice(pool.familiar[brief]), pool.surname(random, language)
            return
        if random.random() < _ABROAD.get(language, 0):
            women, men, surnames = random.choice(pool.origins)
            self.first, self.last = random.choice(women if self.sex == "f" else men), random.choice(surnames)
            return
        first = pool.first_name(random, language, self.sex)
        x = random.random()
        if x < 0.07 and " " not in first and "-" not in first:
            first += "-" + pool.first_name(random, language, self.sex).split()[0].split("-")[0]
        elif x < 0.10:
            first += " " + pool.first_name(random, language, self.sex).split()[0]
        elif x < 0.12 and language == "en":
            first += f" {random.choice('ABCDEFGHJKLMNPRST')}."
        self.first = first
        self.last = pool.surname(random, language)
        if random.random() < 0.06:
            self.last += random.choice(("-", "-", " ")) + pool.surname(random, language).split(" ")[-1]

    def form(self, form):
        """A form of the name, which is personal whole."""
        first, last = self.first, self.last
        plain = re.sub(r"[^a-z]", "", fold(last)) or "x"
        given = re.sub(r"[^a-z\-]", "", fold(first).split()[0])
        match form:
            case "first": return first
            case "last": return last
            case "LAST": return last.upper()
            case "FIRST": return first.upper()
            case "FULL": return f"{first} {last}".upper()
            case "lastfirst": return f"{last} {first}"
            case "LASTfirst": return f"{last.upper()} {first}"
            case "firstLAST": return f"{first} {last.upper()}"
            case "flast": return f"{self._initial()} {last}"
            case "firstl": return f"{first} {last[0].upper()}{self.random.choice(('.', '.', ''))}"
            case "initials":
                middle = self.random.choice(("", "", "", "ABCDEFGHJLMNOPRST"[self.random.randrange(17)]))
                letters = [letter for letter in (first[0], middle, last[0].upper()) if letter]
                return self.random.choice(("".join(letters), ".".join(letters) + ".", ". ".join(letters) + "."))
            case "initial": return first[0].upper() + self.random.choice(("", "", "."))
            case "nick": return self._nickname()
            case "nicklower": return self._nickname().lower()
            case "lower": return f"{first} {last}".lower()
            case "firstlower": return first.lower()
            case "lastlower": return last.lower()
            case "any": return self.form(self.random.choice(("", "first", "last", "LASTfirst", "firstLAST", "lastfirst", "flast", "firstl")))
            case "user": return self._user(plain, given)
            case "handle": return "@" + self._user(plain, given)
            case "":
                x = self.random.random()
                if self.upper_style and x < 0.6: return f"{first} {last.upper()}"
                if x > 0.96: return f"{last.upper()} {first}"
                return f"{first} {last}"
        raise ValueError(f"form of a person: {form}")

    def _initial(self):
        firsts = re.split(r"([- ])", self.first)
        dot = self.random.choice((".", ".", ".", ""))
        return "".join(part[0].upper() + dot if part not in "- " and part else part for part in firsts if part)

    def _nickname(self):
        if self.random.random() < 0.5 and len(self.first) > 5 and "-" not in self.first:
            ends = ("", "", "s", "o", "y", "ie", "za") if self.language == "en" else ("",)
            return self.first[: self.random.choice((3, 4))] + self.random.choice(ends)
        return self.random.choice(self.shorts)

    def _user(self, last, first):
        r = self.random
        return r.choice((
            f"{first[0]}{last}", f"{first}.{last}", f"{first}_{last}", f"{first}{r.randint(1, 99)}", f"{last}{first[0]}",
            f"{first[0]}.{last}", f"{first}{last[0]}", f"{first}-{last}", f"{last}.{first}", f"{first}.{last}{r.randint(60, 99)}",
        ))

    def email(self):
        r = self.random
        last = re.sub(r"[^a-z]", "", fold(self.last)) or "x"
        first = re.sub(r"[^a-z\-]", "", fold(self.first).split()[0])
        host = r.choice(("gmail.com", "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "outlook.com", "yahoo.fr", "hotmail.fr", "icloud.com", f"{last}.fr", "cabinet-rive.fr", "example.org", "btinternet.com", "yahoo.co.uk", "proton.me", "sfr.fr"))
        return f"{self._user(last, first)}@{host}"

    def civility(self, long):
        if self.language == "fr":
            if long: return "Monsieur" if self.sex == "m" else "Madame"
            return self.random.choice(("M.", "M.", "M", "Mr", "Monsieur")) if self.sex == "m" else self.random.choice(("Mme", "Mme", "Mme.", "Madame", "Mlle"))
        if self.language == "en":
            if long: return "Mr" if self.sex == "m" else self.random.choice(("Ms", "Mrs"))
            return self.random.choice(("Mr", "Mr.")) if self.sex == "m" else self.random.choice(("Mrs", "Ms", "Miss", "Mrs.", "Ms."))
        return {"de": ("Herr", "Frau"), "es": ("Sr.", "Sra."), "it": ("Sig.", "Sig.ra"), "nl": ("Dhr.", "Mevr.")}[self.language][self.sex == "f"]
