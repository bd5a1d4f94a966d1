from odoo import fields, models
from odoo.exceptions import UserError


class BankDecisionTest(models.TransientModel):
    """Which clients a version is tested on."""

    _name = "bank.decision.test"
    _description = "Test of a Decision Table"

    version_id = fields.Many2one(
        "bank.decision.version", required=True, ondelete="cascade"
    )
    before_id = fields.Many2one(related="version_id.table_id.version_id")
    population = fields.Selection(
        selection=lambda self: (
            self.env["bank.decision.run"]
            ._fields["population"]
            ._description_selection(self.env)
        ),
        string="Over",
        required=True,
        default="all",
    )
    branch_id = fields.Many2one("bank.branch", "Unit", ondelete="cascade")

    def action_start(self):
        """Begin the test; what is done in a moment is done at once."""
        self.ensure_one()
        self.version_id.check_access("write")
        if self.population == "branch" and not self.branch_id:
            raise UserError(self.env._("Choose the unit."))
        run = self.env["bank.decision.run"]._start(
            self.version_id, "test", self.population, self.branch_id
        )
        run._go()
        return run.with_env(self.env).get_formview_action()
