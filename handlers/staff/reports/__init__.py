"""The weekly and the monthly report, and the export of ledgers, for those in charge."""
