from odoo import models


class BankClientAddress(models.Model):
    """An address is a part of the client's file."""

    _name = "bank.client.address"
    _inherit = ["bank.client.address", "bank.file.part.mixin"]
