"""What the staff bot can be asked about what the office sets itself."""

from handlers.parts import Part
from handlers.staff.policy import cards, forms
from handlers.staff.taps import OpenGroup, OpenValue, PolicyHistory
from handlers.taps import Place

POLICY = Part(
    places={Place.POLICY: cards.policy_menu},
    taps={OpenGroup: cards.open_group, OpenValue: cards.open_value, PolicyHistory: cards.policy_history},
    cards={"policy": cards.value_card},
    flows=forms.FLOWS,
)
