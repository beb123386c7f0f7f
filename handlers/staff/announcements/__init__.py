"""Announcements at the office: drafted, approved by another, sent, ended, and who has read them."""
