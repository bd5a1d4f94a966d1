from . import bureau_file
