"""Incidents (突发事件): one event of the building, with every report of it and everybody whom it affects (R099, R101)."""
