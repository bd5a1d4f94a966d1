"""Next steps: how they are ranked and what may become of one."""
