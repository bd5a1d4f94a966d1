"""Full text: words as the search knows them, and the piece of text that is shown."""
