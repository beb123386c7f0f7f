"""What the staff bot can be asked about the knowledge base."""

from handlers.knowledge_taps import (
    ChangeEntry,
    HandInAnyway,
    LearnFrom,
    ListEditions,
    ListVersions,
    MoveEdition,
    OpenEdition,
)
from handlers.parts import Part
from handlers.staff.knowledge import cards, deeds, forms
from handlers.taps import Place

KNOWLEDGE = Part(
    places={Place.KNOWLEDGE: cards.knowledge},
    taps={
        ListEditions: cards.list_editions,
        OpenEdition: cards.open_edition,
        ListVersions: cards.list_versions,
        MoveEdition: deeds.move,
        HandInAnyway: deeds.hand_in_anyway,
        ChangeEntry: deeds.change_entry,
        LearnFrom: forms.learn_from,
    },
    cards={"edition": cards.edition_card},
    flows=forms.FLOWS,
)
