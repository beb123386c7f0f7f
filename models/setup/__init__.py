"""Setting an office up from a workbook: the template as data, its reading, its checking, and how it is taken over."""
