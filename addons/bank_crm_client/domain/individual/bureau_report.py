"""What a credit bureau tells of a person, after its file was read and found whole.

Amounts are of the one currency that the report names. The form of the file is described
in docs/concepts/individual-file.md; `bureau_json` and `bureau_xml` read it.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

OLDEST_REPORT = date(1990, 1, 1)
MOST_LOANS = 500
MOST_CHARACTERS = 120
MOST_DAYS_OVERDUE = 20_000
MOST_SCORE = 10_000
_AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,6}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)


class ReportError(ValueError):
    """Why a file is refused: `reason` is a code, `place` where it stands in the file.

    `told` is what stands there, cut to a length that fits a message.
    """

    def __init__(self, reason: str, place: str = "", told: object = ""):
        self.reason = reason
        self.place = _showable(place)
        self.told = _showable(str(told))
        super().__init__(" ".join(filter(None, [reason, self.place, self.told])))


def _showable(text: str) -> str:
    """What a message may repeat of a file: short, without invisible characters."""
    return "".join(one if one.isprintable() else "?" for one in text[:MOST_CHARACTERS])


@dataclass(frozen=True, slots=True)
class BureauLoan:
    """One loan of the person at some lender; no closing day: it is open."""

    lender: str
    kind: str
    opened: date
    owed: Decimal
    closed: date | None = None
    limit: Decimal = Decimal(0)
    overdue: Decimal = Decimal(0)
    days_overdue: int = 0
    worst_days_overdue: int = 0

    def __post_init__(self) -> None:
        if self.closed and self.closed < self.opened:
            raise ReportError("closed_before_opened", told=self.closed)
        if self.closed and (self.owed or self.overdue):
            raise ReportError("closed_and_owed", told=self.owed)
        if self.overdue > self.owed:
            raise ReportError("overdue_above_owed", told=self.overdue)
        if self.days_overdue > self.worst_days_overdue:
            raise ReportError("worst_below_current", told=self.worst_days_overdue)


@dataclass(frozen=True, slots=True)
class BureauReport:
    """A report of a bureau on one day: whose, the score with its scale, the loans."""

    day: date
    tax_number: str
    currency: str
    score: int | None = None
    score_low: int = 0
    score_high: int = 0
    loans: tuple[BureauLoan, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.score is not None and not (
            self.score_low <= self.score <= self.score_high
        ):
            raise ReportError("score_off_scale", "score", self.score)

    @property
    def open_loans(self) -> int:
        """How many loans are not closed."""
        return sum(loan.closed is None for loan in self.loans)

    @property
    def owed(self) -> Decimal:
        """What he owes on all of them."""
        return sum((loan.owed for loan in self.loans), Decimal(0))

    @property
    def overdue(self) -> Decimal:
        """What of it is past due."""
        return sum((loan.overdue for loan in self.loans), Decimal(0))

    @property
    def worst_days_overdue(self) -> int:
        """The longest delay ever, in days."""
        return max((loan.worst_days_overdue for loan in self.loans), default=0)


def report_of(told: dict, today: date) -> BureauReport:
    """Return the report that a file tells; every key is known and every total agrees.

    >>> told = {"format": "bank-crm-bureau-report", "version": "1", "date": "2026-11-01",
    ...     "tax_number": "3012345678", "currency": "UAH", "loans": [],
    ...     "score": {"value": "640", "low": "300", "high": "850"},
    ...     "totals": {"open_loans": "0", "owed": "0.00"}}
    >>> report_of(told, date(2026, 11, 20)).score
    640
    """
    _keys(told, "", {"format", "version", "date", "tax_number", "currency", "totals"},
          {"score", "loans"})  # fmt: skip
    if (told["format"], told["version"]) != ("bank-crm-bureau-report", "1"):
        raise ReportError("unknown_format", "format", told["format"])
    day = _date(told["date"], "date")
    if day > today:
        raise ReportError("of_the_future", "date", day)
    if day < OLDEST_REPORT:
        raise ReportError("too_old", "date", day)
    loans = told.get("loans") or []
    if not isinstance(loans, list):
        raise ReportError("not_a_list", "loans")
    if len(loans) > MOST_LOANS:
        raise ReportError("too_many_loans", "loans", len(loans))
    score = told.get("score")
    if score is not None:
        _keys(score, "score", {"value", "low", "high"})
    report = BureauReport(
        day=day,
        tax_number=_text(told["tax_number"], "tax_number"),
        currency=_matching(_CURRENCY, told["currency"], "currency"),
        score=None if score is None else _whole(score, "value", "score", MOST_SCORE),
        score_low=0 if score is None else _whole(score, "low", "score", MOST_SCORE),
        score_high=0 if score is None else _whole(score, "high", "score", MOST_SCORE),
        loans=tuple(_loan(loan, number, day) for number, loan in enumerate(loans, 1)),
    )
    _check_totals(report, told["totals"])
    return report


def _check_totals(report: BureauReport, totals: object) -> None:
    _keys(totals, "totals", {"open_loans", "owed"})
    if _whole(totals, "open_loans", "totals", MOST_LOANS) != report.open_loans:
        raise ReportError("total_differs", "totals/open_loans", report.open_loans)
    if _amount(totals["owed"], "totals/owed") != report.owed:
        raise ReportError("total_differs", "totals/owed", report.owed)


def _loan(told: object, number: int, day: date) -> BureauLoan:
    place = f"loan {number}"
    _keys(told, place, {"lender", "kind", "opened", "owed"},
          {"closed", "limit", "overdue", "days_overdue", "worst_days_overdue"})  # fmt: skip
    opened = _date(told["opened"], f"{place}/opened")
    closed = told.get("closed")
    closed = _date(closed, f"{place}/closed") if closed is not None else None
    if max(opened, closed or opened) > day:
        raise ReportError("after_the_report", place, closed or opened)
    days = told.get("days_overdue", "0")
    worst = told.get("worst_days_overdue", days)
    known = {"days_overdue": days, "worst_days_overdue": worst}
    try:
        return BureauLoan(
            lender=_text(told["lender"], f"{place}/lender"),
            kind=_text(told["kind"], f"{place}/kind"),
            opened=opened,
            closed=closed,
            owed=_amount(told["owed"], f"{place}/owed"),
            limit=_amount(told.get("limit", "0"), f"{place}/limit"),
            overdue=_amount(told.get("overdue", "0"), f"{place}/overdue"),
            **{name: _whole(known, name, place, MOST_DAYS_OVERDUE) for name in known},
        )
    except ReportError as error:
        raise ReportError(error.reason, error.place or place, error.told) from error


def _keys(told: object, place: str, needed: set, possible: set = frozenset()) -> None:
    if not isinstance(told, dict):
        raise ReportError("not_a_group", place)
    for key in sorted(needed - told.keys()):
        raise ReportError("missing", f"{place}/{key}".lstrip("/"))
    for key in sorted(told.keys() - needed - possible):
        raise ReportError("unknown", f"{place}/{key}".lstrip("/")[:MOST_CHARACTERS])


def _matching(form: re.Pattern, value: object, place: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ReportError("wrong_value", place, value)
    return value


def _text(value: object, place: str) -> str:
    text = value.strip() if isinstance(value, str) else ""
    if not text or len(text) > MOST_CHARACTERS or not text.isprintable():
        raise ReportError("wrong_value", place, value)
    return text


def _amount(value: object, place: str) -> Decimal:
    return Decimal(_matching(_AMOUNT, value, place))


def _whole(group: dict, key: str, place: str, most: int) -> int:
    number = int(_matching(_WHOLE, group[key], f"{place}/{key}"))
    if number > most:
        raise ReportError("wrong_value", f"{place}/{key}", number)
    return number


def _date(value: object, place: str) -> date:
    text = _matching(_DAY, value, place)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ReportError("wrong_value", place, text) from error
