"""Words for what conditions are made of: one place for the screen and the sentence."""

from ..domain.segment_tree import Kind, Match, Measure, Op, Period, Unit


def operator_labels(env, kind):
    """Words between a fact and its value."""
    if kind is Kind.DATE:
        return {
            Op.IS: env._("on"),
            Op.LESS: env._("before"),
            Op.MORE: env._("after"),
            Op.BETWEEN: env._("between"),
            Op.LAST: env._("in the last"),
            Op.NEXT: env._("in the next"),
            Op.LONGER_AGO: env._("longer ago than"),
            Op.THIS: env._("in"),
            Op.ANNIVERSARY: env._("has its anniversary within"),
            Op.EMPTY: env._("is not known"),
            Op.FILLED: env._("is known"),
        }
    if kind in (Kind.NUMBER, Kind.MONEY):
        return {
            Op.IS: env._("equals"),
            Op.IS_NOT: env._("differs from"),
            Op.LESS: env._("less than"),
            Op.AT_MOST: env._("at most"),
            Op.MORE: env._("more than"),
            Op.AT_LEAST: env._("at least"),
            Op.BETWEEN: env._("between"),
            Op.EMPTY: env._("is not known"),
            Op.FILLED: env._("is known"),
        }
    return {
        Op.IS: env._("is"),
        Op.IS_NOT: env._("is not"),
        Op.ONE_OF: env._("is one of"),
        Op.NONE_OF: env._("is none of"),
        Op.CONTAINS: env._("contains"),
        Op.STARTS: env._("begins with"),
        Op.EMPTY: env._("is not known"),
        Op.FILLED: env._("is known"),
    }


def match_labels(env):
    return {
        Match.ALL: env._("all of these hold"),
        Match.ANY: env._("any of these holds"),
        Match.NONE: env._("none of these holds"),
    }


def measure_labels(env):
    return {
        Measure.COUNT: env._("number"),
        Measure.SUM: env._("sum"),
        Measure.LEAST: env._("least"),
        Measure.GREATEST: env._("greatest"),
        Measure.AVERAGE: env._("average"),
    }


def period_labels(env):
    return {
        Period.WEEK: env._("this week"),
        Period.MONTH: env._("this month"),
        Period.QUARTER: env._("this quarter"),
        Period.YEAR: env._("this year"),
    }


def unit_labels(env):
    return {
        Unit.DAY: env._("days"),
        Unit.WEEK: env._("weeks"),
        Unit.MONTH: env._("months"),
        Unit.YEAR: env._("years"),
    }


def span_words(env, span):
    return f"{span.count} {unit_labels(env)[span.unit]}"
