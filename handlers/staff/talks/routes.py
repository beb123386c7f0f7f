"""What the staff bot can be asked about conversations."""

from handlers.parts import Part
from handlers.staff.talks import cards, forms
from handlers.talk_taps import EndTalk, OpenTalk, PutTalkBack, TakeTalk

TALKS = Part(
    taps={
        OpenTalk: cards.open_talk,
        TakeTalk: cards.take_talk,
        PutTalkBack: cards.put_back,
        EndTalk: cards.end_talk,
    },
    cards={"talk": cards.talk_card},
    flows=forms.FLOWS,
)
