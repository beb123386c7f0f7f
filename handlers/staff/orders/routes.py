"""What the staff bot can be asked about the money of paid orders."""

from handlers.money_taps import ListOrders, MoneyDeed, OrderRecords, PrintOrders, RefundDeed, Revenue, ShowProofs
from handlers.order_taps import OpenOrder
from handlers.parts import Part
from handlers.staff.orders import card, forms, overview, owed, refund_deeds
from handlers.taps import Place

ORDERS = Part(
    places={Place.PAID_ORDERS: overview.show_orders},
    taps={
        OpenOrder: card.open_order,
        MoneyDeed: card.money_deed,
        RefundDeed: refund_deeds.refund_deed,
        OrderRecords: card.records,
        ShowProofs: card.show_proofs,
        ListOrders: overview.list_orders,
        Revenue: overview.show_revenue,
        PrintOrders: overview.print_orders,
    },
    cards={"order": card.order_card, "refund": card.refund_card},
    flows=(*forms.FLOWS, *owed.FLOWS),
)
