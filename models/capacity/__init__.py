"""Who could come when: times held while somebody thinks, booked, moved and given back."""
