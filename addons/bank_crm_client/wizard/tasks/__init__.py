from . import bank_task_decide
from . import bank_task_give
from . import bank_task_plan_start
