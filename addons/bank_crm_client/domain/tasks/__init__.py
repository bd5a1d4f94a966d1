"""Tasks of employees: working hours of the bank, and who is told when one is late."""
