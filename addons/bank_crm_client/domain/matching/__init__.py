"""Which two records are one client, why, and what of each is kept."""
