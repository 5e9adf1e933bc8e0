"""Words that rules and the audit log share.

A word that has been written to a log is never renamed or given another meaning; words are added.
"""

from __future__ import annotations

from enum import StrEnum

from paravent.core.types import Category

# A person's name has no digit, so that a dossier's code that has one is not a bare name.
DOSSIER = r"(?=[^0-9]*[0-9])[A-Za-z0-9][A-Za-z0-9._/-]{0,31}"
"""The form of the code that stands for a client's matter."""


class Surface(StrEnum):
    """How the service was reached."""

    UNKNOWN = "unknown"
    WEB = "web"
    API = "api"
    IDE = "ide"
    EXTENSION = "ext"


class Mark(StrEnum):
    """What makes data sensitive; key ``sens``."""

    NONE = "none"
    ART9 = "art9"
    ART10 = "art10"
    NIR = "nir"
    MINOR = "minor"
    FINANCE = "finance"
    SECRET = "secret"  # noqa: S105 -- a word of the vocabulary


_MARKS = {
    Category.NIR: Mark.NIR,
    Category.FINANCIAL: Mark.FINANCE,
    Category.CREDENTIAL: Mark.SECRET,
}


def mark_of(category: Category) -> Mark:
    """What makes every value of a category sensitive; ``NONE`` where that depends on the text."""
    return _MARKS.get(category, Mark.NONE)


class Extension(StrEnum):
    """The kinds of attachment that the log tells apart; a file's own name never comes here."""

    OTHER = "other"
    PDF = "pdf"
    TXT = "txt"
    MD = "md"
    RTF = "rtf"
    DOC = "doc"
    DOCX = "docx"
    ODT = "odt"
    XLS = "xls"
    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"
    PPT = "ppt"
    PPTX = "pptx"
    ODP = "odp"
    HTML = "html"
    XML = "xml"
    JSON = "json"
    YAML = "yaml"
    EML = "eml"
    MSG = "msg"
    VCF = "vcf"
    ICS = "ics"
    EPUB = "epub"
    ZIP = "zip"
    PNG = "png"
    JPG = "jpg"
    GIF = "gif"
    WEBP = "webp"
    HEIC = "heic"
    SVG = "svg"
    MP3 = "mp3"
    M4A = "m4a"
    WAV = "wav"
    OGG = "ogg"
    MP4 = "mp4"
    WEBM = "webm"
    MOV = "mov"
    CODE = "code"

    @classmethod
    def of(cls, suffix: str) -> Extension:
        """The kind of a file by its suffix, with or without the dot; OTHER where not listed."""
        suffix = suffix.lower().removeprefix(".")
        return cls(suffix) if suffix in cls else cls(_ALIASES.get(suffix, "other"))


_ALIASES = {
    "jpeg": "jpg",
    "htm": "html",
    "yml": "yaml",
    "tsv": "csv",
    **dict.fromkeys(("py", "js", "ts", "java", "c", "cpp", "cs", "go", "rs", "php", "sql"), "code"),
}
