"""Clients out of files: tables (CSV), address books (vCard), plain lists.

What cannot be read is told by its line, never by what stands there.
"""

from __future__ import annotations

import csv
import io
import quopri
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paravent.core.folding import squeeze
from paravent.core.types import Sensitive
from paravent.errors import Exit, fail
from paravent.i18n import t
from paravent.register.editing import Draft
from paravent.register.entries import Kind
from paravent.register.guessing import entry_of, guess

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from paravent.detect.lexicon import Lexicon
    from paravent.register.entries import Entry

_COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("client", "nomcomplet", "fullname", "contact", "nomduclient", "clientname",
             "nometprenom"),
    "family": ("nom", "nomdefamille", "lastname", "surname", "familyname"),
    "given": ("prenom", "firstname", "givenname"),
    "company": ("societe", "entreprise", "company", "organisation", "organization", "raisonsociale",
                "denomination", "etablissement", "companyname"),
    "email": ("email", "mail", "courriel", "emailaddress", "adressemail", "emailducontact"),
    "phone": ("telephone", "tel", "phone", "mobile", "portable", "phonenumber"),
    "domain": ("domaine", "domain", "site", "siteweb", "website", "siteinternet", "url"),
    "address": ("adresse", "address", "adressepostale", "rue", "street"),
    "postcode": ("codepostal", "cp", "postcode", "zip", "zipcode"),
    "town": ("ville", "city", "town", "commune"),
    "project": ("projet", "project", "nomdecode", "codename", "mission"),
    "file": ("dossier", "reference", "ref", "numero", "numerodedossier", "file", "filenumber",
             "casenumber", "matter", "numeroclient"),
    "alias": ("alias", "surnom", "nickname"),
}  # fmt: skip
_BY_TITLE = {title: column for column, titles in _COLUMNS.items() for title in titles}
_PLAIN = (Kind.EMAIL, Kind.PHONE, Kind.DOMAIN, Kind.PROJECT, Kind.FILE)
_SEVERAL = re.compile(r"[;|\n]")
_CARD = re.compile(r"(?:item\d+\.)?([A-Za-z-]+)((?:;[^:]*)?):(.*)", re.DOTALL)
_FREE = frozenset(
    """gmail.com googlemail.com outlook.com outlook.fr hotmail.com hotmail.fr live.com live.fr
    yahoo.com yahoo.fr orange.fr wanadoo.fr free.fr sfr.fr laposte.net icloud.com me.com bbox.fr
    gmx.fr gmx.com protonmail.com proton.me aol.com""".split()  # noqa: SIM905 -- a list of words
)
"""Where people have their mail who are nobody's employees: no domain of a client."""


@dataclass(slots=True)
class Imported:
    """What a file holds: clients, and the lines of which nothing could be made."""

    drafts: list[Draft] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)


def read_file(name: str, data: bytes, lexicon: Lexicon) -> Imported:
    """The clients in a file: vCard or CSV by its content, else one client a line.

    Raises:
        ParaventError: it is no text, or a table without a column that is known.
    """
    text = _decode(data, name)
    if re.match(r"\s*BEGIN:VCARD", text, re.IGNORECASE):
        return read_cards(text)
    if name.lower().endswith((".csv", ".tsv")):
        return read_table(text, name)
    return read_list(text, lexicon)


