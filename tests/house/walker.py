"""Walks through everything that a person can reach by tapping, as a curious finger would; whatever it does is undone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.outbox.letters import scene_for
from bot.screens import draw
from bot.tables import BotAccount, Conversation
from bot.updates.effects import Answer, Show
from bot.updates.incoming import Incoming, Kind
from bot.updates.turn import Turn
from handlers.house import ROUTES
from handlers.taps import Go
from models.notices import Notice
from models.people import Binding, Person, Side
from models.refusals import Refusal
from tests.rules.builders import Office

BOTS = {Side.OWNER: 1, Side.STAFF: 2}
MOVES = re.compile(r"^f:\d+:")
DEEPEST, MOST = 4, 3000
PLACE = f"{Go.prefix}:"
# What was read on a whole walk, by office, person and bot: a walk changes nothing, so that once is enough.
WALKS: WeakKeyDictionary[Session, dict[tuple[int, Side], list[str]]] = WeakKeyDictionary()


@dataclass
class Walker:
    """One person's finger on one of the bots."""

    office: Office
    person: Person
    side: Side
    read: list[str] = field(default_factory=list)  # every text seen, buttons and pop-ups included
    tapped: set[str] = field(default_factory=set)
    places: list[str] = field(
        default_factory=list
    )  # buttons to a screen of its own: walked from there, however deep they were found

    @property
    def session(self) -> Session:
        """The office's."""
        return self.office.session

    @property
    def chat(self) -> int:
        """The number of the private chat."""
        mine = select(Binding.telegram_id).where(Binding.person_id == self.person.id, Binding.side == self.side)
        return self.session.scalars(mine).one()

    def walk(self) -> list[str]:
        """Tap everything, from the first screen and from every command and waiting notice on; returns what was read."""
        for bot in BOTS.items():
            if self.session.get(BotAccount, bot[1]) is None:
                account = BotAccount(
                    id=bot[1], project_id=self.office.project.id, side=bot[0], username=f"{bot[0]}_bot"
                )
                self.session.add(account)
        self.session.flush()
        for command in ROUTES[self.side].commands:
            self._go(Incoming(Kind.COMMAND, self.chat, self.chat, command=command), 0)
        self._notices()
        while self.places:
            self._tap(self.places.pop(0), 0)
        assert len(self.tapped) < MOST, "the finger did not get everywhere"
        return self.read

    def opens(self, data: str) -> list[str]:
        """Send any callback data, and read what comes back; nothing further is tapped."""
        before = len(self.read)
        self._go(Incoming(Kind.TAP, self.chat, self.chat, data=data, callback_id="1", message_id=1), DEEPEST)
        return self.read[before:]

    def writes(self, text: str) -> list[str]:
        """Write something outside of any form."""
        before = len(self.read)
        self._go(Incoming(Kind.TEXT, self.chat, self.chat, text=text, message_id=1), DEEPEST - 1)
        return self.read[before:]

    def _notices(self) -> None:
        mine = select(Notice).where(Notice.person_id == self.person.id, Notice.side == self.side)
        for notice in self.session.scalars(mine).all():
            routes = ROUTES[self.side]
            scene = scene_for(self.session, routes, self.person, self.office.now, self.chat, BOTS[self.side])
            try:
                with self.session.begin_nested():
                    screen = routes.notice(scene, notice)
            except Refusal:
                continue
            if screen is not None:
                drawn = draw(screen, scene.reader)
                self.read.append(drawn.text)
                self._tap_all(drawn.keyboard, 0)

    def _go(self, incoming: Incoming, depth: int) -> None:
        undo = self.session.begin_nested()
        for effect in Turn(self.session, ROUTES, BOTS[self.side], incoming, self.office.now).effects():
            match effect:
                case Answer(text=text):
                    self.read.append(text)
                case Show(text=text, keyboard=keyboard):
                    self.read.append(text)
                    self._tap_all(keyboard, depth + 1)
        undo.rollback()
        self.session.expire_all()

    def _tap_all(self, keyboard: list[list[dict[str, str]]], depth: int) -> None:
        for button in (one for row in keyboard for one in row):
            self.read.append(button["text"])
            data = button.get("callback_data", "")
            known = MOVES.sub(f"{self._form()}:", data)
            if not data or depth >= DEEPEST or known in self.tapped or len(self.tapped) >= MOST:
                continue
            self.tapped.add(known)
            if data.startswith(PLACE):
                self.places.append(data)
            else:
                self._tap(data, depth)

    def _tap(self, data: str, depth: int) -> None:
        self._go(Incoming(Kind.TAP, self.chat, self.chat, data=data, callback_id="1", message_id=1), depth)

    def _form(self) -> str:
        """Which form is open: its buttons are others in each."""
        here = (Conversation.bot_id == BOTS[self.side], Conversation.chat_id == self.chat)
        return self.session.scalar(select(Conversation.form).where(*here)) or ""


def everywhere(office: Office, person: Person, side: Side) -> list[str]:
    """What somebody reads on a whole walk, in an office in which nothing happens meanwhile: each walks it once."""
    known = WALKS.setdefault(office.session, {})
    if (person.id, side) not in known:
        known[person.id, side] = Walker(office, person, side).walk()
    return list(known[person.id, side])


def everybody(session: Session) -> Iterator[tuple[Person, Side]]:
    """Everybody who is on one of the bots."""
    wanted = select(Person, Binding.side).join(Binding, Binding.person_id == Person.id).order_by(Person.id)
    yield from ((person, side) for person, side in session.execute(wanted).all())
