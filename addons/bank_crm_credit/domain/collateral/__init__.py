"""What secures loans: its values, whom it covers, what must be looked after."""
