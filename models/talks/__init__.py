"""Live conversations between an owner and a colleague, each on their own bot (R045, R183, R187)."""
