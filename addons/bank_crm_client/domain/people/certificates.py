"""Certificates with an end: what they allow, when their end is told of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Days before its end on which the holder and his head are told, the earliest first.
WARNING_DAYS = (60, 30)


class CertificateError(ValueError):
    """A certificate whose dates cannot be."""


class Standing(StrEnum):
    """How a certificate stands today."""

    FUTURE = "future"
    VALID = "valid"
    SOON = "soon"
    VERY_SOON = "very_soon"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a person has passed; without a last day it lasts for good."""

    kind: int
    first_day: date
    last_day: date | None = None

    def __post_init__(self) -> None:
        if self.last_day is not None and self.last_day < self.first_day:
            raise CertificateError("a certificate cannot end before it begins")

    def covers(self, day: date) -> bool:
        """Whether it is in force on the day; its last day counts."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def standing(certificate: Certificate, today: date) -> Standing:
    """How it stands: 60 and 30 days before its end are the bank's two warnings.

    >>> one = Certificate(7, date(2024, 1, 10), date(2026, 1, 9))
    >>> [str(standing(one, day)) for day in (date(2025, 11, 9), date(2025, 11, 10))]
    ['valid', 'soon']
    >>> [str(standing(one, day)) for day in (date(2025, 12, 10), date(2026, 1, 10))]
    ['very_soon', 'ended']
    """
    if today < certificate.first_day:
        return Standing.FUTURE
    if certificate.last_day is None:
        return Standing.VALID
    left = (certificate.last_day - today).days
    if left < 0:
        return Standing.ENDED
    if left <= WARNING_DAYS[1]:
        return Standing.VERY_SOON
    return Standing.SOON if left <= WARNING_DAYS[0] else Standing.VALID


def is_certified(
    kind: int | None, certificates: Iterable[Certificate], day: date
) -> bool:
    """Whether the person may sell a product line that asks for this kind on this day.

    A line that asks for none (`kind` is None) is open to everybody.

    >>> old = Certificate(7, date(2024, 1, 10), date(2026, 1, 9))
    >>> is_certified(7, [old], date(2026, 1, 9)), is_certified(7, [old], date(2026, 1, 10))
    (True, False)
    >>> is_certified(None, [], date(2026, 1, 10))
    True
    """
    return kind is None or any(
        certificate.kind == kind and certificate.covers(day)
        for certificate in certificates
    )


def latest(certificates: Iterable[Certificate]) -> dict[int, Certificate]:
    """Of each kind the one that lasts longest: an older one is renewed by it."""
    found: dict[int, Certificate] = {}
    for certificate in certificates:
        known = found.get(certificate.kind)
        if known is None or _end(certificate) > _end(known):
            found[certificate.kind] = certificate
    return found


def _end(certificate: Certificate) -> date:
    return certificate.last_day or date.max


def warning_due(certificate: Certificate, today: date, told: int | None) -> int | None:
    """The warning to give now, in days before the end, or None.

    `told` is the warning that was given last (60, 30, or 0 for "ended"), None before any:
    each is given once, and one that was missed is not made up for by two at once.

    >>> one = Certificate(7, date(2024, 1, 10), date(2026, 1, 9))
    >>> warning_due(one, date(2025, 11, 10), None), warning_due(one, date(2025, 11, 11), 60)
    (60, None)
    >>> warning_due(one, date(2025, 12, 10), 60), warning_due(one, date(2026, 1, 10), 30)
    (30, 0)
    """
    stands = standing(certificate, today)
    due = {
        Standing.SOON: WARNING_DAYS[0],
        Standing.VERY_SOON: WARNING_DAYS[1],
        Standing.ENDED: 0,
    }.get(stands)
    if due is None or (told is not None and told <= due):
        return None
    return due
