"""What the staff bot can be asked about warranties."""

from handlers.parts import Part
from handlers.staff.taps import ListWarranties, OpenWarranty
from handlers.staff.warranty import cards, forms
from handlers.taps import Place

WARRANTIES = Part(
    places={Place.WARRANTIES: cards.warranties},
    taps={ListWarranties: cards.list_warranties, OpenWarranty: cards.open_warranty},
    cards={"warranty": cards.warranty_card},
    flows=forms.FLOWS,
)
