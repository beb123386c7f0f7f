"""What the staff bot can be asked about announcements."""

from handlers.announcement_taps import (
    AnnouncementDeed,
    ListAnnouncements,
    ListReaders,
    ListUnreached,
    OpenAnnouncement,
    PrintAnnouncement,
    ToldByPhone,
)
from handlers.parts import Part
from handlers.staff.announcements import cards, forms, readers
from handlers.taps import Place

ANNOUNCEMENTS = Part(
    places={Place.ANNOUNCEMENTS: cards.announcements_menu},
    taps={
        OpenAnnouncement: cards.open_announcement,
        ListAnnouncements: cards.list_announcements,
        AnnouncementDeed: forms.do_deed,
        ListReaders: readers.list_readers,
        ToldByPhone: readers.note_phoned,
        ListUnreached: readers.list_unreached,
        PrintAnnouncement: readers.print_announcement,
    },
    cards={"announcement": cards.announcement_card},
    flows=forms.FLOWS,
)
