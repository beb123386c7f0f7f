"""Incidents (突发事件) at the office."""
