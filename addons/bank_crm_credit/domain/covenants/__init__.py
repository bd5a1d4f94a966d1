"""What a borrower promised to keep to, and whether he does."""
