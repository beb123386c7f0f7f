"""The weekly and the monthly report of customer service (客服周报, 客服月报): counted, written, submitted, never changed (R157, R158)."""
