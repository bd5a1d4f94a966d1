"""The piece of a text in which the words looked for stand, with these words marked."""

from dataclasses import dataclass

from .tokens import Token, Wanted, tokens

SNIPPET_LENGTH = 180
_LEAD_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, marked where it is a word that was looked for."""

    text: str
    is_hit: bool = False


def snippet(text: str, looked_for: Wanted, length: int = SNIPPET_LENGTH) -> list[Piece]:
    """Return about `length` characters with most of the words; the start if none is there.

    >>> snippet("Банк видає кредит за договором.", Wanted((), ("договор",)))
    [Piece(text='Банк видає кредит за ', is_hit=False), \
Piece(text='договором', is_hit=True), Piece(text='.', is_hit=False)]
    """
    text = " ".join(text.split())
    hits = [token for token in tokens(text) if looked_for.is_hit(token)]
    start = _at_word(text, _best_start(hits, length))
    end = min(len(text), start + length)
    shown = [token for token in hits if start <= token.start and token.end <= end]
    return _pieces(text, start, end, shown)


def _best_start(hits: list[Token], length: int) -> int:
    """Where the piece with the most different words begins, a little before the first."""
    best, most = 0, 0
    last = 0
    for first, token in enumerate(hits):
        while (
            last < len(hits) and hits[last].end <= token.start + length - _LEAD_LENGTH
        ):
            last += 1
        found = len({one.stem for one in hits[first:last]})
        if found > most:
            best, most = token.start, found
    return max(0, best - _LEAD_LENGTH) if most else 0


def _at_word(text: str, start: int) -> int:
    """The beginning of the next word, where one is near: no half words are shown."""
    if not start or text[start - 1] == " ":
        return start
    space = text.find(" ", start, start + _LEAD_LENGTH // 2)
    return space + 1 if space >= 0 else start


def _pieces(text: str, start: int, end: int, hits: list[Token]) -> list[Piece]:
    pieces: list[Piece] = []
    place = start
    for token in hits:
        if token.start < place:
            # Chinese pairs overlap: the second adds what the first did not cover.
            if token.end > place and pieces and pieces[-1].is_hit:
                pieces[-1] = Piece(pieces[-1].text + text[place : token.end], True)
                place = token.end
            continue
        if token.start > place:
            pieces.append(Piece(text[place : token.start]))
        pieces.append(Piece(text[token.start : token.end], True))
        place = token.end
    if place < end:
        pieces.append(Piece(text[place:end]))
    if start and pieces:
        pieces.insert(0, Piece("… "))
    if end < len(text):
        pieces.append(Piece(" …"))
    return pieces
