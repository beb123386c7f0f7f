"""Speed, measured as medians and ratios in one run; nothing here passes or fails."""
