from . import (
    test_print_forms,
    test_print_papers,
    test_print_pdf,
    test_print_shipped,
    test_print_tour,
)
