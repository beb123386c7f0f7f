"""The deeds of an import, one file for each kind of line: made or changed only if the register still is as it was seen."""
