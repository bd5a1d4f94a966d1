"""Which collateral covers which loan: every unit of value once.

Many-to-many: an asset secures several loans by rank, a loan has several assets. What
prior liens of others take comes off first. Then the rank decides; loans of one rank share
by what each still lacks. Assets that secure fewer loans are allocated first, so that
shared cover is kept for whoever has nothing else. A cushion over a debt is filled last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from ..money import CENT, CENTS, EXACT, ONE, ZERO


class CoverageError(ValueError):
    """A pledge of nothing, for nobody, or twice."""


@dataclass(frozen=True, slots=True)
class Asset:
    """What may be lent on (pledge value) and its market value, in the base currency.

    `prior_liens`: what others' earlier rights take of it.
    """

    number: int
    pledge: Decimal
    market: Decimal
    prior_liens: Decimal = ZERO

    def __post_init__(self) -> None:
        if min(self.pledge, self.market, self.prior_liens) < 0:
            raise CoverageError("a value is not below zero")

    @property
    def free(self) -> Decimal:
        return max(self.pledge - self.prior_liens, ZERO)


@dataclass(frozen=True, slots=True)
class Pledge:
    """An asset secures a loan, by rank (1 first); `cap`: for no more than so much."""

    asset: int
    loan: int
    rank: int = 1
    cap: Decimal | None = None

    def __post_init__(self) -> None:
        if self.rank < 1 or (self.cap is not None and self.cap < 0):
            raise CoverageError("a rank is one or more, a cap not below zero")


@dataclass(frozen=True, slots=True)
class Share:
    """So much of an asset covers a loan."""

    asset: int
    loan: int
    amount: Decimal


def allocate(
    assets: Iterable[Asset],
    pledges: Iterable[Pledge],
    owed: Mapping[int, Decimal],
    required: Mapping[int, Decimal] | None = None,
) -> tuple[Share, ...]:
    """Return what of each asset covers each loan; `owed` in the base currency, by loan.

    No asset gives more than it is worth, no loan takes more than its cap. First every debt
    is covered as far as it goes; only what is left then goes to loans of which more cover
    is asked for than they owe (`required`, cover to debt): a cushion for one never takes
    the cover of another.

    >>> shares = allocate([Asset(1, Decimal(100), Decimal(150))],
    ...     [Pledge(1, 8, rank=2), Pledge(1, 7)], {7: Decimal(80), 8: Decimal(80)})
    >>> [(share.loan, int(share.amount)) for share in shares]
    [(7, 80), (8, 20)]
    """
    by_number = {asset.number: asset for asset in assets}
    of_asset: dict[int, list[Pledge]] = defaultdict(list)
    for pledge in pledges:
        if pledge.asset not in by_number or pledge.loan not in owed:
            raise CoverageError("a pledge has an asset and a loan")
        if any(one.loan == pledge.loan for one in of_asset[pledge.asset]):
            raise CoverageError("an asset secures a loan once")
        of_asset[pledge.asset].append(pledge)
    free = {number: by_number[number].free for number in of_asset}
    taken: dict[tuple[int, int], Decimal] = {}
    cushion = {
        loan: max(_target(debt, required, loan) - debt, ZERO)
        for loan, debt in owed.items()
    }
    for lacking in (dict(owed), cushion):
        for number in sorted(of_asset, key=lambda one: (len(of_asset[one]), one)):
            for rank in sorted({pledge.rank for pledge in of_asset[number]}):
                peers = [pledge for pledge in of_asset[number] if pledge.rank == rank]
                for loan, amount in _shared(free[number], peers, lacking, taken):
                    if amount:
                        key = (number, loan)
                        taken[key] = taken.get(key, ZERO) + amount
                        lacking[loan] -= amount
                        free[number] -= amount
    return tuple(Share(number, loan, sum_) for (number, loan), sum_ in taken.items())


def _target(
    debt: Decimal, required: Mapping[int, Decimal] | None, loan: int
) -> Decimal:
    """The cover asked for, to the cent: the debt itself where nothing is said."""
    return CENTS.apply(debt * (required or {}).get(loan, ONE))


def _shared(
    free: Decimal,
    peers: Sequence[Pledge],
    lacking: Mapping[int, Decimal],
    taken: Mapping[tuple[int, int], Decimal],
) -> list[tuple[int, Decimal]]:
    wants = {
        pledge.loan: max(ZERO, lacking[pledge.loan])
        if pledge.cap is None
        else max(
            ZERO,
            min(
                lacking[pledge.loan],
                pledge.cap - taken.get((pledge.asset, pledge.loan), ZERO),
            ),
        )
        for pledge in sorted(peers, key=lambda one: one.loan)
    }
    wanted = sum(wants.values(), ZERO)
    if wanted <= free:
        return list(wants.items())
    parts = {
        loan: EXACT.divide(free * want, wanted).quantize(CENT, ROUND_DOWN)
        for loan, want in wants.items()
    }
    rest = free - sum(parts.values(), ZERO)
    for loan, want in wants.items():
        # Cents that rounding left go to whoever still lacks them, in order.
        more = min(rest, want - parts[loan])
        parts[loan] += more
        rest -= more
    return list(parts.items())


@dataclass(frozen=True, slots=True)
class Cover:
    """How a loan is covered; sums in the base currency, ratios fractions.

    `ratio`: covered to owed (over one: a cushion), None where nothing is owed. `shortfall`: what is lacking of
    the cover asked for. `loan_to_value`: None without an asset of any market value.
    """

    loan: int
    owed: Decimal
    covered: Decimal
    ratio: Decimal | None
    shortfall: Decimal
    loan_to_value: Decimal | None


def covers(
    assets: Sequence[Asset],
    pledges: Sequence[Pledge],
    owed: Mapping[int, Decimal],
    required: Mapping[int, Decimal] | None = None,
) -> tuple[Cover, ...]:
    """Return the cover of every loan; `required`: cover to debt that was asked for (1).

    Loan to value counts against the market value of a loan's assets all that is secured
    by them at the same or an earlier rank, prior liens too: the definition of
    Recommendation ESRB/2016/14, annex IV.

    >>> (cover,) = covers([Asset(1, Decimal(70), Decimal(100))], [Pledge(1, 7)], {7: Decimal(80)})
    >>> cover.ratio, cover.shortfall, cover.loan_to_value
    (Decimal('0.875'), Decimal('10.00'), Decimal('0.8'))
    """
    covered: dict[int, Decimal] = defaultdict(Decimal)
    for share in allocate(assets, pledges, owed, required):
        covered[share.loan] += share.amount
    by_number = {asset.number: asset for asset in assets}
    return tuple(
        Cover(
            loan,
            debt,
            covered[loan],
            EXACT.divide(covered[loan], debt) if debt else None,
            max(_target(debt, required, loan) - covered[loan], ZERO),
            _loan_to_value(loan, by_number, pledges, owed),
        )
        for loan, debt in sorted(owed.items())
    )


def _loan_to_value(
    loan: int,
    assets: Mapping[int, Asset],
    pledges: Sequence[Pledge],
    owed: Mapping[int, Decimal],
) -> Decimal | None:
    own = {pledge.asset: pledge for pledge in pledges if pledge.loan == loan}
    market = sum((assets[number].market for number in own), ZERO)
    if not market:
        return None
    liens = sum((assets[number].prior_liens for number in own), ZERO)
    secured = {loan: owed[loan]}
    for pledge in pledges:
        if (
            pledge.asset in own
            and pledge.loan != loan
            and pledge.rank <= own[pledge.asset].rank
        ):
            debt = owed[pledge.loan]
            if pledge.cap is not None:
                debt = min(debt, pledge.cap)
            secured[pledge.loan] = max(secured.get(pledge.loan, ZERO), debt)
    return EXACT.divide(sum(secured.values(), ZERO) + liens, market)
