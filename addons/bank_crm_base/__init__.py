from importlib.machinery import SourceFileLoader

import stdnum

# Odoo hooks the import of stdnum with a loader that cannot open the package's data files
# (the IBAN registry among them): give it back the loader that can.
if not hasattr(stdnum.__spec__.loader, "get_resource_reader"):
    stdnum.__spec__.loader = SourceFileLoader(stdnum.__name__, stdnum.__file__)

from . import (
    controllers,
    models,
    wizard,
)
