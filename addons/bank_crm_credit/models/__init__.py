from . import bank_loan_window_mixin
from . import bank_loan_order
from . import bank_loan_order_step
from . import bank_loan_product
from . import bank_loan_penalty
from . import bank_loan
from . import bank_loan_book
from . import bank_loan_figures
from . import bank_loan_screen
from . import bank_loan_words
from . import bank_loan_acts
from . import bank_loan_rate
from . import bank_loan_fee
from . import bank_loan_operation
from . import bank_loan_schedule
from . import bank_loan_instalment
from . import bank_holding_overdue
from . import bank_loan_request
from . import bank_loan_restructuring
from . import bank_loan_offer
from . import bank_loan_difference
from . import bank_holding
from . import bank_feed
from . import bank_feed_publish_loans
from . import bank_feed_publish_loan_operations
from . import bank_business_day
from . import res_partner
from . import application
from . import collateral
from . import pack
from . import committee
from . import corporate
from . import home
from . import bank_demo
from . import bank_demo_core_loans
from .committee import bank_demo as bank_demo_committee
from .corporate import bank_demo as bank_demo_corporate
from .collateral import bank_demo as bank_demo_collateral
from .collateral import bank_demo_offers
from . import limits
from . import covenants
from . import signals
from .limits import bank_demo as limits_demo
from .covenants import bank_demo as covenants_demo
from .signals import bank_demo as signals_demo
