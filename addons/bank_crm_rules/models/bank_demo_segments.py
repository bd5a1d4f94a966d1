from odoo import models


class BankDemo(models.AbstractModel):
    _inherit = "bank.demo"
