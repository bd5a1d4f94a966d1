"""Plans for key clients, and how often a client is to be met or called."""
