"""The weekly and the monthly plan (周计划, 月计划): five recurring items each, ticked with a note and evidence (R159, R160)."""
