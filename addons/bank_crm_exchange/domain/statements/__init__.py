"""Bank statement files (MT940, camt.052/053/054) read into plain values."""
