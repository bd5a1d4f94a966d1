"""What an uploaded Word or Excel file must not bring along."""

import re
import zipfile
from io import BytesIO

from lxml import etree

LARGEST_FILE_BYTES = 5 * 1024 * 1024
LARGEST_CONTENT_BYTES = 30 * 1024 * 1024
LARGEST_PART_BYTES = 10 * 1024 * 1024
MOST_PARTS = 500
MAIN_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
MAIN_FOLDERS = {"docx": "word/", "xlsx": "xl/"}
_ACTIVE_PARTS = re.compile(
    r"vbaproject|/embeddings/|activex|oleobject|externallinks|customui|connections\.xml"
    r"|querytables|/macrosheets|attachedtoolbars|altchunk|afchunk",
    re.IGNORECASE,
)
_ACTIVE_FIELDS = re.compile(
    r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON|EMBED)\b"
)
_ACTIVE_FORMULAS = re.compile(
    r"\b(WEBSERVICE|RTD|CALL|REGISTER|EXEC|IMAGE|FILTERXML)\s*\(|\|\s*['\"]", re.I
)
_SAFE_LINKS = ("http://", "https://", "mailto:", "tel:")
_LINK = "/hyperlink"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class UnsafeFileError(ValueError):
    """The file is refused; `reason` is the code of why, `detail` where."""

    def __init__(self, reason, detail=""):
        super().__init__(f"{reason} {detail}".strip())
        self.reason, self.detail = reason, detail


def check_file(content, kind):
    """Refuse whatever is not a plain document of this kind."""
    if len(content) > LARGEST_FILE_BYTES:
        raise UnsafeFileError("too_large")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = _read_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnsafeFileError("not_office") from error
    types = parts.get("[Content_Types].xml")
    if types is None or not any(name.startswith(MAIN_FOLDERS[kind]) for name in parts):
        raise UnsafeFileError("not_office")
    for name, part in parts.items():
        _check_part(name, part)
    _check_types(_tree("[Content_Types].xml", types), kind)


def _read_parts(archive):
    infos = archive.infolist()
    if len(infos) > MOST_PARTS:
        raise UnsafeFileError("bomb")
    parts, total = {}, 0
    for info in infos:
        name = info.filename
        if name.startswith(("/", "\\")) or ".." in name.split("/") or name in parts:
            raise UnsafeFileError("not_office")
        with archive.open(info) as stream:
            # The size that the archive tells may be a lie: read no more than allowed.
            part = stream.read(LARGEST_PART_BYTES + 1)
        total += len(part)
        if len(part) > LARGEST_PART_BYTES or total > LARGEST_CONTENT_BYTES:
            raise UnsafeFileError("bomb")
        parts[name] = part
    return parts


def _check_part(name, part):
    if _ACTIVE_PARTS.search("/" + name):
        raise UnsafeFileError("active", name)
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return
    tree = _tree(name, part)
    if name.lower().endswith(".rels"):
        _check_links(tree)
    elif name.startswith("word/"):
        _check_word_fields(tree)
    elif name.startswith("xl/"):
        _check_formulas(tree)


def _tree(name, part):
    head = part[:4096].replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in part.replace(b"\0", b"").upper():
        raise UnsafeFileError("entities", name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise UnsafeFileError("not_office", name) from error


def _check_links(tree):
    for link in tree.iter("{*}Relationship"):
        if (link.get("TargetMode") or "").lower() != "external":
            continue
        target, kind = link.get("Target") or "", link.get("Type") or ""
        if not kind.endswith(_LINK) or not target.lower().startswith(_SAFE_LINKS):
            raise UnsafeFileError("external", target[:80])


def _check_word_fields(tree):
    for paragraph in tree.iter(f"{_WORD}p"):
        words = "".join(
            node.text or "" for node in paragraph.iter(f"{_WORD}instrText")
        ) + " ".join(
            node.get(f"{_WORD}instr") or "" for node in paragraph.iter(f"{_WORD}fldSimple")
        )  # fmt: skip
        if _ACTIVE_FIELDS.search(words):
            raise UnsafeFileError("active", words.strip()[:60])
    if next(tree.iter(f"{_WORD}altChunk", f"{_WORD}object"), None) is not None:
        raise UnsafeFileError("active")


def _check_formulas(tree):
    for node in tree.iter(f"{_SHEET}f", f"{_SHEET}definedName", f"{_SHEET}formula1"):
        if _ACTIVE_FORMULAS.search(node.text or ""):
            raise UnsafeFileError("active", (node.text or "")[:60])


def _check_types(tree, kind):
    main = {
        node.get("ContentType")
        for node in tree.iter("{*}Override", "{*}Default")
        if (node.get("ContentType") or "").endswith("main+xml")
        or "macroEnabled" in (node.get("ContentType") or "")
    }
    if any("macroEnabled" in one for one in main):
        raise UnsafeFileError("active")
    if MAIN_TYPES[kind] not in main:
        raise UnsafeFileError("not_office")
