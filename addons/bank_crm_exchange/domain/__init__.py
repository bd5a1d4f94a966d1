"""Feeds of the core banking system: what is received and how it is judged."""
