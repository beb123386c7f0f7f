"""Who gets in, by which way, and what they may: codes, requests, contacts and their rights (R205, DOMAIN 5.7)."""
