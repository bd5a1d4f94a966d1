"""Rules of lending, plain Python."""
