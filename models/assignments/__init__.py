"""Tasks that somebody of the office gives to a colleague (交办事项, R016)."""
