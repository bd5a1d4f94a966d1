"""A person's file: work, family, life events and what credit bureaus say."""
