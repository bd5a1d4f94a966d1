"""A company's file: statements, ratios, who may sign, size and industry."""
