"""What a handler is given: the session, the person, the time, and the routes of the bot they are on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.joined import joined
from bot.payments import Checkout, Paid
from bot.screens import Button, Screen
from bot.tables import Conversation
from bot.taps import Tap
from bot.texts import Reader, Words
from models.estate import Project
from models.groups.tables import ChatGroup
from models.media.actions import Sent
from models.notices import Notice
from models.people import Person, Side, Staff
from models.refusals import NotYours, Refusal

if TYPE_CHECKING:
    from bot.forms.flow import Flow


@dataclass
class Scene:
    """One turn, as handlers see it."""

    session: Session
    project: Project
    side: Side
    now: datetime
    reader: Reader
    routes: "Routes"
    person: Person | None
    conversation: Conversation | None = None
    admitted: bool = True  # False for strangers, and for who has not confirmed the privacy notice yet (R205)

    group: ChatGroup | None = None  # where it is said, if not in private
    former: Person | None = None  # who was at home here until the access ended: what they told the office stays theirs

    @property
    def me(self) -> Person:
        """The person who acts; raises NotYours for a stranger."""
        if self.person is None:
            raise NotYours
        return self.person

    @property
    def staff(self) -> Staff:
        """The member of staff who acts; raises NotYours for anybody else."""
        if self.me.staff is None or self.me.staff.left_at:
            raise NotYours
        return self.me.staff


@dataclass(frozen=True)
class Open:
    """A handler's wish to open a form, for instance about one ticket."""

    flow: "type[Flow]"
    about: int = 0
    given: Mapping[str, Any] = field(default_factory=dict)  # answers that are known already


Reply = Screen | Open
CardOf = Callable[[Scene, int], Screen]


@dataclass(frozen=True)
class Command:
    """A command of the menu, and what the menu says about it."""

    handler: Callable[[Scene], Reply]
    says: Words
    for_all: bool = False  # strangers may give it too


@dataclass(frozen=True)
class Quoted:
    """A message in a group to which somebody replied with a command, or the command's own words."""

    author: int  # the Telegram id
    words: str
    message_id: int


@dataclass(frozen=True)
class GroupRoutes:
    """What one of the bots can be asked in a group; everything else belongs into the private chat."""

    joined: Callable[[Scene], Screen]  # what is said when the bot has come in and stays
    cards: Mapping[str, CardOf]
    taps: Mapping[type[Tap], Callable[[Scene, Any], Screen]]
    commands: Mapping[str, Callable[[Scene, Quoted], Screen]]
    private: Words  # what a tap or a command is told that belongs into the private chat
    # What is answered at once to words that cannot wait, as words of danger cannot.
    ahead: Callable[[Scene, str], Screen | None] = lambda _scene, _words: None


@dataclass(frozen=True)
class Routes:
    """Everything that one of the bots can be asked; handlers fill it, the machine follows it."""

    side: Side
    home: Callable[[Scene], Screen]
    stranger: Callable[[Scene], Screen]  # what somebody sees who is not admitted
    start: Callable[[Scene, str], Reply]  # what comes with an invitation's link
    free_text: Callable[[Scene, str], Reply]
    first_words: Callable[
        [Scene, str], Reply
    ]  # what somebody writes who is not admitted: perhaps the code of an invitation
    free_media: Callable[[Scene, Sent], Reply]  # a picture outside of any form: the form that it is for, or a kind word
    talk_to_a_person: Callable[[Scene, str], Screen]  # perhaps about a subject such as "ticket:7"
    away: Words  # what is said in a group
    no_longer: Words  # what an old card turns into when its reader has no part in it any more
    commands: Mapping[str, Command]
    taps: Mapping[type[Tap], Callable[[Scene, Any], Reply]]
    flows: Sequence["type[Flow]"]
    cards: Mapping[str, CardOf]
    notice: Callable[[Scene, Notice], Screen | None]
    refusal: Callable[[Refusal], Words]
    about: Words  # the bot's own description
    groups: GroupRoutes
    # What comes before any form and any answer, if the words are such, as words of danger are.
    ahead: Callable[[Scene, str], Screen | None] = lambda _scene, _words: None
    # Whether words cannot wait, however much somebody writes: those of danger, and all during one's own alarm (R220).
    pressing: Callable[[Scene, str], bool] = lambda _scene, _words: False
    # What somebody sends besides words who is not admitted; None where it is good for nothing.
    first_media: Callable[[Scene, Sent], Reply | None] = lambda _scene, _sent: None
    # A telephone number sent as a contact outside of any form; None where it is good for nothing.
    free_number: Callable[[Scene, Sent], Reply | None] = lambda _scene, _sent: None
    # Whether somebody may pay now: None, or politely why they may not. It only reads, and Telegram waits for ten seconds.
    checkout: Callable[[Scene, Checkout], Words | None] | None = None
    # Money has been taken, once for each charge, whoever paid: `person` may be None. It must be kept; it cannot refuse.
    paid: Callable[[Scene, Paid], Screen] | None = None
    beside: tuple[Button, ...] = ()  # what stands beside the ways on of every form
    flow_by_name: dict[str, "type[Flow]"] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flow_by_name", joined(*({flow.name: flow} for flow in self.flows)))

    def card(self, scene: Scene, subject: str) -> Screen | None:
        """The card of a subject such as "ticket:17", for the one who reads; None for a subject without a card.

        In a group a card shows less.
        """
        kind, _, number = subject.partition(":")
        draw = (self.cards if scene.group is None else self.groups.cards).get(kind)
        return draw(scene, int(number)) if draw else None
