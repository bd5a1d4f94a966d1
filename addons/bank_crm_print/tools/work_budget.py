"""How much a template may do: counted, not timed, so that it stops the same everywhere."""

MOST_STEPS = 200_000
MOST_OUTPUT_CHARS = 8_000_000
MOST_RANGE = 10_000
MOST_ROWS = 5_000


class TooMuchWorkError(ValueError):
    """The template asks for more rows, steps or text than a paper may have."""


class WorkBudget:
    """Steps and characters that one rendering has left."""

    def __init__(self, steps=MOST_STEPS, chars=MOST_OUTPUT_CHARS):
        self.steps, self.chars = steps, chars

    def spend(self, steps=1):
        self.steps -= steps
        if self.steps < 0:
            raise TooMuchWorkError

    def put_out(self, chars):
        self.chars -= chars
        if self.chars < 0:
            raise TooMuchWorkError

    def counted(self, rows):
        """Iterate, each row a step."""
        for row in rows:
            self.spend()
            yield row
