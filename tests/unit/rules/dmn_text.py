"""Short ways to write a decision table down in a test."""

from odoo.addons.bank_crm_rules.domain.dmn.model import (
    HitPolicy,
    Input,
    Kind,
    Output,
    Rule,
    Table,
)

AGE = Input("age", "Age", Kind.NUMBER)
RISK = Input("risk", "Risk", Kind.TEXT)
DUE = Input("due", "Due", Kind.DATE)
VIP = Input("vip", "Private banking", Kind.FLAG)
GRADE = Output("grade", "Grade", Kind.TEXT)
RATE = Output("rate", "Rate", Kind.NUMBER)


def table(inputs, outputs, rows, policy=HitPolicy.FIRST, aggregation=None):
    """A table of `rows`, each the tests followed by the results."""
    rules = tuple(
        Rule(
            number,
            tuple(row[: len(inputs)]),
            tuple(row[len(inputs) :]),
            id=f"r{number}",
            test_ids=tuple(f"r{number}t{place}" for place in range(len(inputs))),
            output_ids=tuple(f"r{number}o{place}" for place in range(len(outputs))),
        )
        for number, row in enumerate(rows, start=1)
    )
    return Table(
        "Grade", policy, tuple(inputs), tuple(outputs), rules, aggregation, "t", "d"
    )


def dmn(decision, model="20191111/MODEL/"):
    """A DMN file around the text of its decisions."""
    return (
        f'<definitions xmlns="https://www.omg.org/spec/DMN/{model}" name="T"'
        f' namespace="urn:t">{decision}</definitions>'
    )


def decision(columns, rules="", attributes=""):
    """A decision with the text of its columns and rules."""
    return (
        f'<decision id="d" name="Grade"><decisionTable id="t" {attributes}>'
        f"{columns}{rules}</decisionTable></decision>"
    )
