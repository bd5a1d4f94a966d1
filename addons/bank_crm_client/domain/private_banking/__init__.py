"""The private-banking place: a family's wealth, and what may be given as a gift."""
