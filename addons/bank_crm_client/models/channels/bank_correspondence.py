from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...domain.channels.letters import OPEN_INCOMING, Direction, LetterState, can_move

CHANNELS = [
    ("letter", "Letter"),
    ("registered", "Registered letter"),
    ("courier", "Courier"),
    ("hand", "Handed over in person"),
    ("fax", "Fax"),
]


class BankCorrespondence(models.Model):
    """A letter or fax that came from a client or went to him, under its number, with a scan."""

    _name = "bank.correspondence"
    _description = "Letter or Fax"
    _inherit = [
        "bank.spoken.for.mixin", "bank.sealed.mixin", "bank.guarded.mixin",
    ]  # fmt: skip
    _order = "date desc, id desc"
    _rec_names_search = ("number", "subject", "their_number")
    _fixed_names = ("direction", "branch_id")

    number = fields.Char(sealed=True, copy=False, index="trigram")
    direction = fields.Selection(
        [(Direction.INCOMING, "Came in"), (Direction.OUTGOING, "Went out")],
        required=True,
        default=Direction.INCOMING,
    )
    channel = fields.Selection(CHANNELS, "How", required=True, default="letter")
    date = fields.Date(
        required=True,
        index=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    client_id = fields.Many2one(
        "res.partner", index=True, ondelete="restrict",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    speakers = fields.Json(compute="_compute_speakers")
    recipient_key = fields.Char(
        "Goes to", compute="_compute_recipient_key", inverse="_inverse_recipient_key"
    )
    other_party = fields.Char(
        "From or to whom", help="Somebody who is no client: a court, a notary, an heir."
    )
    purpose_id = fields.Many2one(
        "bank.contact.purpose", "Written for", index="btree_not_null", ondelete="restrict",
        default=lambda self: self.env["bank.message"]._service_purpose(),
    )  # fmt: skip
    subject = fields.Char(required=True)
    their_number = fields.Char("Number on it", help="The sender's own number and date.")
    branch_id = fields.Many2one(
        "bank.branch", "Registered in", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user.branch_id,
    )  # fmt: skip
    responsible_id = fields.Many2one(
        "res.users", index="btree_not_null", ondelete="restrict",
        default=lambda self: self.env.user, domain=[("share", "=", False)],
    )  # fmt: skip
    answer_due_date = fields.Date("Answer by")
    answers_id = fields.Many2one(
        "bank.correspondence", "Answer to", index="btree_not_null", ondelete="restrict"
    )
    answer_ids = fields.One2many("bank.correspondence", "answers_id", "Answers")
    note = fields.Text()
    scan_ids = fields.Many2many("ir.attachment")
    scan_count = fields.Integer("Pages scanned", compute="_compute_scan_count")

    state = fields.Selection(
        [
            (LetterState.REGISTERED, "Registered"),
            (LetterState.IN_WORK, "Being dealt with"),
            (LetterState.ANSWERED, "Answered"),
            (LetterState.FILED, "Filed"),
            (LetterState.POSTED, "Posted"),
            (LetterState.DELIVERED, "Delivered"),
            (LetterState.RETURNED, "Came back"),
            (LetterState.VOID, "Entered by mistake"),
        ],
        required=True,
        default=LetterState.REGISTERED,
        index=True,
        sealed=True,
        copy=False,
    )
    state_date = fields.Date("Since", sealed=True, copy=False)
    post_number = fields.Char(
        "Number of the post", help="By which the post follows it."
    )
    batch_id = fields.Many2one(
        "bank.letter.batch", "Print job", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    message_id = fields.Many2one(
        "bank.message", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    event_ids = fields.One2many("bank.correspondence.event", "letter_id", "History")
    is_overdue = fields.Boolean(
        "Answer is late", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    _number_uniq = models.Constraint("UNIQUE(number)", "A number is given once.")
    _somebody = models.Constraint(
        "CHECK(client_id IS NOT NULL OR other_party IS NOT NULL)",
        "Say from whom or to whom: a client, or somebody who is none.",
    )
    _due_idx = models.Index(
        "(answer_due_date) WHERE direction = 'incoming' AND state IN ('registered', 'in_work')"
    )
    _client_idx = models.Index("(client_id, (date::timestamp) DESC, id DESC)")

    @api.depends("number", "subject")
    def _compute_display_name(self):
        for letter in self:
            parts = [letter.number, letter.subject]
            letter.display_name = " · ".join(part for part in parts if part)

    @api.depends("scan_ids")
    def _compute_scan_count(self):
        for letter in self:
            letter.scan_count = len(letter.sudo().scan_ids)

    @api.depends("direction", "state", "answer_due_date")
    def _compute_is_overdue(self):
        today = self.env["bank.business.day"]._today()
        for letter in self:
            letter.is_overdue = bool(
                letter.direction == Direction.INCOMING
                and letter.state in OPEN_INCOMING
                and letter.answer_due_date
                and letter.answer_due_date < today
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return (
            Domain("direction", "=", Direction.INCOMING)
            & Domain("state", "in", list(OPEN_INCOMING))
            & Domain("answer_due_date", "<", today)
        )

    @api.constrains("date", "answer_due_date")
    def _check_dates(self):
        today = self.env["bank.business.day"]._today()
        for letter in self:
            if letter.date > today:
                raise ValidationError(
                    self.env._("A letter is not registered before it is there.")
                )
            if letter.answer_due_date and letter.answer_due_date < letter.date:
                raise ValidationError(
                    self.env._("An answer is not due before the letter came.")
                )

    @api.constrains("answers_id", "client_id", "direction")
    def _check_answer(self):
        for letter in self.filtered("answers_id"):
            asked = letter.sudo().answers_id
            if asked.direction == letter.direction:
                raise ValidationError(
                    self.env._("What came in is answered by what goes out.")
                )
            if asked.client_id != letter.client_id:
                raise ValidationError(self.env._("That letter is from somebody else."))

    @api.model_create_multi
    def create(self, vals_list):
        letters = super().create(vals_list)
        for letter in letters:
            if letter.direction == Direction.OUTGOING and not self.env.su:
                letter._note_contact()
            letter.sudo().number = (
                self.env["bank.correspondence.number"]
                .sudo()
                ._next(letter.branch_id, letter.direction, letter.date.year)
            )
            letter._note(LetterState.REGISTERED, letter.date)
        letters._own_scans()
        letters._close_answered()
        return letters

    def write(self, vals):
        vals = self._guard_write(vals)
        if "client_id" in vals and not self.env.su:
            self._check_may_name_client()
        unasked = self.filtered(
            lambda letter: not letter.client_id or letter.channel == "hand"
        )
        result = super().write(vals) if vals else True
        if not self.env.su and {"client_id", "channel", "purpose_id"} & vals.keys():
            self._ask_gate_anew(unasked)
        if "scan_ids" in vals:
            self._own_scans()
        if "answers_id" in vals:
            self._close_answered()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_registered(self):
        raise UserError(
            self.env._("A number stays in the register: mark it as entered by mistake.")
        )

    def _check_may_name_client(self):
        """A letter of a client stays his; one of nobody yet is given to whom it is from."""
        if any(letter.sudo().client_id for letter in self):
            raise UserError(
                self.env._(
                    "This letter is in a client's file. Mark it as entered by mistake and "
                    "register it anew."
                )
            )

    def _own_scans(self):
        """A scan belongs to its letter: who may not read the letter may not read it."""
        for letter in self:
            for scan in letter.sudo().scan_ids:
                if scan.res_model == self._name and scan.res_id == letter.id:
                    continue
                is_foreign = scan.res_id or scan.create_uid != self.env.user
                if is_foreign and not self.env.su:
                    raise AccessError(
                        self.env._(
                            "This file belongs to another record: upload it here."
                        )
                    )
                scan.write({"res_model": self._name, "res_id": letter.id})

    def _close_answered(self):
        """What was asked is answered once the answer is registered."""
        today = self.env["bank.business.day"]._today()
        for letter in self.sudo().filtered("answers_id"):
            asked = letter.answers_id
            if can_move(asked.direction, asked.state, LetterState.ANSWERED):
                asked._go(LetterState.ANSWERED, today, letter.number)

    def _ask_gate_anew(self, unasked):
        """A letter that is posted after all, or that has a client now, passes the gate."""
        for letter in self.filtered(
            lambda letter: letter.direction == Direction.OUTGOING
        ):
            letter.purpose_id._check_vouched()
            if letter in unasked:
                letter._note_contact()

    def _note_contact(self):
        """A letter that an employee writes is a contact like any other: the gate says."""
        self.ensure_one()
        if not self.client_id or self.channel == "hand":
            return
        self.purpose_id._check_vouched()
        kind = "fax" if self.channel == "fax" else "letter"
        attempt = self.env["bank.contact.gate"].sudo()._pass(
            self.client_id, kind, self.purpose_id, document=self,
            recipient=self._recipient(),
        )  # fmt: skip
        if not attempt.allowed:
            raise UserError(attempt.reason)
