"""What a file is, told by its contents: a name can say anything."""

from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

MEGABYTE = 1024 * 1024
LARGEST_BYTES = 25 * MEGABYTE
# A small file that unpacks into a huge one is an attack or a mistake.
LARGEST_UNPACKED_BYTES = 200 * MEGABYTE
MOST_PARTS = 5_000
_HEAD_BYTES = 1024


class ContentError(ValueError):
    """A file that the bank does not take; `reason` is one of `Refusal`."""

    def __init__(self, reason: "Refusal") -> None:
        super().__init__(reason.value)
        self.reason = reason


class Refusal(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    MACROS = "macros"
    LOCKED = "locked"


class Content(StrEnum):
    """The kinds of files that the bank keeps."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    TEXT = "text"


MIME_TYPES: dict[Content, str] = {
    Content.PDF: "application/pdf",
    Content.JPEG: "image/jpeg",
    Content.PNG: "image/png",
    Content.TIFF: "image/tiff",
    Content.WEBP: "image/webp",
    Content.DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    Content.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Content.PPTX: (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ),
    Content.TEXT: "text/plain",
}
SCANS = frozenset({Content.PDF, Content.JPEG, Content.PNG, Content.TIFF, Content.WEBP})
READABLE = frozenset({Content.PDF, Content.DOCX, Content.XLSX, Content.TEXT})
_HEADS = (
    (b"%PDF-", Content.PDF),
    (b"\xff\xd8\xff", Content.JPEG),
    (b"\x89PNG\r\n\x1a\n", Content.PNG),
    (b"II*\x00", Content.TIFF),
    (b"MM\x00*", Content.TIFF),
)
# Office programs put a file that is locked with a password into this container.
_CONTAINER_HEAD = b"\xd0\xcf\x11\xe0"
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
_OFFICE_PARTS = {
    "word/document.xml": Content.DOCX,
    "xl/workbook.xml": Content.XLSX,
    "ppt/presentation.xml": Content.PPTX,
}


def content_of(data: bytes, largest: int = LARGEST_BYTES) -> Content:
    """Return what a file is; refuse what is empty, too large, or nothing we know.

    >>> content_of(b"%PDF-1.7 ...")
    <Content.PDF: 'pdf'>
    >>> content_of("Договір".encode())
    <Content.TEXT: 'text'>
    >>> content_of(b"MZ\\x90\\x00")
    Traceback (most recent call last):
    ...
    odoo.addons.bank_crm_client.domain.documents.contents.ContentError: unknown
    """
    if not data:
        raise ContentError(Refusal.EMPTY)
    if len(data) > largest:
        raise ContentError(Refusal.TOO_LARGE)
    for head, content in _HEADS:
        if data.startswith(head):
            return content
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Content.WEBP
    if data.startswith(b"PK\x03\x04"):
        return _office_content(data)
    if data.startswith(_CONTAINER_HEAD) and _LOCKED_PART in data:
        raise ContentError(Refusal.LOCKED)
    if _is_text(data):
        return Content.TEXT
    raise ContentError(Refusal.UNKNOWN)


def _office_content(data: bytes) -> Content:
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError) as error:
        raise ContentError(Refusal.UNKNOWN) from error
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST_UNPACKED_BYTES
    ):
        raise ContentError(Refusal.UNPACKS_TOO_LARGE)
    names = {part.filename for part in parts}
    if any(name.rsplit("/", 1)[-1] == "vbaProject.bin" for name in names):
        raise ContentError(Refusal.MACROS)
    for name, content in _OFFICE_PARTS.items():
        if name in names:
            return content
    raise ContentError(Refusal.UNKNOWN)


def _is_text(data: bytes) -> bool:
    if b"\x00" in data:
        return False
    # A page or a script that a browser would run is no plain text.
    head = data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<", b"#!", b"{\\rtf")):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
