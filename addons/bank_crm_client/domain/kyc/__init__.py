"""Knowing the client: risk, review, sanctions lists and screening."""
