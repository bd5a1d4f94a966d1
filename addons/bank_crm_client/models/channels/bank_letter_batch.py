from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.channels.letters import Direction, LetterState
from ...domain.channels.states import State

# A print job is drawn in one request.
MOST_LETTERS = 200


class BankLetterBatch(models.Model):
    """Letters printed in one go: one file, each letter under its number in the register."""

    _name = "bank.letter.batch"
    _description = "Print Job of Letters"
    _inherit = ["bank.sealed.mixin"]
    _order = "id desc"

    name = fields.Char("Print job", sealed=True, copy=False)
    date = fields.Date("Made", required=True, sealed=True, copy=False)
    user_id = fields.Many2one(
        "res.users", "Made by", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    letter_ids = fields.One2many("bank.correspondence", "batch_id", "Letters")
    letter_count = fields.Integer("Letters in it", sealed=True, copy=False)
    attachment_id = fields.Many2one(
        "ir.attachment", "File", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    posted_date = fields.Date("Handed to the post", sealed=True, copy=False)
    state = fields.Selection(
        [("printed", "To be posted"), ("posted", "Handed to the post")],
        required=True,
        default="printed",
        sealed=True,
        copy=False,
    )

    def action_make(self):
        """Print what waits for the post and the user may see; the button of the list."""
        return self._make()._open()

    @api.model
    def _make(self, messages=None):
        """Take waiting letters, let each past the gate, number it and draw the file."""
        self.env["bank.message"]._check_may_send()
        domain = [("kind", "=", "letter"), ("state", "=", State.QUEUED)]
        if messages is not None:
            domain.append(("id", "in", messages.ids))
        now = fields.Datetime.now()  # clock: a queue lives by the clock
        visible = self.env["bank.message"].search(
            [*domain, ("next_try_at", "<=", now)], order="id", limit=MOST_LETTERS
        )
        waiting = visible.sudo().try_lock_for_update()
        going = waiting.filtered(lambda message: message._pass_gate(now))
        if not going:
            raise UserError(self.env._("No letter waits for the post."))
        today = self.env["bank.business.day"]._today()
        batch = self.sudo().create(
            {"date": today, "user_id": self.env.uid, "letter_count": len(going)}
        )
        batch.name = self.env._("Letters %(number)s", number=batch.id)
        for message in going:
            letter = self._number_letter(message, batch)
            message.write(
                {
                    "state": State.SENDING,
                    "try_count": message.try_count + 1,
                    "last_try_at": now,
                    # A person hands it over: no process takes it again.
                    "next_try_at": False,
                    "correspondence_id": letter.id,
                }
            )
        batch._draw()
        return batch.with_env(self.env)

    @api.model
    def _number_letter(self, message, batch):
        """Give a letter its number; who wrote it answers for it."""
        branch = message.client_id.branch_id or self.env.user.branch_id
        if not branch:
            branch = self.env["bank.branch"].sudo().search([], limit=1)
        return (
            self.env["bank.correspondence"]
            .sudo()
            .create(
                {
                    "direction": Direction.OUTGOING,
                    "channel": "fax" if message.kind == "fax" else "letter",
                    "date": self.env["bank.business.day"]._today(),
                    "client_id": message.client_id.id,
                    "purpose_id": message.purpose_id.id,
                    "subject": message.subject or message.display_name,
                    "branch_id": branch.id,
                    "responsible_id": message.user_id.id,
                    "batch_id": batch.id,
                    "message_id": message.id,
                    **message._recipient_values(message._recipient()),
                }
            )
        )

    def _draw(self):
        """One PDF with every letter on pages of its own."""
        self.ensure_one()
        content, _kind = self.env["ir.actions.report"]._render_qweb_pdf(
            "bank_crm_client.report_letter_batch", self.ids
        )
        self.attachment_id = self.env["ir.attachment"].create(
            {
                "name": f"{self.name}.pdf",
                "raw": content,
                "mimetype": "application/pdf",
                "res_model": self._name,
                "res_id": self.id,
            }
        )

    def action_download(self):
        """The file for the printer."""
        self.ensure_one()
        self.check_access("read")
        return self.env["bank.print.paper"]._download_of(self.attachment_id)

    def action_post(self):
        """All letters of the job were handed to the post today."""
        self.check_access("read")
        self.env["bank.message"]._check_may_send()
        today = self.env["bank.business.day"]._today()
        for batch in self.sudo():
            if batch.state != "printed":
                raise UserError(self.env._("These letters are with the post already."))
            letters = batch.letter_ids.filtered(
                lambda letter: letter.state == LetterState.REGISTERED
            )
            letters.with_user(self.env.user).sudo()._go(LetterState.POSTED, today)
            batch.write({"state": "posted", "posted_date": today})
        return True

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
