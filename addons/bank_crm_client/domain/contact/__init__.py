"""Consent and contact policy: whether a client may be contacted so, for this, now."""
