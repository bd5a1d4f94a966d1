from . import controllers, engine, models, publishers, wizard
