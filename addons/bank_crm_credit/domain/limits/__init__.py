"""Limits on clients, groups, products and branches, and what takes them up."""
