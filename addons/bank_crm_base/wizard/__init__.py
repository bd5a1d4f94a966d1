from . import bank_task_give
from . import bank_disclosure_answer
from . import bank_visit_start
from . import bank_access_ask
from . import bank_break_glass
from . import bank_visit_finding
from . import res_users_apikeys_description
