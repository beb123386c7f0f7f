"""The machine: the only package that knows Telegram; it turns updates into transactions and notices into messages."""
