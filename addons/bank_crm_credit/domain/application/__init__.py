"""From a request for a loan to the decision on it, as rules of the bank."""
