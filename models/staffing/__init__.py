"""The people side of the office: who works here, who comes when, and who has said that they are here."""
