"""Ultimate ownership: shares multiplied along paths, and solved where paths are circles.

Shares are fractions (`Decimal("0.6")` for 60 %); the arithmetic is exact. In a circle the sum
over paths has no end, and counts an owner who stands in it several times. Integrated ownership
(Brioschi, Buzzacchi and Colombo 1989; the diagonal correction of Baldone, Brioschi and Paleari
1998) is y(i,j) = v(i,j) / v(i,i) with V = (I - A)^-1: paths that come back to i are not counted.
"""

from collections.abc import Hashable, Mapping
from decimal import Decimal
from fractions import Fraction

Node = Hashable
Owners = Mapping[Node, Mapping[Node, Decimal]]
Column = dict[Node, Fraction]

ONE, NOUGHT = Fraction(1), Fraction(0)


class OwnershipError(ValueError):
    """Shares that cannot be: under 0, over 100 % together, or a circle without an owner."""


def check_shares(owned: Node, owners: Mapping[Node, Decimal]) -> None:
    """Refuse shares of one company that cannot be.

    >>> check_shares("c", {"a": Decimal("0.7"), "b": Decimal("0.4")})
    Traceback (most recent call last):
    ...
    odoo.addons.bank_crm_client.domain.relations.shares.OwnershipError: over 100 % of c
    """
    if any(share < 0 for share in owners.values()):
        raise OwnershipError(f"a share under nought of {owned}")
    if owned in owners:
        raise OwnershipError(f"{owned} owns itself")
    if sum(owners.values()) > 1:
        raise OwnershipError(f"over 100 % of {owned}")


def integrated_shares(owned: Node, owners: Owners) -> dict[Node, Decimal]:
    """Return what everybody above `owned` has of it, directly and through others.

    >>> half = Decimal("0.5")
    >>> integrated_shares("c", {"c": {"b": half}, "b": {"a": half}})
    {'b': Decimal('0.5'), 'a': Decimal('0.25')}
    """
    above = _above(owned, owners)
    rows = {node: _holdings(node, above, owners) for node in above}
    column = _solve(owned, rows, above)
    circular = _in_circles(above, owners)
    shares = {}
    for node in above:
        if node == owned or not column.get(node):
            continue
        again = _solve(node, rows, above)[node] if node in circular else ONE
        shares[node] = to_decimal(column[node] / again)
    return shares


def ultimate_shares(
    owners: Owners,
) -> dict[Node, dict[Node, Decimal]]:
    """Return for every company those whom nobody owns, with their share of it.

    >>> share = Decimal("0.5")
    >>> ultimate_shares({"c": {"b": share, "x": share}, "b": {"a": Decimal(1)}})
    {'c': {'x': Decimal('0.5'), 'a': Decimal('0.5')}, 'b': {'a': Decimal('1')}}
    """
    found = {}
    for owned in owners:
        above = _above(owned, owners)
        rows = {node: _holdings(node, above, owners) for node in above}
        column = _solve(owned, rows, above)
        found[owned] = {
            node: to_decimal(share)
            for node, share in column.items()
            if node != owned and share and not owners.get(node)
        }
    return found


def to_decimal(share: Fraction, places: int = 12) -> Decimal:
    """Return a fraction as a decimal, cut where nobody looks any more.

    >>> to_decimal(Fraction(1, 3), 4)
    Decimal('0.3333')
    """
    value = Decimal(share.numerator) / Decimal(share.denominator)
    rounded = round(value, places)
    return rounded.normalize() if rounded else Decimal(0)


def _above(owned: Node, owners: Owners) -> list[Node]:
    """`owned` and everybody above it, nearest first."""
    found: dict[Node, None] = {owned: None}
    queue = [owned]
    for node in queue:
        for owner in owners.get(node, ()):
            if owner not in found:
                found[owner] = None
                queue.append(owner)
    return queue


def _holdings(node: Node, above: list[Node], owners: Owners) -> Column:
    """What `node` owns directly among these."""
    return {
        owned: Fraction(owners[owned][node])
        for owned in above
        if node in owners.get(owned, ())
    }


def _solve(owned: Node, rows: Mapping[Node, Column], order: list[Node]) -> Column:
    """The column of (I - A)^-1 for `owned`: what each node has of it over all paths.

    v(i) = [i is owned] + sum over k of a(i,k) v(k). Unknowns are eliminated one by one, the
    furthest owner first; without circles nothing fills up, and this is a walk over paths.
    """
    known: dict[Node, tuple[Column, Fraction]] = {}
    for node in reversed(order):
        constant = ONE if node == owned else NOUGHT
        known[node] = _eliminate(node, dict(rows[node]), constant, known)
    return _substitute(known, order)


def _eliminate(
    node: Node,
    row: Column,
    constant: Fraction,
    known: Mapping[Node, tuple[Column, Fraction]],
) -> tuple[Column, Fraction]:
    """The row in terms of nodes not yet known, solved for its own node."""
    while pending := [name for name in row if name in known]:
        for other in pending:
            weight = row.pop(other)
            other_row, other_constant = known[other]
            constant += weight * other_constant
            for name, value in other_row.items():
                row[name] = row.get(name, NOUGHT) + weight * value
    rest = ONE - row.pop(node, NOUGHT)
    if not rest:
        raise OwnershipError(f"a circle around {node} that nobody outside owns")
    return {name: value / rest for name, value in row.items()}, constant / rest


def _substitute(
    known: Mapping[Node, tuple[Column, Fraction]], order: list[Node]
) -> Column:
    """Values, where each row names only nodes that come earlier in `order`."""
    values: Column = {}
    for node in order:
        row, constant = known[node]
        values[node] = constant + sum(
            (weight * values[name] for name, weight in row.items()), NOUGHT
        )
    return values


def _in_circles(above: list[Node], owners: Owners) -> set[Node]:
    """Nodes from which a walk over owners comes back to them."""
    return {
        node
        for node in above
        if any(node in _above(owner, owners) for owner in owners.get(node, ()))
    }
