"""What can be wrong with a table, as templates that the screens translate."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Fault(StrEnum):
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    TOO_MANY_STEPS = "too_many_steps"
    LONG_NUMBER = "long_number"
    OPEN_TEXT = "open_text"
    BAD_ESCAPE = "bad_escape"
    BAD_DATE = "bad_date"
    STRANGE_SIGN = "strange_sign"
    UNKNOWN_NAME = "unknown_name"
    UNEXPECTED = "unexpected"
    INCOMPLETE = "incomplete"
    NO_POWER = "no_power"
    BAD_SCALE = "bad_scale"
    ARGUMENTS = "arguments"
    NULL_ORDER = "null_order"
    EMPTY_OPERAND = "empty_operand"
    KIND_CLASH = "kind_clash"
    NO_ARITHMETIC = "no_arithmetic"
    NO_ORDER = "no_order"
    EMPTY_RANGE = "empty_range"
    EMPTY_OUTPUT = "empty_output"
    NOT_ALLOWED = "not_allowed"
    BAD_ALLOWED = "bad_allowed"
    UNKNOWN_INPUT = "unknown_input"
    RESERVED_NAME = "reserved_name"
    KNOWN_OTHERWISE = "known_otherwise"
    NO_NAME = "no_name"
    SAME_NAME = "same_name"
    NOT_A_NUMBER = "not_a_number"
    SEVERAL_OUTPUTS = "several_outputs"
    NO_ORDER_OF_OUTPUTS = "no_order_of_outputs"
    RANKED_EXPRESSION = "ranked_expression"


TEMPLATES: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.TOO_LONG: "the text is longer than %(limit)s characters",
        Fault.TOO_DEEP: "brackets are nested deeper than %(limit)s times",
        Fault.TOO_MANY_STEPS: "there are more than %(limit)s steps of calculation",
        Fault.LONG_NUMBER: "a number has more than %(limit)s digits",
        Fault.OPEN_TEXT: "a quotation mark is missing",
        Fault.BAD_ESCAPE: "the character written as %(text)s does not exist",
        Fault.BAD_DATE: "“%(text)s” is no date such as 2026-01-31",
        Fault.STRANGE_SIGN: "the sign “%(sign)s” has no meaning here",
        Fault.UNKNOWN_NAME: (
            "“%(name)s” is no input of this table; a text stands in quotation marks"
        ),
        Fault.UNEXPECTED: "“%(text)s” is not expected here",
        Fault.INCOMPLETE: "something is missing at the end",
        Fault.NO_POWER: "powers (**) are not calculated",
        Fault.BAD_SCALE: "the number of places is a whole number from 0 to %(limit)s",
        Fault.ARGUMENTS: "the function %(function)s has another number of arguments",
        Fault.NULL_ORDER: "null is only equal or not equal, not less or greater",
        Fault.EMPTY_OPERAND: "what is compared with has no value",
        Fault.KIND_CLASH: "a %(kind)s stands here, a %(wanted)s is needed",
        Fault.NO_ARITHMETIC: "there is no %(operator)s of a %(left)s and a %(right)s",
        Fault.NO_ORDER: "true and false are not less or greater",
        Fault.EMPTY_RANGE: "no value lies in the range from %(low)s to %(high)s",
        Fault.EMPTY_OUTPUT: "the result is missing; null says that it is empty",
        Fault.NOT_ALLOWED: "%(value)s is not among the allowed values",
        Fault.BAD_ALLOWED: "the allowed values are a list of values",
        Fault.UNKNOWN_INPUT: "the input “%(name)s” is not in the catalogue",
        Fault.RESERVED_NAME: "“%(name)s” is a word of the language, not a name",
        Fault.KNOWN_OTHERWISE: "“%(name)s” is a %(wanted)s, the column has a %(kind)s",
        Fault.NO_NAME: "the column has no name",
        Fault.SAME_NAME: "another output has the name “%(name)s”",
        Fault.NOT_A_NUMBER: "%(aggregation)s needs numbers",
        Fault.SEVERAL_OUTPUTS: "%(aggregation)s needs a single output column",
        Fault.NO_ORDER_OF_OUTPUTS: (
            "%(policy)s needs the allowed values of an output, the first one best"
        ),
        Fault.RANKED_EXPRESSION: "%(policy)s needs plain values in this column",
    }
)


class CellError(ValueError):
    """A text of the table that cannot be used, and why."""

    def __init__(self, fault: Fault, **params: object) -> None:
        super().__init__(TEMPLATES[fault] % params)
        self.fault = fault
        self.params = params
