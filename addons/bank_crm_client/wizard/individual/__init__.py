from . import bank_bureau_report_add
from . import bank_bureau_report_withdraw
from . import bank_death_report
from . import bank_relation_add
