"""Cases that others have published, put to our own rules."""
