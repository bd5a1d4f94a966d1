from . import test_project_tasks
from . import test_project_inside
from . import test_project_sends
