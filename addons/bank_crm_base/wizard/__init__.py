from . import bank_task_give
from . import bank_disclosure_answer
