"""The quality sample, for those in charge."""
