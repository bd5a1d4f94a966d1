from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.fields import Command

from ..tools.field_values import raw_value
from ..tools.shipped_rights import shipped_rights

_RIGHTS = ("perm_read", "perm_write", "perm_create", "perm_unlink")
_READERS = (
    "bank_crm_base.group_access_approver",
    "bank_crm_base.group_auditor",
    "base.group_system",
)


class BankAccessDifference(models.TransientModel):
    """Where the rights in this database are not those of the repository, in words.

    Powers, access rows and rules are shipped and never edited; roles change by two-person
    acts only. What was changed past that is found here.
    """

    _name = "bank.access.difference"
    _description = "Difference from the Shipped Rights"
    _order = "is_agreed, kind, name"

    name = fields.Char("What differs", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("rule", "Rule"),
            ("access", "Access row"),
            ("group", "Power"),
            ("role", "Role"),
        ],
        readonly=True,
    )
    is_agreed = fields.Boolean(
        "Decided by two people",
        readonly=True,
        help="A change of a role that was proposed and accepted.",
    )

    @api.model
    def action_check(self):
        """Compare now and show the list."""
        if not any(self.env.user.has_group(group) for group in _READERS):
            raise AccessError(
                self.env._("Only who answers for access compares rights.")
            )
        self.sudo().search([("create_uid", "=", self.env.uid)]).unlink()
        self.sudo().create(
            [
                {"name": words, "kind": kind, "is_agreed": is_agreed}
                for kind, words, is_agreed in self._differences()
            ]
        )
        return self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_access_difference_action"
        )

    @api.model
    def _differences(self):
        """(kind, words, decided by two people) of each; nothing where all is as shipped."""
        self.env.flush_all()
        return list(self.sudo()._find_differences())

    def _find_differences(self):
        shipped = self._shipped()
        ids = {xml_id: self._id_of(xml_id) for _model, xml_id in shipped}
        there = {}
        for model in {model for model, _xml_id in shipped}:
            Model = self.env[model].with_context(active_test=False)
            wanted = [ids[xml_id] for of, xml_id in shipped if of == model]
            there[model] = Model.browse(set(wanted) - {0}).exists()
        for (model, xml_id), values in shipped.items():
            find = getattr(self, f"_differences_of_{model.replace('.', '_')}")
            record = there[model].filtered_domain([("id", "=", ids[xml_id])])
            if record:
                yield from find(record, values)
            else:
                yield self._kind_of(model), self._gone_words(values, xml_id), False
        yield from self._additions(shipped)

    @tools.ormcache()
    def _shipped(self):
        """(model, external id) -> values, of all installed modules of the bank."""
        modules = self.env["ir.module.module"].search(
            [("name", "=like", "bank\\_crm%"), ("state", "=", "installed")]
        )
        found = {}
        for module in modules.sorted("id").mapped("name"):
            for record in shipped_rights(module, self._id_of):
                values = found.setdefault((record.model, record.xml_id), {})
                before = values.get("implied_ids", [])
                values.update(record.values)
                # Another addon may add powers to what an earlier one has shipped.
                if "implied_ids" in record.values:
                    values["implied_ids"] = [*before, *record.values["implied_ids"]]
        return found

    def _id_of(self, xml_id):
        Data = self.env["ir.model.data"]
        return Data._xmlid_to_res_id(xml_id, raise_if_not_found=False) or 0

    # --- what is compared

    def _differences_of_ir_rule(self, rule, values):
        if rule.active != values.get("active", True):
            words = self.env._("Rule “%(rule)s” was switched off.", rule=rule.name)
            yield "rule", words, False
        expected = " ".join((values.get("domain_force") or "").split())
        if " ".join((rule.domain_force or "").split()) != expected:
            words = self.env._(
                "Rule “%(rule)s” lets other records through than shipped.",
                rule=rule.name,
            )
            yield "rule", words, False
        if rule.model_id.id != values.get("model_id"):
            words = self.env._(
                "Rule “%(rule)s” is about something else.", rule=rule.name
            )
            yield "rule", words, False
        if set(rule.groups.ids) != self._ids_of(values.get("groups")):
            words = self.env._("Rule “%(rule)s” binds other people.", rule=rule.name)
            yield "rule", words, False
        for right in _RIGHTS:
            if rule[right] != values.get(right, True):
                words = self.env._(
                    "Rule “%(rule)s”: %(right)s is not as shipped.",
                    rule=rule.name,
                    right=self._right_words(right),
                )
                yield "rule", words, False

    def _differences_of_ir_model_access(self, row, values):
        named = {"what": row.model_id.name, "who": row.group_id.name or "?"}
        if not row.active:
            words = self.env._("“%(what)s” is no longer open to “%(who)s”.", **named)
            yield "access", words, False
        if row.group_id.id != (values.get("group_id") or False) or (
            row.model_id.id != values.get("model_id")
        ):
            words = self.env._(
                "“%(what)s” is open to “%(who)s”, not as shipped.", **named
            )
            yield "access", words, False
        for right in _RIGHTS:
            if row[right] == bool(values.get(right)):
                continue
            named["right"] = self._right_words(right)
            yield (
                "access",
                self.env._("“%(what)s”: “%(who)s” may now %(right)s.", **named)
                if row[right]
                else self.env._(
                    "“%(what)s”: “%(who)s” may no longer %(right)s.", **named
                ),
                False,
            )

    def _differences_of_res_groups(self, group, values):
        for words in self._implied_words(group, group.implied_ids, values):
            yield "group", words, False

    def _differences_of_bank_role(self, role, values):
        changed = self._changed_of_role(role, values)
        if not changed:
            return
        accepted = self.env["bank.act"]._accepted_values(role)
        is_agreed = all(
            name in accepted and accepted[name] == raw_value(role, name)
            for name in changed
        )
        for words in self._implied_words(role, role.implied_ids, values):
            yield "role", words, is_agreed
        if role.scope != values.get("scope", "none"):
            reach = dict(role._fields["scope"]._description_selection(self.env))
            words = self.env._(
                "Role “%(role)s” sees “%(now)s” and was shipped with “%(then)s”.",
                role=role.name,
                now=reach[role.scope],
                then=reach[values.get("scope", "none")],
            )
            yield "role", words, is_agreed
        if role.is_unit_head != bool(values.get("is_unit_head")):
            words = self.env._(
                "Role “%(role)s”: whether it heads a unit is not as shipped.",
                role=role.name,
            )
            yield "role", words, is_agreed

    def _changed_of_role(self, role, values):
        shipped = {
            "implied_ids": sorted(self._ids_of(values.get("implied_ids"))),
            "scope": values.get("scope", "none"),
            "is_unit_head": bool(values.get("is_unit_head")),
        }
        return [
            name for name, value in shipped.items() if raw_value(role, name) != value
        ]

    def _additions(self, shipped):
        """Rows, rules and powers on the bank's data that no module has shipped."""
        data = self.env["ir.model.data"]
        for model, kind in (("ir.model.access", "access"), ("ir.rule", "rule")):
            rows = self.env[model].with_context(active_test=False).search(
                ["|", ("model_id.model", "=like", "bank.%"), ("model_id.model", "=", "res.partner")]
            )  # fmt: skip
            known = data.search(
                [("model", "=", model), ("res_id", "in", rows.ids), ("module", "!=", "__export__")]
            )  # fmt: skip
            for row in rows.filtered("active").browse(
                set(rows.filtered("active").ids) - set(known.mapped("res_id"))
            ):
                words = self.env._(
                    "“%(name)s” on “%(what)s” was added by hand.",
                    name=row.name,
                    what=row.model_id.name,
                )
                yield kind, words, False
        ours = {
            self._id_of(xml_id) for model, xml_id in shipped if model == "res.groups"
        }
        roles = self.env["res.users.role"].with_context(active_test=False).search([])
        for group in self.env["res.groups"].search(
            [("implied_ids", "in", sorted(ours))]
        ):
            if group.id not in ours and group not in roles.group_id:
                words = self.env._(
                    "Power “%(group)s” hands out: %(powers)s.",
                    group=group.display_name,
                    powers=", ".join(
                        group.implied_ids.filtered(lambda one: one.id in ours).mapped(
                            "name"
                        )
                    ),
                )
                yield "group", words, False

    # --- pieces

    def _implied_words(self, owner, implied, values):
        expected = self._ids_of(values.get("implied_ids"))
        gained = implied.filtered(lambda group: group.id not in expected)
        lost = implied.browse(expected - set(implied.ids)).exists()
        if gained:
            yield self.env._(
                "“%(who)s” gained: %(powers)s.",
                who=owner.name,
                powers=", ".join(gained.mapped("name")),
            )
        if lost:
            yield self.env._(
                "“%(who)s” lost: %(powers)s.",
                who=owner.name,
                powers=", ".join(lost.mapped("name")),
            )

    def _ids_of(self, commands):
        """The records that commands of a data file leave linked."""
        ids = set()
        for command in commands or []:
            verb, target, more = (*command, 0, 0)[:3]
            if verb == Command.LINK:
                ids.add(target)
            elif verb == Command.SET:
                ids = set(more)
            elif verb in (Command.UNLINK, Command.DELETE):
                ids.discard(target)
        return ids - {0}

    def _kind_of(self, model):
        return {
            "ir.rule": "rule",
            "ir.model.access": "access",
            "res.groups": "group",
            "bank.role": "role",
        }[model]

    def _gone_words(self, values, xml_id):
        name = values.get("name") or xml_id.partition(".")[2].replace("_", " ")
        return self.env._("“%(name)s” was deleted.", name=name)

    def _right_words(self, right):
        return {
            "perm_read": self.env._("read"),
            "perm_write": self.env._("change"),
            "perm_create": self.env._("add"),
            "perm_unlink": self.env._("delete"),
        }[right]
