from . import checks, upsert
