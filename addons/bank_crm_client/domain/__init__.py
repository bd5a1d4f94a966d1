"""Rules of client work, plain Python."""
