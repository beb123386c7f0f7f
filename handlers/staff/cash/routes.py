"""What the staff bot can be asked about money."""

from handlers.cash_taps import (
    HandOverDeed,
    ListCash,
    OpenDeposit,
    OpenHandOver,
    OpenHolder,
    OpenPayment,
    PrintCash,
    SeeDeposit,
    SeePayment,
    ShowSlip,
    WithdrawDeposit,
)
from handlers.parts import Part
from handlers.staff.cash import cards, differing, forms, menu, mistaken
from handlers.taps import Place

CASH = Part(
    places={Place.CASH: menu.cash_menu},
    taps={
        ListCash: menu.list_cash,
        OpenHolder: menu.open_holder,
        PrintCash: menu.print_cash,
        OpenPayment: cards.open_payment,
        OpenHandOver: cards.open_hand_over,
        OpenDeposit: cards.open_deposit,
        HandOverDeed: cards.hand_over_deed,
        SeePayment: cards.see_payment,
        SeeDeposit: cards.see_deposit,
        ShowSlip: cards.show_slip,
        WithdrawDeposit: cards.withdraw_deposit,
    },
    cards={"payment": cards.payment_card, "handover": cards.hand_over_card, "deposit": cards.deposit_card},
    flows=(*forms.FLOWS, *differing.FLOWS, *mistaken.FLOWS),
)
