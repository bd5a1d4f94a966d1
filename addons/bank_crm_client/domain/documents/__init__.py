"""Documents: how they are checked, what is asked for, what files are."""
