from odoo import api, fields, models
from odoo.tools import SQL

from ...domain.completeness.profile import Band, Part, band, profile

# What the judgement reads beside the clients themselves.
JUDGED_BY = (
    "bank.client.document", "bank.contact.point", "bank.client.address", "bank.relation",
    "bank.client.employment", "bank.client.education", "bank.bureau.report",
)  # fmt: skip


class ResPartner(models.Model):
    """How complete a client's file is, beside what it lacks: one judgement for both.

    The required parts make `missing_facts`, all parts together the percent.
    """

    _inherit = "res.partner"

    completeness = fields.Integer(
        "Profile, %", sealed=True, copy=False, aggregator="avg",
        help="How much of what the bank asks of this kind of client is on file.",
    )  # fmt: skip
    completeness_band = fields.Selection(
        [
            (Band.LOW, "Under 50 %"),
            (Band.MIDDLE, "50 to 80 %"),
            (Band.HIGH, "Over 80 %"),
        ],
        "Profile",
        sealed=True,
        copy=False,
    )
    completeness_gaps = fields.Char(
        "Parts missing", sealed=True, copy=False,
        help="Codes of the parts that the file lacks, joined by commas.",
    )  # fmt: skip

    completeness_words = fields.Char("Missing", compute="_compute_completeness_words")

    @api.depends("completeness_gaps")
    def _compute_completeness_words(self):
        words = self.env["bank.completeness.rule"]._words()
        for partner in self:
            codes = (partner.completeness_gaps or "").split(",")
            partner.completeness_words = ", ".join(
                words[code][0] for code in codes if code in words
            )

    @api.model
    def _judge_files(self, rows):
        """What is lacking of the required parts; the percent is written on the way."""
        rules = self.env["bank.completeness.rule"].sudo().search([])
        if not rules:
            return super()._judge_files(rows)
        judged = self._judge_profiles([row["id"] for row in rows], rules)
        return {
            row["id"]: ",".join(judged[row["id"]].required)
            for row in rows
            if row["id"] in judged
        }

    @api.model
    def _judge_profiles(self, client_ids, rules):
        """Client -> his profile by these rules; what changed is written by one statement."""
        for model in JUDGED_BY:
            self.env[model].flush_model()
        judged, changed = {}, []
        for client_id, percent, gaps, asked, found in self.env.execute_query(
            rules._judgement_query(client_ids, rules)
        ):
            told = profile(
                Part(rule.code, rule.weight, is_there, rule.is_required)
                for rule, is_asked, is_there in zip(rules, asked, found, strict=True)
                if is_asked
            )
            judged[client_id] = told
            missing = ",".join(told.missing)
            if (percent, gaps or "") != (told.percent, missing):
                changed.append((client_id, told.percent, band(told.percent), missing))
        if changed:
            self._write_profiles(changed)
        return judged

    @api.model
    def _write_profiles(self, changed):
        ids, percents, bands, gaps = (list(one) for one in zip(*changed, strict=True))
        self.env.execute_query(
            SQL(
                """
                UPDATE res_partner p
                   SET completeness = d.percent, completeness_band = d.band,
                       completeness_gaps = nullif(d.gaps, '')
                  FROM unnest(%s::int[], %s::int[], %s::varchar[], %s::varchar[])
                       AS d (id, percent, band, gaps)
                 WHERE p.id = d.id RETURNING p.id
                """,
                ids,
                percents,
                [str(one) for one in bands],
                gaps,
            )
        )
        names = ["completeness", "completeness_band", "completeness_gaps"]
        self.browse(ids).invalidate_recordset(names, flush=False)

    def _refresh_profile(self):
        """Judge the files of these clients anew; a part of them has changed."""
        clients = self.sudo().filtered("is_client")
        if clients:
            clients.flush_recordset()
            clients._refresh_file(clients.ids)
            clients.invalidate_recordset(["missing_facts", "is_incomplete"])
