from odoo import models

from ..domain.narrowing import Effect, strongest


class BankAccessWhy(models.TransientModel):
    """What of a client that is seen is kept back, and by which powers records open."""

    _inherit = "bank.access.why"

    def _fact_lines(self, case, fact):
        Setting = self.env["bank.access.setting"].sudo()
        client, user = case["client"], case["user"]
        entries = fact.sudo() or self.env["bank.field.catalogue"].sudo().search(
            [
                ("model", "in", ["res.partner", "bank.client.document"]),
                ("kind", "!=", "list"),
            ]
        )
        lines, kept_back = [], {}
        for entry in entries:
            name = entry.path.split(".")[0]
            rules = Setting._narrowing_of_user(user.id)[0].get((entry.model, name), ())
            rules = [
                rule for rule in rules
                if entry.model != "res.partner" or client._is_narrowed(rule.source)
            ]  # fmt: skip
            if rules:
                effect = strongest(rule.effect for rule in rules)
                why = tuple(rule.setting_id for rule in rules if rule.effect == effect)
                kept_back.setdefault((effect, why), []).append(entry.name)
            elif fact:
                lines += self._whole_lines(entry, name, case)
        for (effect, setting_ids), names in kept_back.items():
            lines.append({"text": self._effect_words(effect, names)})
            lines += [self._setting_line(one) for one in Setting.browse(setting_ids)]
        return lines

    def _effect_words(self, effect, names):
        facts = ", ".join(f"“{name}”" for name in names)
        return {
            Effect.MASKED: self.env._("Shown in part: %(facts)s.", facts=facts),
            Effect.HIDDEN: self.env._("Not shown: %(facts)s.", facts=facts),
            Effect.READ_ONLY: self.env._("Not to be changed: %(facts)s.", facts=facts),
        }[effect]

    def _whole_lines(self, entry, name, case):
        """A fact that no setting narrows: by which right it is read, and changed or not."""
        Model = self.env[entry.model].with_user(case["user"])
        field = Model._fields[name]
        if not Model._has_field_access(field, "read"):
            groups = self.env["res.groups"].sudo()
            for xml_id in (field.groups or "").split(","):
                groups |= self.env.ref(xml_id, raise_if_not_found=False) or groups
            return [
                {
                    "text": self.env._(
                        "“%(fact)s” is read only with the power: %(powers)s.",
                        fact=entry.name,
                        powers=", ".join(groups.mapped("name")),
                    )
                }
            ]
        text = self.env._(
            "“%(fact)s” is shown whole: no setting is about it.", fact=entry.name
        )
        lines = [{"text": text}]
        if not Model._has_field_access(field, "write") or not Model.has_access("write"):
            text = self.env._(
                "“%(fact)s” cannot be changed from this post.", fact=entry.name
            )
            lines.append({"text": text})
        return lines

    def _power_lines(self, user, model):
        """Which powers open records of this kind, and which of them the employee holds."""
        rows = self.env["ir.model.access"].sudo().search(
            [("model_id.model", "=", model), ("perm_read", "=", True)]
        )  # fmt: skip
        held = rows.group_id & user.all_group_ids
        kind = self.env["ir.model"]._get(model).sudo().name
        if not held:
            text = self.env._(
                "%(user)s holds none of the powers that open “%(kind)s”: %(powers)s.",
                user=user.name,
                kind=kind,
                powers=", ".join(rows.group_id.mapped("name")),
            )
        else:
            text = self.env._(
                "“%(kind)s” is open to %(user)s by the power: %(powers)s.",
                user=user.name,
                kind=kind,
                powers=", ".join(held.mapped("name")),
            )
        return [{"text": text}]
