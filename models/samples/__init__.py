"""The quality sample (服务品质检查): each Friday some of the closed tickets, for the supervisor to look at again (R004, J34)."""
