"""Enquiries at the desk."""
