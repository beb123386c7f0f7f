"""The sections of a report: each file has one function (session, project, period) -> Section; `contents.py` lists them."""
