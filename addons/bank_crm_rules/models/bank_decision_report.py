from odoo import models
from odoo.tools import format_date


class BankDecisionRun(models.Model):
    """What a run found, as its screen and its approval tell it."""

    _inherit = "bank.decision.run"

    def get_report(self):
        """Progress, counts and the rules behind them; counts are of the whole bank."""
        self.ensure_one()
        self.check_access("read")
        run = self.sudo()
        summary = run.summary or None
        return {
            "id": run.id,
            "state": run.state,
            "done": run.done_count,
            "total": run.total_count,
            "progress": run.progress,
            "message": run.message or "",
            "before": run.before_id.number or 0,
            "summary": summary,
            "words": run._words(),
            "titles": {
                "changed": self.env._("Come out otherwise"),
                "unmatched": self.env._("No rule applies"),
                "conflicts": self.env._("Rules disagree"),
                "nothing": self.env._("(nothing)"),
            },
            **(run._rule_rows(summary) if summary else {}),
        }

    def _words(self):
        population = dict(self._fields["population"]._description_selection(self.env))
        who = self.branch_id.name or population[self.population]
        date = format_date(self.env, self.date)
        if self.before_id:
            return self.env._(
                "%(who)s on %(date)s, compared with version %(number)s. The lists behind the "
                "numbers show the clients whom you may see.",
                who=who,
                date=date,
                number=self.before_id.number,
            )
        return self.env._(
            "%(who)s on %(date)s. The lists behind the numbers show the clients whom you may "
            "see.",
            who=who,
            date=date,
        )

    def _rule_rows(self, summary):
        words = self.version_id._rule_words()
        rows, used = [], set()
        for numbers, count in summary["rules"]:
            fired = [int(number) for number in (numbers or "").split(", ") if number]
            used.update(fired)
            if fired:
                rows.append(
                    {
                        "numbers": numbers,
                        "words": words.get(fired[0], "") if len(fired) == 1 else "",
                        "count": count,
                    }
                )
        idle = sorted(words.keys() - used)
        return {"rules": rows, "idle_rules": ", ".join(map(str, idle))}

    def _words_for_approval(self):
        """(label, text) lines for who decides about the version."""
        rows = [
            (self.env._("Tested on"), self.env._("%s clients", f"{self.done_count:,}")),
            (self.env._("Come out otherwise"), f"{self.changed_count:,}"),
            (self.env._("No rule applies"), f"{self.unmatched_count:,}"),
        ]
        for before, after, count in (self.summary or {}).get("changes", [])[:5]:
            nothing = self.env._("(nothing)")
            rows.append((f"{before or nothing} → {after or nothing}", f"{count:,}"))
        return rows
