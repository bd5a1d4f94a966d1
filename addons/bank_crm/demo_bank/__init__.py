"""The demo bank: a seeded generator of the files that a core system would send."""
