from . import export, health
