"""The `:86:` field: three dialects into counterparty, purpose and references."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import SimpleNamespace

from mt940.options import Options
from mt940.processors import transaction_details_post_processor

from .model import Party

# German banks part the subfields with "?", others of the family with > ~ ^ <.
_GERMAN = re.compile(r"[ ]?(\d{3})([?>~^<])(?=\d{2})")
_SWIFT_CODE = re.compile(
    "/(TRTP|TRCD|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|ORDP|BENM|ID|CNTP|KREF|SVCL|PREF"
    "|ULTD|ULTC|ULTB|PURP|RTRN|ISDT|CREF|ADDR|NRTX|OPRP|USTD|STRD|TYPE)/"
)
_IBAN = re.compile(r"([A-Z]{2}\d{2}[A-Z0-9]{11,30})(?:\s+|$)")
_NO_REFERENCE = frozenset({"NONREF", "NOTPROVIDED", "NOTPROVIDED.", ""})
_OPTIONS = SimpleNamespace(options=Options.all())


@dataclass(frozen=True, slots=True)
class Narrative:
    """What `:86:` says; `code` is the German business transaction code."""

    purpose: str = ""
    counterparty: Party = field(default_factory=Party)
    end_to_end_id: str = ""
    code: str = ""
    additional_info: str = ""


def parse_narrative(lines: list[str]) -> Narrative:
    """Read the lines of one or more `:86:` fields of an entry.

    >>> parse_narrative(["020?00TRANSFER?20Rent May?30COBADEFF?31DE02?32Anna Berg"])
    ... # doctest: +ELLIPSIS
    Narrative(purpose='Rent May', counterparty=Party(name='Anna Berg', ...
    >>> parse_narrative(["/TRTP/SEPA/IBAN/NL91ABNA0417164300/NAME/J Smit/REMI/Rent"])
    ... # doctest: +ELLIPSIS
    Narrative(purpose='Rent', counterparty=Party(name='J Smit', ...
    """
    joined = "".join(line.rstrip("\r\n") for line in lines)
    if match := _GERMAN.match(joined):
        return _german(joined[match.start(1) :], match.group(2))
    if joined.startswith("/") and _SWIFT_CODE.match(joined):
        return _swift(joined)
    return _free(lines)


def drop_no_reference(text: str | None) -> str:
    """Empty where the bank wrote that there is no reference.

    >>> drop_no_reference("NONREF"), drop_no_reference(" A1 ")
    ('', 'A1')
    """
    text = (text or "").strip()
    return "" if text.upper() in _NO_REFERENCE else text


def one_line(text: str | None) -> str:
    """Fold white space.

    >>> one_line(" a  b\\n c ")
    'a b c'
    """
    return " ".join((text or "").split())


def _german(text: str, separator: str) -> Narrative:
    if separator != "?":
        text = re.sub(rf"{re.escape(separator)}(?=\d{{2}})", "?", text)
    found = transaction_details_post_processor(
        _OPTIONS, None, {"transaction_details": text}, {"transaction_details": text}
    )
    purpose = one_line(found.get("purpose"))
    extra = one_line(found.get("additional_purpose"))
    return Narrative(
        purpose=f"{purpose} {extra}".strip(),
        counterparty=Party(
            one_line(found.get("applicant_name")),
            one_line(found.get("applicant_iban") or found.get("gvc_applicant_iban")),
            one_line(found.get("applicant_bin") or found.get("gvc_applicant_bin")),
        ),
        end_to_end_id=drop_no_reference(found.get("end_to_end_reference")),
        code=text[:3],
        additional_info=one_line(found.get("posting_text")),
    )


def _swift(text: str) -> Narrative:
    pieces = _SWIFT_CODE.split(text)
    values: dict[str, str] = {}
    for code, value in zip(pieces[1::2], pieces[2::2], strict=True):
        value = one_line(value).strip("/")
        if value:
            values.setdefault(code, value)
    party = Party(values.get("NAME", ""), values.get("IBAN", ""), values.get("BIC", ""))
    if not party and "CNTP" in values:
        account, bic, name, *_rest = [*values["CNTP"].split("/"), "", "", ""]
        party = Party(name, account, bic)
    purpose = values.get("REMI") or values.get("USTD") or values.get("STRD") or ""
    return Narrative(
        purpose=purpose.removeprefix("USTD//").removeprefix("STRD/"),
        counterparty=party,
        end_to_end_id=drop_no_reference(values.get("EREF")),
        additional_info=values.get("TRTP", ""),
    )


def _free(lines: list[str]) -> Narrative:
    text = one_line("\n".join(lines))
    first = lines[0].strip() if lines else ""
    if match := _IBAN.match(first):
        return Narrative(
            purpose=one_line("\n".join(lines[1:])) or text,
            counterparty=Party(one_line(first[match.end() :]), match.group(1)),
        )
    return Narrative(purpose=text)
