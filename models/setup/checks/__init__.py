"""The checking of each sheet: which line of the register a row means, and whether what it says can be taken."""
