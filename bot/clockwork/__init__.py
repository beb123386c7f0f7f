"""Time: the clock, the duties with their slots, and the timekeeper who does them."""
