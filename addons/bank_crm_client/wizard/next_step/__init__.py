from . import bank_next_step_later
