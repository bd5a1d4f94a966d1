from odoo import api, fields, models
from odoo.tools import format_amount, format_date


class BankNextStep(models.Model):
    """The words of a step, in the reader's language and by what he may know."""

    _inherit = "bank.next.step"

    @api.depends("facts", "due_date", "amount")
    @api.depends_context("lang", "uid")
    def _compute_words(self):
        for step in self:
            # Words are made of facts kept for them; money is told to who may read it.
            told = getattr(step, f"_words_of_{step.source_id.code}", None)
            facts = step.sudo().facts or {}
            what, why = told(facts) if told else (step.source_id.name, "")
            step.what = what
            step.why = why

    @api.model
    def _word_date(self, text):
        return format_date(self.env, fields.Date.to_date(text)) if text else ""

    @api.model
    def _word_choice(self, model, name, value):
        labels = dict(self.env[model]._fields[name]._description_selection(self.env))
        return labels.get(value, "")

    def _word_money(self):
        """The value in words; nothing where there is none or the reader may not know it."""
        self.ensure_one()
        row = self.sudo()
        if not self._shows_money() or not row.amount or not row.currency_id:
            return ""
        return format_amount(self.env, row.amount, row.currency_id)

    def _word_left(self, text):
        """How far a day is from today: expired 3 days ago, today, in 12 days."""
        day = fields.Date.to_date(text)
        left = (day - self.env["bank.business.day"]._today()).days
        near = {
            -1: self.env._("yesterday"),
            0: self.env._("today"),
            1: self.env._("tomorrow"),
        }
        if left in near:
            return near[left]
        if left < 0:
            return self.env._("%(days)s days ago", days=-left)
        return self.env._("in %(days)s days", days=left)

    def _words_of_document(self, facts):
        kind = self._word_choice("bank.client.document", "kind", facts["kind"])
        return (
            self.env._("Ask for a new document: %(kind)s", kind=kind.lower()),
            self.env._(
                "Valid until %(date)s, %(left)s, and he has no other in force.",
                date=self._word_date(facts["until"]),
                left=self._word_left(facts["until"]),
            ),
        )

    def _words_of_life_event(self, facts):
        kind = self.env["bank.life.event.kind"].browse(facts["kind_id"]).exists()
        date = self._word_date(facts["date"])
        what = kind.next_step or kind.follow_up_words or kind.name or ""
        if facts.get("is_back"):
            return (
                kind.follow_up_words or what,
                self.env._(
                    "%(event)s on %(date)s: it is time to come back to it.",
                    event=kind.name,
                    date=date,
                ),
            )
        return what, self.env._("%(event)s on %(date)s.", event=kind.name, date=date)

    def _words_of_overdue_task(self, facts):
        user = self.env["res.users"].sudo().browse(facts["user_id"]).exists()
        late = (
            self.env["bank.business.day"]._today() - fields.Date.to_date(facts["due"])
        ).days
        return (
            self.env._(
                "Finish: %(task)s", task=facts.get("summary") or self.env._("a task")
            ),
            self.env._(
                "%(name)s was to do it by %(date)s: %(days)s days late.",
                name=user.name or "",
                date=self._word_date(facts["due"]),
                days=late,
            ),
        )

    def _words_of_incomplete(self, facts):
        words = self.env["bank.completeness.rule"]._words()
        codes = (facts.get("gaps") or "").split(",")
        gaps = ", ".join(words[code][0] for code in codes if code in words)
        return (
            self.env._("Complete the file: %(gaps)s", gaps=gaps),
            self.env._(
                "%(percent)s %% of the file is there.", percent=facts["percent"] or 0
            ),
        )

    def _words_of_dormant(self, facts):
        money, last = self._word_money(), facts.get("last")
        silent = (
            self.env._("No operation since %(date)s", date=self._word_date(last))
            if last
            else self.env._("No operation is known")
        )
        return (
            self.env._("Call and find out why he is silent"),
            self.env._("%(silent)s; %(money)s on accounts.", silent=silent, money=money)
            if money
            else f"{silent}.",
        )

    def _words_of_maturing(self, facts):
        product = self.env["bank.product"].browse(facts["product_id"]).exists()
        return (
            self.env._("Agree what becomes of the deposit"),
            self._ends_words(product.name or "", facts),
        )

    def _words_of_external(self, facts):
        kind = self._word_choice("bank.external.product", "kind", facts["kind"])
        return (
            self.env._("Offer ours instead of the %(kind)s there", kind=kind.lower()),
            self._ends_words(facts["bank"], facts),
        )

    def _ends_words(self, name, facts):
        """What ends, with the sum and the rate where they are known."""
        parts = [name, self._word_money()]
        if facts.get("rate"):
            parts.append(
                self.env._("%(rate)s %% a year", rate=f"{facts['rate'] * 100:g}")
            )
        return self.env._(
            "%(what)s ends on %(date)s, %(left)s.",
            what=", ".join(filter(None, parts)),
            date=self._word_date(facts["until"]),
            left=self._word_left(facts["until"]),
        )

    def _as_row(self):
        """A step as a row of a panel: on the client's card or in the manager's day."""
        self.ensure_one()
        today = self.env["bank.business.day"]._today()
        badge = self.env["bank.home"]._urgency_badge(self.due_date, today)
        return {
            "id": self.id,
            "client_id": self.client_id.id,
            "client": self.client_id.name,
            "what": self.what,
            "why": self.why,
            "icon": self.icon or "fa-arrow-circle-right",
            "source": self.source_id.name,
            "due": fields.Date.to_string(self.due_date),
            "badge": badge["text"],
            "level": str(badge["level"]),
            "money": self._word_money(),
            "score": self.score,
            "rank": self.score_words,
            "makes_task": self.on_accept == "task",
        }
