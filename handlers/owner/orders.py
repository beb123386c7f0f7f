"""Paid services on the owner bot: booking, asking, answering prices, times, paying, and what comes afterwards, in one table."""

from handlers.own_order_taps import (
    AgreeToPrice,
    ApprovePrice,
    AskPriceAgain,
    ComplainOf,
    HowToPay,
    PayOnline,
    TakeTime,
)
from handlers.owner import (
    ask_service,
    book,
    complain_of_order,
    order_card,
    order_times,
    paying,
    prices_answered,
    rework,
    spending,
)
from handlers.parts import Part

ORDERS = Part(
    taps={
        AgreeToPrice: prices_answered.agree,
        ApprovePrice: prices_answered.approve,
        AskPriceAgain: prices_answered.ask_again,
        TakeTime: order_times.take_time,
        HowToPay: paying.how_to_pay,
        PayOnline: paying.pay_online,
        ComplainOf: complain_of_order.complain_of,
    },
    cards={"order": order_card.order_card},
    flows=(
        book.BookService,
        ask_service.AskService,
        prices_answered.Discuss,
        prices_answered.Decline,
        prices_answered.Disapprove,
        order_times.MoveTime,
        paying.PayTransfer,
        rework.Rework,
        spending.SetLimit,
        complain_of_order.ComplainOfOrder,
    ),
)
