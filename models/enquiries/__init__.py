"""Enquiries (咨询): a question, the answer that was shown or given, and whether it helped (R034, R037, R038)."""
