"""The credit committee: who sits, whether it may decide, how it voted."""
