"""Banking rules of the base addon: plain Python, no Odoo."""
