from . import export, health, second_factor
