"""How alike two words are: Jaro's measure with Winkler's weight for a common beginning.

W. E. Winkler, String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter
Model of Record Linkage (1990).
"""

PREFIX_WEIGHT = 0.1
PREFIX_LENGTH = 4
# Below it two words are different, whatever they begin with.
BOOST_FROM = 0.7


def jaro(first: str, second: str) -> float:
    """Return Jaro's similarity, from 0 to 1.

    >>> round(jaro("MARTHA", "MARHTA"), 3), jaro("", "")
    (0.944, 1.0)
    """
    if first == second:
        return 1.0
    if not first or not second:
        return 0.0
    reach = max(len(first), len(second)) // 2 - 1
    taken = [False] * len(second)
    mine = []
    for place, letter in enumerate(first):
        low, high = max(0, place - reach), min(len(second), place + reach + 1)
        for other in range(low, high):
            if not taken[other] and second[other] == letter:
                taken[other] = True
                mine.append(letter)
                break
    if not mine:
        return 0.0
    theirs = [second[place] for place, is_taken in enumerate(taken) if is_taken]
    moved = sum(a != b for a, b in zip(mine, theirs, strict=True)) // 2
    common = len(mine)
    return (common / len(first) + common / len(second) + (common - moved) / common) / 3


def jaro_winkler(first: str, second: str) -> float:
    """Return Jaro's similarity, raised where the words begin alike.

    >>> [round(jaro_winkler(*pair), 3) for pair in (
    ...     ("MARTHA", "MARHTA"), ("DIXON", "DICKSONX"), ("DWAYNE", "DUANE"))]
    [0.961, 0.813, 0.84]
    """
    found = jaro(first, second)
    if found <= BOOST_FROM:
        return found
    prefix = 0
    for one, other in zip(first[:PREFIX_LENGTH], second[:PREFIX_LENGTH], strict=False):
        if one != other:
            break
        prefix += 1
    return found + prefix * PREFIX_WEIGHT * (1 - found)
