"""One update, one transaction: find out who it is, ask the handler, keep what is to be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.forms import arrivals, buttons, engine
from bot.forms.buttons import StaleTap
from bot.forms.screens import FormTap
from bot.scene import Open, Reply, Routes, Scene
from bot.screens import Screen
from bot.tables import BotAccount, Inbox, InboxState
from bot.taps import ForgedTap, Tap, decode
from bot.texts import Reader, T, render
from bot.updates import flood, paying, who
from bot.updates.effects import Effect, Leave, Show, answer, charge, pack
from bot.updates.group_turn import NotOurs, group_screen
from bot.updates.incoming import Incoming, Kind
from bot.updates.showing import Showing
from models.estate import Project
from models.media.actions import Sent
from models.media.tables import MediaKind
from models.people import Side
from models.refusals import Refusal

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Key:
    """Which update."""

    bot_id: int
    update_id: int


def take(
    session: Session, routes: Mapping[Side, Routes], key: Key, incoming: Incoming, now: datetime
) -> list[Effect] | None:
    """Handle a stored update once; None if it was handled before (by another replica, or before a restart)."""
    mine = update(Inbox).where(
        Inbox.bot_id == key.bot_id, Inbox.update_id == key.update_id, Inbox.state == InboxState.STORED
    )
    if session.execute(mine.values(state=InboxState.COMMITTED)).rowcount != 1:  # type: ignore[attr-defined]
        return None
    effects = Turn(session, routes, key.bot_id, incoming, now).effects()
    if effects:
        session.execute(
            update(Inbox)
            .where(Inbox.bot_id == key.bot_id, Inbox.update_id == key.update_id)
            .values(effects=pack(effects))
        )
    return effects


class Turn:
    """The handling of one update."""

    def __init__(
        self, session: Session, routes: Mapping[Side, Routes], bot_id: int, incoming: Incoming, now: datetime
    ) -> None:
        self.session, self.bot_id, self.incoming, self.now = session, bot_id, incoming, now
        self.account = session.get_one(BotAccount, bot_id)
        self.project = session.get_one(Project, self.account.project_id)
        self.side = self.account.side
        self.routes = routes[self.side]

    def effects(self) -> list[Effect]:
        """What is to be shown."""
        match self.incoming.kind:
            case Kind.NOTHING:
                return []
            case Kind.BLOCKED | Kind.UNBLOCKED:
                who.note_reachability(self.session, self.account, self.incoming, self.now)
                return []
            case Kind.PAID:
                return self._paid()
        self._look_who_it_is()
        self.chat.active_at = self.now
        if self.incoming.group is not None:
            return self._in_group(self.incoming.group)
        return self._slowed(flood.slowed(self.scene, self.incoming))

    def _paid(self) -> list[Effect]:
        """Money has been taken: it is booked once, whoever paid; a refusal is a failure of ours, and is tried again."""
        assert self.incoming.paid is not None
        if not paying.keep(self.session, self.bot_id, self.incoming, self.now):
            return []
        self._look_who_it_is()
        return self._shown(paying.book(self.scene, self.incoming.paid))

    def _slowed(self, slowed: flood.Slowed | None) -> list[Effect]:
        """What is shown; of very many messages not every one has an answer of its own (R220)."""
        if slowed == flood.Slowed.KEPT:
            return []
        effects = self._shown(self._screen())
        if slowed == flood.Slowed.TOLD:
            return self._shown(flood.please_wait())
        return effects if slowed is None else []

    def _look_who_it_is(self) -> None:
        self.chat = who.conversation(self.session, self.bot_id, self.incoming, self.project.language)
        for_all = {flow.name for flow in self.routes.flows if flow.for_all}
        person, admitted = who.person(self.session, self.account, self.incoming, self.chat, for_all)
        reader = Reader(who.language(person, self.chat, self.project), self.project.zone)
        self.scene = Scene(
            self.session, self.project, self.side, self.now, reader, self.routes, person, self.chat, admitted
        )
        if person is None:
            self.scene.former = who.former(self.session, self.account, self.incoming)

    def _in_group(self, title: str) -> list[Effect]:
        """What is asked in a group has its own few answers; a group that is none of ours is left (R001, R204)."""
        tapped = self.incoming.kind == Kind.TAP
        try:
            with self.session.begin_nested():
                return self._shown(group_screen(self.scene, self.incoming, title))
        except (NotOurs, ForgedTap):
            if self.incoming.kind == Kind.GROUP:
                return [Leave(render(self.routes.away, self.scene.reader))]
            words = self.routes.groups.private
        except Refusal as refusal:
            words = self.routes.refusal(refusal)
        said = Screen(words).with_toast(words, alert=True)
        return [answer(self.incoming.callback_id, said, self.scene.reader)] if tapped else []

    def _screen(self) -> Screen | None:
        try:
            with self.session.begin_nested():
                return self._settled(self._reply())
        except Refusal as refusal:
            return self._refused(refusal)
        except (StaleTap, ForgedTap) as stale:
            log.info("stale or forged tap", kind=type(stale).__name__)
            return self._where_we_are()

    def _settled(self, reply: Reply | None) -> Screen | None:
        return engine.open_form(self.scene, reply) if isinstance(reply, Open) else reply

    def _reply(self) -> Reply | None:
        incoming, scene = self.incoming, self.scene
        if incoming.kind == Kind.COMMAND and incoming.command == "start" and incoming.text:
            return self.routes.start(scene, incoming.text)
        match incoming.kind:
            case Kind.COMMAND:
                return self._command()
            case Kind.TAP:
                return self._tapped(decode(incoming.data))
            case Kind.TEXT:
                return self._written()
            case Kind.EDITED:
                return self._edited()
            case Kind.MEDIA if self.incoming.media:
                return self._enclosed(self.incoming.media)
            case _:
                return self._not_words()

    def _command(self) -> Reply:
        """A command in the middle of a form lets the form rest; its answers are kept."""
        self.chat.form = None
        self.chat.moves += 1
        command = self.routes.commands.get(self.incoming.command)
        if command is None or not (self.scene.admitted or command.for_all):
            return self._home()
        return command.handler(self.scene)

    def _tapped(self, tap: Tap) -> Reply:
        if isinstance(tap, FormTap):
            return buttons.tapped(self.scene, tap)
        handler = self.routes.taps.get(type(tap))
        if handler is None or not (self.scene.admitted or tap.for_all):
            raise ForgedTap(tap.prefix)
        if self.chat.form and self.incoming.message_id == self.chat.live_message:
            self.chat.form = None  # a button of another screen lets the form rest
        return self._left_behind(handler(self.scene, tap))

    def _left_behind(self, reply: Reply) -> Reply:
        """A screen that an older card turns into takes the place of the form further below, which rests."""
        if self.chat.form and isinstance(reply, Screen) and not reply.subject:
            self.chat.form = None
            self.chat.moves += 1
        return reply

    def _ahead(self, words: str) -> Screen | None:
        """Words that cannot wait, wherever they are written; a form that was open rests, and keeps what it has."""
        screen = self.routes.ahead(self.scene, words) if words else None
        if screen is not None:
            self.chat.form = None
            self.chat.moves += 1
        return screen

    def _written(self) -> Reply:
        if (ahead := self._ahead(self.incoming.text)) is not None:
            return ahead
        form = engine.current(self.scene)
        if form is None:
            answer_to = self.routes.free_text if self.scene.admitted else self.routes.first_words
            return answer_to(self.scene, self.incoming.text)
        if (pressed := buttons.typed(form, self.incoming.text)) is not None:
            return pressed
        return engine.written(form, self.incoming.text, self.incoming.message_id)

    def _edited(self) -> Reply | None:
        form = engine.current(self.scene)
        screen = engine.rewritten(form, self.incoming.text, self.incoming.message_id) if form else None
        if screen is not None:
            return screen
        words = T(
            "owner",
            "You have changed an earlier message. Please send what is new as a message of its own, so that we see it. Thank you.",
        )
        return (engine.present(form) if form else self._home()).headed(words)

    def _enclosed(self, sent: Sent) -> Reply:
        """A picture, a voice note, a file, a place, a number; it is kept, whatever is written under it."""
        reply = self._kept(sent)
        return self._ahead(sent.caption) or reply

    def _kept(self, sent: Sent) -> Reply:
        form = engine.current(self.scene)
        if form is not None:
            return arrivals.arrived(form, sent, self.incoming.message_id)
        answer_to = self.routes.free_media if self.scene.admitted else self.routes.first_media
        reply = (self.routes.free_number if sent.kind == MediaKind.CONTACT else answer_to)(self.scene, sent)
        if reply is None:
            return self._not_words()
        return arrivals.outside(self.scene, reply, sent) if isinstance(reply, Open) else reply

    def _not_words(self) -> Reply:
        sorry = T("owner", "Sorry, please answer in words or with the buttons here. Thank you.")
        form = engine.current(self.scene)
        if form is None:
            return self._home().headed(sorry)
        return engine.present(form).headed(sorry)

    def _refused(self, refusal: Refusal) -> Screen:
        """An explanation and a way on (R180): the card as it is now, or the form with its answers, or the home screen."""
        words = self.routes.refusal(refusal)
        about = next((f"{kind}:{number}" for kind, number in refusal.facts.items()), "")
        try:
            card = self.routes.card(self.scene, about) if self.scene.admitted else None
        except Refusal:
            card = None
        screen = card or self._home()
        tapped = self.incoming.kind == Kind.TAP
        if not tapped or self.incoming.message_id == self.chat.live_message:
            self.chat.form = None  # another screen has taken its place: words written now must not go into it
        return screen.with_toast(words, alert=True) if tapped else screen.headed(words)

    def _where_we_are(self) -> Screen:
        """After a button of an earlier time: the present step of the form, or the home screen."""
        toast = T("owner", "This button belongs to an earlier step. Here is where we are now.")
        form = engine.current(self.scene)
        try:
            return (engine.present(form) if form else self._home()).with_toast(toast)
        except Refusal:  # what the form was about has gone meanwhile
            self.chat.form = None
            return self._home().with_toast(toast)

    def _home(self) -> Screen:
        """The first screen; for who is not let in, the welcome or the privacy notice."""
        return self.routes.home(self.scene) if self.scene.admitted else self.routes.stranger(self.scene)

    def _shown(self, screen: Screen | None) -> list[Effect]:
        tapped = self.incoming.kind == Kind.TAP
        effects: list[Effect] = [answer(self.incoming.callback_id, screen, self.scene.reader)] if tapped else []
        if screen is None:
            return effects
        if (charging := charge(screen, self.account.currency, self.scene.reader)) is not None:
            return [*effects, charging]
        return [*effects, *Showing(self.scene, self.incoming).of(screen)]

    def grown(self, drawn: Show) -> list[Effect]:
        """The screen of an album anew, where more of its pieces were handled than it knew when it was drawn."""
        self._look_who_it_is()
        form = engine.current(self.scene)
        live = self.chat.live_message
        if form is None or live is None or self.chat.album != drawn.album or self.chat.pieces <= drawn.pieces:
            return []
        try:
            return [Showing(self.scene, self.incoming).again(arrivals.standing(form), live)]
        except Refusal:  # what the form is about has gone; the next step says so
            return []
