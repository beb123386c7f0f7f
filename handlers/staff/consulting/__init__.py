"""Questions to the supervisor (请示主管)."""
