"""What the staff bot can be asked about the manager's mailbox."""

from handlers.mailbox_taps import (
    ListLetters,
    ListOpenings,
    OpeningDeed,
    OpenLetter,
    OpenOpening,
    PrintOpenings,
    SettleLetter,
    ShowLetter,
)
from handlers.parts import Part
from handlers.staff.mailbox import cards, forms, letters
from handlers.taps import Place

MAILBOX = Part(
    places={Place.MAILBOX: cards.mailbox_menu, Place.LETTERS: letters.letters_menu},
    taps={
        OpenOpening: cards.open_opening,
        OpeningDeed: cards.do_deed,
        ListOpenings: cards.list_openings,
        PrintOpenings: cards.print_openings,
        OpenLetter: letters.open_letter,
        ListLetters: letters.list_letters,
        SettleLetter: letters.settle_letter,
        ShowLetter: letters.show_pictures,
    },
    cards={"mailbox": cards.opening_card, "letter": letters.letter_card},
    flows=forms.FLOWS,
)
