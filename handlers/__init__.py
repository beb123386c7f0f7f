"""What people see and are asked: one file per conversation or card."""
