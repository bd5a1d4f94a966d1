from . import bank_task_give
from . import bank_disclosure_answer
from . import res_users_apikeys_description
