"""The digest's lines about fees (DOMAIN 5.4)."""

from collections.abc import Iterator

from bot.texts import Money, T, Words
from models.receivables.digesting import Collection


def fee_lines(one: Collection) -> Iterator[Words]:
    """Paid today and the month's rate; then what waits."""
    if one.is_empty:
        return
    paid = Money(one.today_fen)
    if one.percent is None:
        yield T("staff", "Fees: paid today {money}", money=paid)
    else:
        facts = {"percent": one.percent, "target": one.target}
        yield T("staff", "Fees: paid today {money}; this month {percent}%, target {target}%", money=paid, **facts)
    if one.questions or one.asks or one.unseen:
        yield T(
            "staff",
            "Fees: {questions} questions to answer, {asks} wishes to decide, {unseen} transfers to find",
            questions=one.questions,
            asks=one.asks,
            unseen=one.unseen,
        )
