"""The manager's mailbox (经理信箱): sealed letters, opened weekly, read by the manager only, answered by letter (R143, R144)."""
