"""What the staff bot can be asked about the price list."""

from handlers.parts import Part
from handlers.price_taps import (
    ChangePrice,
    ListPrices,
    ListPriceVersions,
    ListPriceWork,
    MovePrice,
    OpenPrice,
    PrintPrices,
    WritePrice,
)
from handlers.staff.prices import cards, forms, lists
from handlers.taps import Place

PRICES = Part(
    places={Place.PRICES: lists.prices},
    taps={
        ListPrices: lists.list_prices,
        ListPriceWork: lists.list_work,
        ListPriceVersions: lists.list_versions,
        PrintPrices: lists.print_prices,
        OpenPrice: cards.open_price,
        MovePrice: cards.move,
        ChangePrice: forms.change_price,
        WritePrice: forms.write_price,
    },
    cards={"price": cards.price_card},
    flows=forms.FLOWS,
)
