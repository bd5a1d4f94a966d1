from . import bank_library_folder
from . import bank_library_document
from . import bank_library_document_files
from . import bank_library_version
from . import bank_text_index
from . import bank_demo
