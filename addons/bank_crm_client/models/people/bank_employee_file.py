from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import format_date

from ...domain.people.certificates import (
    Standing,
    is_certified,
    latest,
    standing,
)
from ...domain.people.decisions import (
    Kind,
    Load,
    load_level,
    load_percent,
)

WORK_SHOWN = 60


class BankEmployeeFile(models.AbstractModel):
    """What the bank adds to core's employee: posts, grade, lines, certificates, load, work.

    Both of core's employees carry it: the one of staff officers and the public one, on
    which the screens stand. It tells nothing of a file that the user may not see.
    """

    _name = "bank.employee.file"
    _description = "File of an Employee"

    is_file_open = fields.Boolean(
        "File may be seen",
        compute="_compute_is_file_open",
        search="_search_is_file_open",
    )
    is_file_kept = fields.Boolean(
        "File is kept by me",
        compute="_compute_is_file_open",
        search="_search_is_file_kept",
    )
    # Who works where and stands in for whom is known to everybody.
    bank_post_ids = fields.Many2many(
        "bank.post", string="Posts", compute="_compute_posts"
    )
    bank_branch_id = fields.Many2one(
        "bank.branch", "Unit", compute="_compute_posts", search="_search_bank_branch_id"
    )
    bank_role_words = fields.Char("Post", compute="_compute_posts")
    bank_team_ids = fields.Many2many(
        "bank.team", string="Teams", compute="_compute_posts"
    )
    stand_in_ids = fields.Many2many(
        "bank.stand.in", string="Substitutes", compute="_compute_stand_ins"
    )
    absence_words = fields.Char("Away", compute="_compute_stand_ins")
    speaks_ids = fields.Many2many(
        "hr.employee.skill", string="Languages", compute="_compute_speaks_ids"
    )
    # From here on: of the file.
    grade_id = fields.Many2one(
        "bank.grade", compute="_compute_decisions", search="_search_grade_id"
    )
    is_suspended = fields.Boolean(
        "Suspended", compute="_compute_decisions", search="_search_is_suspended"
    )
    load_count = fields.Integer("Clients", compute="_compute_load")
    load_limit = fields.Integer("At most", compute="_compute_load")
    has_limit = fields.Boolean("Has a limit", compute="_compute_load")
    has_portfolio = fields.Boolean(
        "Serves clients",
        compute="_compute_load",
        help="Has clients, or a post that may have them.",
    )
    load_share = fields.Integer(
        "Load, %", compute="_compute_load", help="Clients that he has, of his limit."
    )
    load_level = fields.Selection(
        [
            (Load.FREE, "Has room"),
            (Load.NEARLY_FULL, "Nearly full"),
            (Load.FULL, "Full"),
            (Load.OVER, "Over the limit"),
        ],
        "Load",
        compute="_compute_load",
        search="_search_load_level",
    )
    certificate_level = fields.Selection(
        [
            ("ok", "In order"),
            ("soon", "Ends soon"),
            ("ended", "Ended"),
            ("missing", "Missing"),
        ],
        "Certificates",
        compute="_compute_certificates",
        search="_search_certificate_level",
    )
    certificate_words = fields.Char(compute="_compute_certificates")
    file_certificate_ids = fields.Many2many(
        "hr.employee.skill", string="Certificates held", compute="_compute_certificates"
    )
    recent_work_ids = fields.Many2many(
        "bank.work.log", string="Work of late", compute="_compute_recent_work_ids"
    )

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_file_open(self):
        people = self.env["bank.people"]
        seen, kept = people._seen_user_ids(), people._kept_user_ids()
        for employee in self:
            user = employee.sudo().user_id
            employee.is_file_open = seen is None or user.id in seen
            employee.is_file_kept = user.id != self.env.uid and (
                kept is None or user.id in kept
            )

    def _open_users(self):
        """Users of the files among these that the current user may see."""
        return {
            employee: employee.sudo().user_id
            for employee in self
            if employee.is_file_open and employee.sudo().user_id
        }

    @api.depends("user_id")
    def _compute_posts(self):
        posts, teams = defaultdict(list), defaultdict(list)
        user_ids = self.sudo().user_id.ids
        for post in (
            self.env["bank.post"]
            .sudo()
            .search([("user_id", "in", user_ids), ("acceptance", "=", "accepted")])
        ):
            posts[post.user_id.id].append(post)
        for member in self.env["bank.team.member"].search(
            [("user_id", "in", user_ids), ("is_in_force", "=", True)]
        ):
            teams[member.user_id.id].append(member.team_id.id)
        for employee in self:
            user = employee.sudo().user_id
            theirs = posts.get(user.id, [])
            today = [post for post in theirs if post.is_in_force]
            employee.bank_post_ids = [post.id for post in theirs]
            employee.bank_branch_id = user.branch_id
            employee.bank_role_words = ", ".join(
                dict.fromkeys(post.role_id.name for post in today)
            )
            employee.bank_team_ids = teams.get(user.id, [])

    @api.depends("user_id")
    def _compute_stand_ins(self):
        today = self.env["bank.business.day"]._today()
        user_ids = self.sudo().user_id.ids
        rows = self.env["bank.stand.in"].search(
            [
                ("date_to", ">=", today),
                "|", ("user_id", "in", user_ids), ("deputy_id", "in", user_ids),
            ]
        )  # fmt: skip
        for employee in self:
            user = employee.sudo().user_id
            theirs = rows.filtered(
                lambda row, of=user: of in (row.user_id, row.deputy_id)
            )
            employee.stand_in_ids = theirs
            away = theirs.filtered(
                lambda row, of=user: row.user_id == of and row.is_in_force
            )[:1]
            employee.absence_words = (
                self.env._(
                    "Away until %(date)s, %(deputy)s stands in",
                    date=format_date(self.env, away.date_to),
                    deputy=away.deputy_id.name,
                )
                if away
                else ""
            )

    @api.depends("user_id")
    def _compute_speaks_ids(self):
        today = self.env["bank.business.day"]._today()
        spoken = self.env["hr.employee.skill"].search(
            [
                ("employee_id", "in", self.ids),
                ("skill_id.language_code", "!=", False),
                "|", ("valid_to", "=", False), ("valid_to", ">=", today),
            ]
        )  # fmt: skip
        for employee in self:
            employee.speaks_ids = spoken.filtered(
                lambda row, of=employee: row.employee_id.id == of.id
            )

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_decisions(self):
        users = self._open_users()
        found = self.env["bank.people"]._decisions([user.id for user in users.values()])
        for employee in self:
            known = found.get(users[employee].id, {}) if employee in users else {}
            employee.grade_id = known.get(Kind.GRADE, {}).get("grade_id")
            employee.is_suspended = Kind.SUSPENSION in known

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_load(self):
        users = self._open_users()
        ids = [user.id for user in users.values()]
        loads = self.env["bank.people"]._loads(ids)
        limits = self.env["bank.people"]._limits(ids)
        for employee in self:
            user = users.get(employee)
            load = loads.get(user.id, 0) if user else 0
            limit = limits[user.id] if user else None
            employee.load_count = load
            employee.load_limit = limit or 0
            employee.has_limit = limit is not None
            employee.load_share = load_percent(load, limit)
            employee.has_portfolio = bool(user) and (
                bool(load)
                or "own"
                in user.post_ids.filtered("is_in_force").role_id.mapped("scope")
            )
            employee.load_level = (
                load_level(load, limit) if employee.has_portfolio else False
            )

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_certificates(self):
        today = self.env["bank.business.day"]._today()
        users = self._open_users()
        ids = [user.id for user in users.values()]
        held = self.env["bank.people"]._certificates(ids)
        lines = self.env["bank.people"]._lines(ids)
        for employee in self:
            user = users.get(employee)
            rows = held.get(user.id, []) if user else []
            needs = set(lines.get(user.id, {}).values()) - {None} if user else set()
            level, word, kind = self._certificate_level(
                [one for _row_id, one in rows], needs, today
            )
            employee.file_certificate_ids = [row_id for row_id, _one in rows]
            employee.certificate_level = level if user else False
            name = self.env["hr.skill"].sudo().browse(kind or ()).name
            employee.certificate_words = word and f"{name}: {word}"

    def _certificate_level(self, held, needs, today):
        """The worst of what he holds and needs: (level, in words, which kind)."""
        newest = latest(held)
        missing = sorted(needs - newest.keys())
        if missing:
            return "missing", self.env._("no certificate"), missing[0]
        by_end = sorted(
            (one for one in newest.values() if one.last_day),
            key=lambda one: (one.last_day, one.kind),
        )
        for one in by_end:
            date = format_date(self.env, one.last_day)
            how = standing(one, today)
            if how == Standing.ENDED:
                return "ended", self.env._("ended on %s", date), one.kind
            if how in (Standing.SOON, Standing.VERY_SOON):
                return "soon", self.env._("ends on %s", date), one.kind
        stopped = [kind for kind in needs if not is_certified(kind, held, today)]
        if stopped:
            return "missing", self.env._("not yet in force"), stopped[0]
        return "ok", "", None

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_recent_work_ids(self):
        for employee in self:
            employee.recent_work_ids = self.env["bank.work.log"].search(
                [("user_id", "=", employee.sudo().user_id.id or 0)], limit=WORK_SHOWN
            )
