"""What a count of clients may tell to whom does not see all of them."""

# Fewer clients than these are persons, not a figure.
FEWEST_TOLD = 5


def told_total(total: int, visible: int, walled: int) -> int:
    """Return the total that may be told to somebody who sees `visible` of the clients.

    `walled` are those of the private-banking wall among the rest. A handful that he does
    not see, on either side of the wall, is left out: with a narrow condition it would be
    an answer about a person.

    >>> told_total(total=100, visible=40, walled=2), told_total(43, 40, 0)
    (98, 40)
    """
    others = total - visible - walled
    return visible + sum(count for count in (walled, others) if count >= FEWEST_TOLD)
