from dataclasses import dataclass
from datetime import timedelta

from odoo import api, fields, models

CRON_SILENCE = timedelta(hours=26)
SEAL_SILENCE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be well; `detail` says in words what is not."""

    code: str
    name: str
    is_ok: bool
    detail: str = ""


class BankHealth(models.AbstractModel):
    """Is the bank's own machinery at work: scheduled jobs, business day, feeds."""

    _name = "bank.health"
    _description = "Health"

    @api.model
    def _get_checks(self):
        """All checks; addons extend the list."""
        return [
            *self._check_crons(),
            self._check_business_day(),
            self._check_change_log(),
            self._check_rights(),
        ]

    @api.model
    def get_health(self):
        """What an administrator sees: every check with its detail."""
        self.env["ir.cron"].check_access("read")
        return [
            {
                "code": check.code,
                "name": check.name,
                "is_ok": check.is_ok,
                "detail": check.detail,
            }
            for check in self.sudo()._get_checks()
        ]

    @api.model
    def _is_well(self):
        return all(check.is_ok for check in self.sudo()._get_checks())

    @api.model
    def _check_crons(self):
        """Odoo switches a scheduled job off after repeated failures, without a word."""
        data = self.env["ir.model.data"].search(
            [("model", "=", "ir.cron"), ("module", "=like", "bank\\_crm%")]
        )
        crons = (
            self.env["ir.cron"]
            .with_context(active_test=False)
            .browse(data.mapped("res_id"))
        )
        oldest = fields.Datetime.now() - CRON_SILENCE  # clock: a job that did not run
        for cron in crons:
            if not cron.active:
                yield Check(cron.name, cron.name, False, self.env._("switched off"))
            else:
                late = cron.nextcall < oldest
                detail = self.env._("has not run since it was due") if late else ""
                yield Check(cron.name, cron.name, not late, detail)

    @api.model
    def _check_business_day(self):
        failed = self.env["bank.business.day"].search(
            [("state", "=", "failed")], limit=1
        )
        detail = (
            self.env._("%(date)s was stopped by an error", date=failed.date)
            if failed
            else ""
        )
        return Check("business_day", self.env._("Business day"), not failed, detail)

    @api.model
    def _check_change_log(self):
        """Triggers now; the chain as of the last night, for it takes too long to ask often."""
        Audit = self.env["bank.change.audit"]
        faults = [words for _code, words in Audit._trigger_faults()]
        if noted := Audit._noted_fault():
            faults.append(noted)
        oldest = Audit._oldest_unsealed_at()
        limit = fields.Datetime.now() - SEAL_SILENCE  # clock: a seal that is late
        if oldest and oldest < limit:
            faults.append(self.env._("changes have not been sealed for hours"))
        return Check(
            "change_log", self.env._("Change log"), not faults, "; ".join(faults)
        )

    @api.model
    def _check_rights(self):
        """Powers and rules as shipped; what two people decided about roles is well."""
        found = [
            words
            for _kind, words, is_agreed in self.env[
                "bank.access.difference"
            ]._differences()
            if not is_agreed
        ]
        return Check(
            "access_rights",
            self.env._("Rights as shipped"),
            not found,
            " ".join(found[:5]),
        )
