from odoo import api, fields, models

from ..domain.dmn.model import HitPolicy, Input, Kind, Output, Rule, Table
from ..domain.dmn.xml_write import write_table

NUMBER, TEXT, FLAG = Kind.NUMBER, Kind.TEXT, Kind.FLAG


def _rules(*rows):
    return tuple(
        Rule(number, tests, outputs, remark)
        for number, (tests, outputs, remark) in enumerate(rows, 1)
    )


def _service_level(rich_from):
    """Who is served how: by funds, turnover and, for companies, turnover alone."""
    return Table(
        "Level of service",
        HitPolicy.UNIQUE,
        (
            Input("kind", "Kind of client", TEXT),
            Input("funds", "Funds", NUMBER),
            Input("turnover", "Turnover a month", NUMBER),
        ),
        (
            Output("level", "Level", TEXT, ('"Premium"', '"Personal"', '"Standard"')),
            Output("contacts", "Contacts a year", NUMBER),
        ),
        _rules(
            (('"person"', f">= {rich_from}", "-"), ('"Premium"', "12"), "Own manager"),
            (
                ('"person"', f"[100000..{rich_from})", "-"),
                ('"Personal"', "4"),
                "",
            ),
            (('"person"', "< 100000", "-"), ('"Standard"', "1"), "By e-mail"),
            (
                ('"legal_entity","sole_trader"', "-", ">= 1000000"),
                ('"Premium"', "12"),
                "A visit each month",
            ),
            (
                ('"legal_entity","sole_trader"', "-", "[100000..1000000)"),
                ('"Personal"', "4"),
                "",
            ),
            (
                ('"legal_entity","sole_trader"', "-", "< 100000"),
                ('"Standard"', "2"),
                "",
            ),
        ),
    )


def _leaving_signals():
    """Signs that a client is about to leave: the first that applies is the reason."""
    return Table(
        "Signs of leaving",
        HitPolicy.FIRST,
        (
            Input("credit_change_3m", "Received: change in 3 months, %", NUMBER),
            Input("balance_change_3m", "Average funds: change in 3 months, %", NUMBER),
            Input("idle_days", "Days without an operation", NUMBER),
        ),
        (Output("sign", "Sign", TEXT),),
        _rules(
            (("-", "-", "> 90"), ('"No operation for three months"',), ""),
            (("<= -50", "<= -30", "-"), ('"Income and funds move away"',), ""),
            (
                ("<= -50", "-", "-"),
                ('"Income comes elsewhere"',),
                "Ask about the salary",
            ),
            (("-", "<= -50", "-"), ('"Funds move away"',), ""),
            (("-", "-", "-"), ('"None"',), ""),
        ),
    )


class BankDemo(models.AbstractModel):
    """Decision tables of the demonstration bank: two in force, a change that waits."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        self._live_decisions()

    @api.model
    def _live_decisions(self):
        maker = self._employee("business_administrator")
        checker = self._employee("head_office") or self._employee("compliance")
        if not (maker and checker) or maker == checker:
            return
        levels = self._live_table(
            maker,
            "service_level",
            self.env._("How often and by whom a client is served"),
            _service_level(1_000_000),
        )
        signs = self._live_table(
            maker,
            "leaving_signals",
            self.env._("Clients who may be leaving, with the sign to talk about"),
            _leaving_signals(),
        )
        for table in levels | signs:
            version = table.draft_id
            version.note = self.env._("The first version.")
            self._live_test(version)
            version.action_send_for_approval()
            act = self.env["bank.act"]._waiting_for(version.sudo())[version.id]
            act.with_user(checker).action_accept()
        run = self.env["bank.decision.run"]
        for table in levels | signs:
            run._start(table.version_id, "everybody")._do_slice(60)
        draft = levels.version_id.with_user(maker)._new_draft()
        draft.write(
            {
                "xml": write_table(_service_level(500_000)),
                "note": self.env._("Half a million is enough for an own manager."),
                "date_from": fields.Date.add(
                    self.env["bank.business.day"]._today(), days=14
                ),
            }
        )
        self._live_test(draft)
        draft.action_send_for_approval()

    @api.model
    def _live_table(self, maker, code, words, table):
        record = (
            self.env["bank.decision.table"]
            .with_user(maker)
            .create(
                {
                    "name": table.name,
                    "code": code,
                    "description": words,
                    "is_nightly": True,
                }
            )
        )
        record.draft_id.xml = write_table(table)
        return record

    @api.model
    def _live_test(self, version):
        self.env["bank.decision.run"]._start(version, "test")._do_slice(60)
