"""Insolvency of clients: proceedings at a court, from their opening to their end."""
