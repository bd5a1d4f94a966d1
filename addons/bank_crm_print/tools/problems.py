"""What is wrong with a template: a code, where, and the words that stand there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault; people read it in words that the model makes of `code`."""

    code: str
    what: str = ""
    meant: str = ""
    within: str = ""
    place: str = ""

    def as_json(self):
        return {name: getattr(self, name) for name in self.__slots__}
