"""What the staff bot can be asked about lost and found."""

from handlers.found_taps import (
    Compare,
    ItemDeed,
    ListFound,
    OpenItem,
    OpenLoss,
    PrintFound,
    RuleOut,
    ShowThing,
    TellOwner,
)
from handlers.parts import Part
from handlers.show_thing import show_thing
from handlers.staff.found import card, forms, losses, menu, registering
from handlers.taps import Place

FOUND = Part(
    places={Place.FOUND: menu.found_menu},
    taps={
        ListFound: menu.list_found,
        OpenItem: card.open_item,
        ItemDeed: card.item_deed,
        OpenLoss: losses.open_loss,
        Compare: losses.compare,
        TellOwner: losses.say_same,
        RuleOut: losses.say_other,
        ShowThing: show_thing,
        PrintFound: menu.print_found,
    },
    cards={"found": card.item_card, "loss": losses.loss_card},
    flows=(registering.RegisterFound, *forms.FLOWS),
)
