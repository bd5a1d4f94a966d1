from lxml import etree
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..domain.narrowing import Effect, masked

_OPAQUE = (Effect.MASKED, Effect.HIDDEN)
_TEXT = ("char", "text", "html")


class Base(models.AbstractModel):
    """Access settings at every door of every model.

    What a setting masks or hides is no readable field for that user: code, conditions,
    order and groups that ask for it are refused. Only the doors that hand values to a
    person (reading, lists, export) put the mask, or nothing, in its place.
    """

    _inherit = "base"

    def _is_narrowed(self, source):
        """Whether a setting on the fact `source` is about this record: is it a client's."""
        link = self._fields.get("partner_id")
        if link is None or link.comodel_name != "res.partner":
            return True
        return self.partner_id.is_guarded

    @api.model
    def _is_hidden_wholly(self, name):
        """Whether nothing is left of a hidden field in any record."""
        return True

    @api.model
    def _narrowed_names(self, effects=_OPAQUE):
        """Fields of this model that a setting keeps from the current user."""
        rules = self.env["bank.access.setting"]._rules_on(self._name)
        return {
            name
            for (model, name), found in rules.items()
            if model == self._name and any(rule.effect in effects for rule in found)
        }

    @api.model
    def _has_field_access(self, field, operation):
        if not self.env.su:
            rules = self.env["bank.access.setting"]._rules_on(self._name)
            found = rules.get((self._name, field.name)) if rules else None
            if found and (
                operation == "write" or any(rule.effect in _OPAQUE for rule in found)
            ):
                return False
        return super()._has_field_access(field, operation)

    @api.model
    def _has_shipped_field_access(self, field, operation):
        """Whether the field is open by rights alone, whatever settings take from it."""
        # pylint: disable-next=super-method-mismatch
        return super()._has_field_access(field, operation)

    @api.model
    def _check_field_access(self, field, operation):
        words = self.env["bank.access.setting"]._refusal_words(self._name, field.name)
        if words and not self._has_field_access(field, operation):
            raise AccessError(words)
        return super()._check_field_access(field, operation)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        result = super().fields_get(allfields, attributes)
        for name in self._narrowed_names():
            field = self._fields[name]
            # Readable but for the setting: the rights that were shipped decide.
            # pylint: disable-next=super-method-mismatch
            is_open = super()._has_field_access(field, "read")
            if (allfields and name not in allfields) or not is_open:
                continue
            description = field.get_description(self.env, attributes=attributes)
            for key in ("searchable", "sortable", "groupable"):
                if key in description:
                    description[key] = False
            if "readonly" in description:
                description["readonly"] = True
            result[name] = description
        return result

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        result = super().get_view(view_id, view_type, **options)
        if self.env["bank.access.setting"]._rules():
            tree = etree.fromstring(result["arch"])
            self._narrow_arch(tree, in_list=tree.tag == "list")
            result = {**result, "arch": etree.tostring(tree, encoding="unicode")}
        return result

    @api.model
    def _narrow_arch(self, node, in_list=False):
        """What is hidden leaves no hole in the screen, and a mask is no link to call."""
        hidden = {
            name
            for name in self._narrowed_names((Effect.HIDDEN,))
            if self._is_hidden_wholly(name)
        }
        shown = self._narrowed_names() - hidden
        for child in node:
            name = child.get("name") if child.tag == "field" else None
            if child.tag == "label" and child.get("for") in hidden:
                child.set("invisible", "1")
            if name in hidden:
                child.set("column_invisible" if in_list else "invisible", "1")
            if name in hidden | shown:
                child.attrib.pop("widget", None)
                child.attrib.pop("required", None)
            field = self._fields.get(name)
            if (
                field is not None
                and field.relational
                and field.comodel_name in self.env
            ):
                for view in child:
                    Comodel = self.env[field.comodel_name]
                    Comodel._narrow_arch(view, in_list=view.tag == "list")
            else:
                self._narrow_arch(child, in_list)

    # --- reading

    def _determine_fields_to_fetch(self, field_names=None, ignore_when_in_cache=False):
        if field_names:
            narrowed = self._narrowed_names()
            if narrowed:
                field_names = [name for name in field_names if name not in narrowed]
        return super()._determine_fields_to_fetch(field_names, ignore_when_in_cache)

    def _read_format(self, fnames, load="_classic_read"):
        narrowed = [name for name in fnames if name in self._narrowed_names()]
        if not narrowed:
            return super()._read_format(fnames, load)
        rows = super()._read_format(
            [name for name in fnames if name not in narrowed], load
        )
        # What may not be read for its rights is refused as ever, mask or no mask.
        self.browse([row["id"] for row in rows]).check_access("read")
        for row in rows:
            record = self.browse(row["id"])
            for name in narrowed:
                row[name] = record._narrowed_value(name, load == "_classic_read")
        return rows

    def _narrowed_value(self, name, use_display_name=True):
        """The value of a narrowed field as this user may see it, for a row of `read`."""
        self.ensure_one()
        field, record = self._fields[name], self.sudo()
        effect = self.env["bank.access.setting"]._effect_on(self, name)
        if effect in (None, Effect.READ_ONLY):
            return field.convert_to_read(record[name], record, use_display_name)
        if effect is Effect.MASKED and field.type in _TEXT:
            return masked(record[name] or "") or False
        return field.convert_to_read(
            field.convert_to_record(
                field.convert_to_cache(False, record, validate=False), record
            ),
            record,
            use_display_name,
        )

    def web_read(self, specification):
        links = {
            name
            for name in self._narrowed_names() & specification.keys()
            if self._fields[name].relational
        }
        if not links:
            return super().web_read(specification)
        rows = super().web_read(
            {name: spec for name, spec in specification.items() if name not in links}
        )
        for row in rows:
            for name in links:
                row[name] = [] if self._fields[name].type.endswith("2many") else False
        return rows

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        names = self._narrowed_names()
        places = [
            place for place, path in enumerate(fields) if path and path[0] in names
        ]
        if not places:
            return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        # In their columns the record tells its number first, and then what may be seen.
        lines = super()._export_rows(
            [[".id"] if place in places else path for place, path in enumerate(fields)],
            _is_toplevel_call=_is_toplevel_call,
        )
        for line in lines:
            for place in places:
                if line[place]:
                    record = self.browse(int(line[place]))
                    line[place] = record._narrowed_value(fields[place][0]) or ""
        return lines

    def onchange(self, values, field_names, fields_spec):
        return super().onchange(values, field_names, self._open_spec(fields_spec))

    @api.model
    def _open_spec(self, spec):
        """A specification of fields without those that are kept from the user."""
        narrowed = self._narrowed_names()
        opened = {}
        for name, inner in spec.items():
            if name in narrowed:
                continue
            field = self._fields.get(name)
            if field is not None and field.relational and (inner or {}).get("fields"):
                Comodel = self.env[field.comodel_name]
                inner = {**inner, "fields": Comodel._open_spec(inner["fields"])}
            opened[name] = inner
        return opened

    def _message_get_suggested_recipients_batch(self, **options):
        """Whom to write to is proposed by name; his address is kept back all the same."""
        Setting = self.env["bank.access.setting"]
        if self.env.su or "email" not in Setting._kept_back_names("res.partner"):
            return super()._message_get_suggested_recipients_batch(**options)
        self.check_access("read")
        found = super(Base, self.sudo())._message_get_suggested_recipients_batch(
            **options
        )
        Partner = self.env["res.partner"]
        for recipients in found.values():
            recipients[:] = [one for one in recipients if one["partner_id"]]
            for one in recipients:
                partner = Partner.browse(one["partner_id"])
                one["email"] = partner._narrowed_value("email") or ""
                one["create_values"] = {}
        return found

    # --- searching

    @api.model
    def _search(self, domain, *args, **kwargs):
        if not self.env.su and self.env["bank.access.setting"]._rules():
            self._check_conditions(domain)
        return super()._search(domain, *args, **kwargs)

    @api.model
    def _check_conditions(self, domain):
        """Refuse a condition on what the user may not see: the answer would tell it."""
        for condition in Domain(domain).iter_conditions():
            model = self
            for name in condition.field_expr.split("."):
                field = model._fields.get(name)
                if field is None:
                    break
                if name in model._narrowed_names() and name != "display_name":
                    model._check_field_access(field, "read")
                if not field.relational:
                    break
                model = self.env[field.comodel_name]
            else:
                if isinstance(condition.value, (Domain, list, tuple)) and (
                    "any" in condition.operator
                ):
                    model._check_conditions(condition.value)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        found = super().name_search(name, domain, operator, limit)
        if "display_name" not in self._narrowed_names():
            return found
        return [
            (record_id, self.browse(record_id)._narrowed_value("display_name") or "")
            for record_id, _name in found
        ]
