"""Early signs that a borrower will be in trouble, and the watch list."""