def read_table(text: str, name: str) -> Imported:
    """The clients in a table with titles above its columns.

    Raises:
        ParaventError: none of the titles is known.
    """
    found = Imported()
    head = text.partition("\n")[0]
    delimiter = max(";,\t|", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns = [_BY_TITLE.get(squeeze(title)) for title in next(rows, [])]
    if not {"name", "family", "company"} & set(columns):
        raise fail(
            t(
                "aucune colonne ne dit de qui il s'agit",
                "no column says who it is about",
            ),
            t(
                "donnez un titre aux colonnes, par exemple : nom;prénom;société;email;téléphone;"
                "adresse;dossier",
                "give the columns titles, such as: last name;first name;company;email;phone;"
                "address;file number",
            ),
            f"{name}:1",
            exit_code=Exit.INVALID,
        )
    for row in rows:
        cells: dict[str, str] = {}
        for column, cell in zip(columns, row, strict=False):
            if column and cell.strip():
                cells.setdefault(column, cell.strip())
        draft = _draft_of(cells)
        if draft:
            found.drafts.append(draft)
        elif any(cell.strip() for cell in row):
            found.skipped.append(rows.line_num)
    return found


def read_cards(text: str) -> Imported:
    """The clients in an address book: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350)."""
    found, cells = Imported(), dict[str, str]()
    for number, name, value in _card_lines(text):
        if name == "BEGIN":
            cells = {}
        elif name == "END":
            draft = _draft_of(cells)
            if draft:
                found.drafts.append(draft)
            else:
                found.skipped.append(number)
        else:
            _take(cells, name, value)
    return found


def read_list(text: str, lexicon: Lexicon) -> Imported:
    """One client a line: its name, then what else is known, parted by ``;`` or tabs."""
    found = Imported()
    for number, line in enumerate(text.splitlines(), 1):
        values = [value.strip() for value in re.split(r"[;\t]", line.partition("#")[0])]
        values = [value for value in values if value]
        entries = [entry_of(guess(value, lexicon), value) for value in values]
        kept = tuple(entry for entry in entries if entry)
        if kept and entries[0]:
            found.drafts.append(Draft(Sensitive(values[0]), kept))
        elif values:
            found.skipped.append(number)
    return found


def _draft_of(cells: Mapping[str, str]) -> Draft | None:
    given, family = cells.get("given", ""), cells.get("family", "")
    person = f"{given} {family}".strip() if given else ""
    other = cells.get("name", "") or ("" if given else family)
    company = cells.get("company", "")
    name = company or person or other
    entries: list[Entry | None] = []
    if person or (other and not company):
        entries.append(entry_of(Kind.PERSON, person or other, family if given else ""))
    elif other:
        entries.append(entry_of(Kind.PERSON, other))
    if company:
        entries.append(entry_of(Kind.COMPANY, company))
    for kind in _PLAIN:
        entries += [entry_of(kind, one) for one in _SEVERAL.split(cells.get(kind, ""))]
    entries += [_domain_of(one) for one in _SEVERAL.split(cells.get("email", ""))]
    where = " ".join(cells[part] for part in ("address", "postcode", "town") if part in cells)
    if "address" in cells:
        entries.append(entry_of(Kind.ADDRESS, where))
    aliases = _SEVERAL.split(cells.get("alias", ""))
    entries += [entry_of(Kind.PERSON, one, alias=True) for one in aliases]
    kept = tuple(entry for entry in entries if entry)
    return Draft(Sensitive(name), kept) if squeeze(name) and kept else None


def _domain_of(email: str) -> Entry | None:
    domain = email.rpartition("@")[2].strip().lower()
    return None if domain in _FREE or "." not in domain else entry_of(Kind.DOMAIN, domain)


def _take(cells: dict[str, str], name: str, value: str) -> None:
    """Take up one property of a card."""
    parts = [_unescape(part) for part in re.split(r"(?<!\\);", value)]
    if name == "N" and any(parts):
        cells["family"] = parts[0].strip()
        cells["given"] = " ".join(part.strip() for part in parts[1:3] if part.strip())
    elif name == "FN":
        cells["name"] = _unescape(value)
    elif name == "ORG":
        cells["company"] = parts[0].strip()
    elif name == "ADR":
        cells.setdefault("address", " ".join(part.strip() for part in parts[2:3]))
        cells.setdefault("postcode", " ".join(part.strip() for part in parts[5:6]))
        cells.setdefault("town", " ".join(part.strip() for part in parts[3:4]))
    elif name in _CARD_NAMES:
        column = _CARD_NAMES[name]
        text = _unescape(value).removeprefix("tel:").removeprefix("mailto:")
        cells[column] = f"{cells[column]}\n{text}" if column in cells else text


_CARD_NAMES = {"EMAIL": "email", "TEL": "phone", "URL": "domain", "NICKNAME": "alias"}


def _card_lines(text: str) -> Iterator[tuple[int, str, str]]:
    """The properties of cards, unfolded (RFC 6350 §3.2), each with the line that it ends on."""
    for number, line in _unfold(text.splitlines()):
        match = _CARD.fullmatch(line)
        if not match:
            continue
        name, parameters, value = match.groups()
        if "QUOTED-PRINTABLE" in parameters.upper():
            value = quopri.decodestring(value.encode()).decode("utf-8", "replace")
        yield number, name.upper(), value


def _unfold(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    held, at = "", 0
    for number, line in enumerate(lines, 1):
        if line[:1] in {" ", "\t"}:
            held += line[1:]
        elif held.endswith("=") and "QUOTED-PRINTABLE" in held.upper():
            held = held[:-1] + line
        else:
            if held:
                yield at, held
            held = line
        at = number
    if held:
        yield at, held


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value).strip()


def _decode(data: bytes, name: str) -> str:
    """A file's text: UTF-8, or else the Windows encoding that spreadsheets still write."""
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise fail(
            t("ce fichier n'est pas du texte", "this file is no text"),
            t("enregistrez-le en CSV, vCard ou texte", "save it as CSV, vCard or text"),
            name,
            exit_code=Exit.USAGE,
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
