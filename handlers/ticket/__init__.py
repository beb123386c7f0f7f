"""The live card of a ticket: one for the owner, one for the staff, its buttons drawn from the table of moves."""
