"""The accounts of the units, as the office works on them: one file per matter (R121-R130)."""
