from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain import emails, phones
from ..domain.codes import selection


class BankContactPoint(models.Model):
    """A way to reach a client: telephone, e-mail, messenger; dated and with its origin."""

    _name = "bank.contact.point"
    _description = "Contact Point"
    _inherit = ["bank.guarded.mixin"]
    _order = "is_main desc, id"
    _rec_name = "value"

    _fixed_names = ("client_id", "source")

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        selection("contact_kind"), required=True, default="mobile",
        two_person="contact_change",
    )  # fmt: skip
    value = fields.Char("Number or address", required=True, two_person="contact_change")
    key = fields.Char(
        "Normalised",
        index=True,
        readonly=True,
        help="International form by which it is found.",
    )
    purpose = fields.Selection(selection("contact_purpose"), default="personal")
    is_main = fields.Boolean("Main", two_person="contact_change")
    verified_date = fields.Date("Verified on")
    source = fields.Char("Origin", default="manual", readonly=True)
    date_from = fields.Date(
        "From", default=lambda self: self.env["bank.business.day"]._today()
    )
    date_to = fields.Date("Until", two_person="contact_change")

    _main_uniq = models.UniqueIndex(
        "(client_id, (CASE WHEN kind = 'email' THEN 'email' "
        "WHEN kind = 'messenger' THEN 'messenger' ELSE 'phone' END)) "
        "WHERE is_main AND date_to IS NULL",
        "A client has one main telephone and one main e-mail.",
    )

    def _is_narrowed(self, source):
        # One column keeps all ways to reach a client: a setting is about some of them.
        return source == "email" if self.kind == "email" else source != "email"

    @api.model
    def _is_hidden_wholly(self, name):
        rules = self.env["bank.access.setting"]._rules_on(self._name)
        found = rules.get((self._name, name), ())
        return {"phone", "email"} <= {
            rule.source for rule in found if rule.effect == "hidden"
        }

    @api.model
    def _normalised(self, kind, value, client):
        try:
            if kind == "email":
                return emails.normalise(value)
            if kind in ("mobile", "phone"):
                region = client.country_id.code or self.env.company.country_id.code
                return phones.normalise(value, region)
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "%(value)s is not a telephone number or e-mail we can reach: %(why)s",
                    value=value,
                    why=error,
                )
            ) from error
        return value.strip()

    @api.model_create_multi
    def create(self, vals_list):
        Client = self.env["res.partner"]
        vals_list = [self._own_values(vals) for vals in vals_list]
        for vals in vals_list:
            vals["key"] = self._normalised(
                vals.get("kind", "mobile"),
                vals["value"],
                Client.browse(vals["client_id"]),
            )
        mains = self._take_mains(vals_list)
        points = super().create(vals_list)
        points.client_id._mirror_contacts()
        for place in mains:
            points[place].is_main = True
        return points

    @api.model
    def _own_values(self, vals):
        """With the defaults that decide, and without what only the product writes."""
        if self.env.su:
            return dict(vals)
        given = {**self.default_get(["kind", "is_main", "client_id"]), **vals}
        return {**given, "source": "manual"}

    @api.model
    def _take_mains(self, vals_list):
        """Places of new points that want to be a core client's main: that needs two people."""
        if (
            self.env.su
            or not self.env["bank.act.kind"]._of("contact_change")._is_asked()
        ):
            return []
        mains = []
        for place, vals in enumerate(vals_list):
            client = self.env["res.partner"].browse(vals["client_id"])
            if vals.get("is_main") and client.is_core_client:
                vals["is_main"] = False
                mains.append(place)
        return mains

    def _needing_second_person(self, code, names):
        """Only where a client of the core system is reached first."""
        waiting = super()._needing_second_person(code, names)
        return waiting.filtered(
            lambda point: (
                point.client_id.is_core_client and (point.is_main or "is_main" in names)
            )
        )

    def write(self, vals):
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name != "key"}
        vals = self._guard_write(vals)
        if not vals:
            return True
        if {"kind", "value"} & vals.keys():
            for point in self:
                key = self._normalised(
                    vals.get("kind", point.kind),
                    vals.get("value", point.value),
                    point.client_id,
                )
                super(BankContactPoint, point).write({**vals, "key": key})
            result = True
        else:
            result = super().write(vals)
        self.client_id._mirror_contacts()
        return result

    def unlink(self):
        clients = self.client_id
        result = super().unlink()
        clients._mirror_contacts()
        return result
