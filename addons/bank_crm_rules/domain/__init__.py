"""Rules of deciding, plain Python."""
