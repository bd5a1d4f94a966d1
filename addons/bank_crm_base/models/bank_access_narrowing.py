from ast import literal_eval
from typing import NamedTuple

from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.fields import Domain

from ..domain.narrowing import Effect, Narrowing, narrows, strongest
from ..domain.search_keys import KeyKind
from ..tools.field_values import field_label

_OPAQUE = (Effect.MASKED, Effect.HIDDEN)
_TEXT = ("char", "text", "html")


class Kin(NamedTuple):
    """Where else the same fact is kept, and by which keys a client is found by it."""

    fields: tuple[tuple[str, str], ...] = ()
    search_kinds: frozenset[KeyKind] = frozenset()


class Rule(NamedTuple):
    """What one setting does to one field; `source` is the fact that was chosen."""

    effect: Effect
    setting_id: int
    source: str


_POINT = ("bank.contact.point", "value"), ("bank.contact.point", "key")
_SEARCH = ("bank.client.search", "key")
# Facts whose every door is known: what they travel with is narrowed with them.
KIN = {
    ("res.partner", "phone"): Kin(
        (*_POINT, _SEARCH, ("res.partner", "phone_mobile_search")),
        frozenset({KeyKind.PHONE}),
    ),
    ("res.partner", "email"): Kin((*_POINT, _SEARCH), frozenset({KeyKind.EMAIL})),
    ("res.partner", "vat"): Kin((_SEARCH,), frozenset({KeyKind.TAX})),
    ("res.partner", "company_registry"): Kin((_SEARCH,), frozenset({KeyKind.REGISTRY})),
    ("res.partner", "lei"): Kin((_SEARCH,), frozenset({KeyKind.REGISTRY})),
    ("res.partner", "birth_date"): Kin(),
    ("res.partner", "gender"): Kin(),
    ("res.partner", "nace_code"): Kin(),
    ("bank.client.document", "number"): Kin(),
}


