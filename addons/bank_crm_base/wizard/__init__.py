from . import bank_task_give
