"""The opinion survey at the office: prepared, opened, keyed in from paper, its result, its comments and what is improved after it."""
