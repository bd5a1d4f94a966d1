"""Why a client came into a segment or left it, kept as bits: one a top line."""

from .segment_parse import MAX_LINES
from .segment_tree import Group, Match

# Not a line: the client left the unit or the bank, or the conditions became others.
OUT_OF_SCOPE = 1 << MAX_LINES


def lines_of(bits: int, group: Group) -> list[int]:
    """Return the places of the lines whose bits are set.

    >>> lines_of(5, Group(Match.ALL, (None, None, None)))
    [0, 2]
    """
    return [place for place in range(len(group.items)) if bits >> place & 1]


def all_lines(group: Group) -> int:
    """Return the bits of every line.

    >>> all_lines(Group(Match.ALL, (None, None, None)))
    7
    """
    return (1 << len(group.items)) - 1


def lines_that_failed(group: Group, entered: int, now: int) -> int:
    """Return the lines for which a client is no longer in the group.

    Of "all" those that do not hold; of "any" those that held when he came; of "none"
    those that hold.

    >>> lines_that_failed(Group(Match.ALL, (None, None)), entered=3, now=1)
    2
    """
    if group.match is Match.ALL:
        return all_lines(group) & ~now
    if group.match is Match.ANY:
        return entered & ~now & all_lines(group)
    return now & all_lines(group)