class BankAccessSetting(models.Model):
    """What the accepted settings take from an employee today."""

    _inherit = "bank.access.setting"

    @api.model
    def _kin(self):
        """Field -> where else its fact is kept; addons that copy a fact add their field."""
        return KIN

    @api.model
    def _narrowing_refusal(self, entry, effect):
        """Why a field cannot be narrowed so, in words; nothing where it can."""
        model, name = entry.model, entry.path.split(".")[0]
        field = self.env[model]._fields[name]
        if effect is Effect.READ_ONLY:
            return ""
        if (model, name) not in self._kin():
            return self.env._(
                "“%(fact)s” stands in too many places to be kept back surely: lists, names, "
                "figures of units. It can only be closed for changes.",
                fact=entry.name,
            )
        if effect is Effect.MASKED and field.type not in _TEXT:
            return self.env._(
                "“%(fact)s” is no text: a part of it cannot be shown. Choose “Not shown”.",
                fact=entry.name,
            )
        return ""

    # --- read by the rule, the fields and the screens

    @api.model
    def _rules(self):
        """(model, field) -> rules for the current user; nothing for the product itself."""
        if self.env.su or self.env.uid == SUPERUSER_ID or not self._narrowed_models():
            return {}
        return self._narrowing_of_user(self.env.uid)[0]

    @api.model
    def _rules_on(self, model):
        """As `_rules`, quickly nothing for models that no setting is about."""
        if self.env.su or model not in self._narrowed_models():
            return {}
        return self._rules()

    @api.model
    def _narrowing_of_user(self, user_id):
        today = self.env["bank.business.day"]._today()
        return self._narrowing_of(user_id, fields.Date.to_string(today))

    @api.model
    @tools.ormcache()
    def _narrowed_models(self):
        """Models that a setting in force is about, for whomever."""
        settings = self.sudo().search(
            [("acceptance", "=", "accepted"), ("target", "=", "field")]
        )
        return frozenset(
            model for setting in settings for model, _name in setting._spread()
        )

    @api.model
    @tools.ormcache("user_id", "today")
    def _narrowing_of(self, user_id, today):
        """(rules by field, (setting id, condition) of hidden clients) of an employee."""
        posts = self.env["bank.post"].sudo().search(
            [("user_id", "=", user_id), ("is_in_force", "=", True)]
        )  # fmt: skip
        rules, rows = {}, []
        settings = self.sudo().search([("acceptance", "=", "accepted")], order="id")
        for setting in settings:
            narrowing = Narrowing(
                setting.id,
                frozenset(setting.role_ids.ids),
                setting.only_without_other_roles,
            )
            if not narrows(narrowing, posts.role_id.ids):
                continue
            if setting.target == "rows":
                rows.append((setting.id, setting.domain))
                continue
            effect = Effect(setting.effect)
            for place, source in setting._spread().items():
                rules.setdefault(place, []).append(Rule(effect, setting.id, source))
        return rules, tuple(rows)

    def _spread(self):
        """(model, field) -> chosen fact, for all fields that this setting narrows."""
        spread = {}
        if self.target != "field":
            return spread
        # A fact out of use in the catalogue is kept back all the same.
        for entry in self.with_context(active_test=False).field_ids:
            name = entry.path.split(".")[0]
            places = [(entry.model, name)]
            if entry.model not in self.env or name not in self.env[entry.model]._fields:
                continue
            places += self._kin().get(places[0], Kin()).fields
            if self.effect in _OPAQUE:
                places += [
                    derived
                    for place in places
                    for derived in self._derived_from(*place)
                ]
            spread.update(
                {
                    (model, field): name
                    for model, field in places
                    if model in self.env and field in self.env[model]._fields
                }
            )
        return spread

    @api.model
    def _derived_from(self, model, name):
        """Fields that would show the value again because they are made of it."""
        field = self.env[model]._fields.get(name)
        if field is None:
            return
        if self.env[model]._rec_name == name:
            yield model, "display_name"
        for other in self.env.registry.get_dependent_fields(field):
            if (
                other.type in (*_TEXT, field.type)
                and other.name != "display_name"
                # The bank's own address is on every letter.
                and other.model_name != "res.company"
            ):
                yield other.model_name, other.name

    @api.model
    def _refused_search_kinds(self):
        """By which keys the current user may not find clients."""
        sources = {
            (model, rule.source)
            for (model, name), rules in self._rules().items()
            for rule in rules
            if rule.effect in _OPAQUE and name == rule.source
        }
        kin = self._kin()
        return frozenset().union(
            *(kin[place].search_kinds for place in sources if place in kin)
        )

    @api.model
    def _hidden_rows_of(self, user_id):
        """[(setting, condition)] of clients kept from an employee by settings."""
        return [
            (self.sudo().browse(setting_id), Domain(literal_eval(domain)))
            for setting_id, domain in self._narrowing_of_user(user_id)[1]
        ]

    @api.model
    def _hidden_rows(self, user_id):
        """Clients kept from an employee by settings, as one condition."""
        return Domain.OR(domain for _setting, domain in self._hidden_rows_of(user_id))

    @api.model
    def _rules_for(self, record, name, user_id):
        """Rules that keep a field of this very record from an employee."""
        rules = self._narrowing_of_user(user_id)[0].get((record._name, name), ())
        return [rule for rule in rules if record.sudo()._is_narrowed(rule.source)]

    @api.model
    def _kept_back_names(self, model):
        """Fields that the person at the screen may not read whole, also past all rights.

        For what is made in superuser mode and yet goes to his screen.
        """
        if self.env.uid == SUPERUSER_ID or model not in self._narrowed_models():
            return frozenset()
        rules = self._narrowing_of_user(self.env.uid)[0]
        return frozenset(
            name
            for (of, name), found in rules.items()
            if of == model and any(rule.effect in _OPAQUE for rule in found)
        )

    @api.model
    def _effect_on(self, record, name):
        """What becomes of this record's field for the current user; None where nothing."""
        if name not in self._kept_back_names(record._name):
            return None
        rules = self._rules_for(record, name, self.env.uid)
        return strongest(rule.effect for rule in rules) if rules else None

    def _facts_words(self):
        return ", ".join(self.with_context(active_test=False).field_ids.mapped("name"))

    @api.model
    def _refusal_words(self, model, name):
        """What a person is told who asks for a field that is kept from him."""
        rules = self._rules_on(model).get((model, name))
        if not rules:
            return ""
        return self.env._(
            "“%(fact)s” is kept from your role by the access setting “%(setting)s”.",
            fact=field_label(self.env, model, name),
            setting=self.sudo().browse(rules[0].setting_id).name,
        )
