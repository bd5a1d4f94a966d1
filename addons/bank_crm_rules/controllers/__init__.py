from . import decision_files
