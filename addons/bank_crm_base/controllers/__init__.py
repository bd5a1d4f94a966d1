from . import health
from . import second_factor
