"""Meters, their readings and prices, and the monthly billing run that makes receivables of them (R127, R128, R131)."""
