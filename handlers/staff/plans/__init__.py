"""The weekly and the monthly plan, for customer service and the manager."""
