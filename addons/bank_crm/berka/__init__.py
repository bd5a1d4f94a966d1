"""The Berka bank: a real Czech bank of 1993-1998 in the files of our own layouts."""
