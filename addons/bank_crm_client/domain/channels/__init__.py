"""Messages to clients: states, retries, sizes, signatures; and the register of letters."""
