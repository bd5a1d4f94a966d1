from odoo import api, models
from odoo.addons.mail.tools.discuss import Store
from odoo.fields import Domain

from ..domain.narrowing import Effect


class ResPartner(models.Model):
    """Clients under access settings: on the card, in the find box, in links."""

    _inherit = "res.partner"

    @property
    def _rec_names_search(self):
        """A name typed into a link is not compared with what the user may not see."""
        names = super()._rec_names_search
        narrowed = self._narrowed_names() if isinstance(self, models.BaseModel) else ()
        return [name for name in names if name not in narrowed]

    def _is_narrowed(self, source):
        # Colleagues and companies outside the bank's clients are nobody's secret.
        return self.is_guarded

    @api.model
    def _get_mention_suggestions_domain(self, search):
        if "email" in self._narrowed_names():
            return Domain("name", "ilike", search) & Domain("active", "=", True)
        return super()._get_mention_suggestions_domain(search)

    def _to_store(self, store, fields, **options):
        """Messages are sent to the screen past all rights: there, too, the mask."""
        kept_back = self.env["bank.access.setting"]._kept_back_names("res.partner")
        fields = [
            Store.Attr(name, lambda partner, name=name: partner._narrowed_value(name))
            if isinstance(name, str) and name in kept_back
            else name
            for name in fields
        ]
        if hasattr(super(), "_to_store"):
            return super()._to_store(store, fields, **options)
        return store.add_records_fields(self, fields)

    def _card_value(self, name):
        """A fact for the card: whole, its mask, or nothing, as the settings say."""
        if name in self._narrowed_names():
            return self._narrowed_value(name) or ""
        return self[name] or ""

    def _effects_on_card(self):
        """Field -> what the settings make of it for this client and user."""
        Setting = self.env["bank.access.setting"]
        return {
            name: effect
            for model, name in Setting._kin()
            if model == self._name and (effect := Setting._effect_on(self, name))
        }

    def _masked_on_card(self):
        effects = self._effects_on_card()
        return [name for name, effect in effects.items() if effect is Effect.MASKED]

    def _kept_back_on_card(self):
        """What the card leaves out without a word: it is neither there nor missing."""
        effects = self._effects_on_card()
        return [name for name, effect in effects.items() if effect is Effect.HIDDEN]
