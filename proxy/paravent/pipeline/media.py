"""Which kind of file an attachment is, by the media type that it says it has."""

from __future__ import annotations

from paravent.core.vocabulary import Extension

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_EXTENSIONS = {
    "application/msword": Extension.DOC,
    "application/vnd.ms-excel": Extension.XLS,
    "application/vnd.ms-powerpoint": Extension.PPT,
    "application/vnd.ms-outlook": Extension.MSG,
    f"{_OFFICE}wordprocessingml.document": Extension.DOCX,
    f"{_OFFICE}spreadsheetml.sheet": Extension.XLSX,
    f"{_OFFICE}presentationml.presentation": Extension.PPTX,
    f"{_OPEN}text": Extension.ODT,
    f"{_OPEN}spreadsheet": Extension.ODS,
    f"{_OPEN}presentation": Extension.ODP,
    "application/epub+zip": Extension.EPUB,
    "application/x-zip-compressed": Extension.ZIP,
    "text/plain": Extension.TXT,
    "text/markdown": Extension.MD,
    "text/calendar": Extension.ICS,
    "text/vcard": Extension.VCF,
    "message/rfc822": Extension.EML,
    "image/svg+xml": Extension.SVG,
    "audio/mpeg": Extension.MP3,
    "audio/mp4": Extension.M4A,
    "audio/x-m4a": Extension.M4A,
    "video/quicktime": Extension.MOV,
}
"""The media types whose second half is not a suffix (IANA's registry, and what browsers say)."""


def extension(media_type: str) -> Extension:
    """The kind of a file, as rules and the log tell kinds apart, by its media type."""
    kind = media_type.partition(";")[0].strip().lower()
    return _EXTENSIONS.get(kind) or Extension.of(kind.rpartition("/")[2])
