"""Connections of clients: ownership, control, groups, and what follows from them."""
