"""Where a screen goes: a message of its own, or one that is edited in place; an album has one screen."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import cards
from bot.forms.screens import conversation_of
from bot.scene import Scene
from bot.screens import Screen
from bot.tables import Card
from bot.updates.effects import Effect, Show, show
from bot.updates.incoming import Incoming, Kind


class Showing:
    """The showing of one screen in one chat."""

    def __init__(self, scene: Scene, incoming: Incoming) -> None:
        self.scene, self.incoming, self.session = scene, incoming, scene.session
        self.chat = conversation_of(scene)

    def of(self, screen: Screen) -> list[Effect]:
        """The message that is edited, or posted while an older one loses its buttons."""
        edit = self.incoming.message_id if self.incoming.kind == Kind.TAP and not screen.fresh else None
        album = self.incoming.media.album if self.incoming.media else ""
        if album and self._is_later_piece(album):
            if self.chat.live_message is None:
                return []  # the album's screen is on its way, and is drawn anew when it is there
            edit = self._outlived()
        aside = self.incoming.kind == Kind.PAID and self.chat.form is not None
        # A form that is still open keeps its buttons.
        stays = aside or (edit is not None and (screen.subject or self.chat.form))
        strip = self._replaced(screen.subject, edit) or (None if stays else self._outlived(edit))
        self.session.flush()
        event = cards.newest(self.session, screen.subject) if screen.subject else 0
        shown = show(screen, self.scene.reader, edit=edit, strip=strip, event=event)
        if edit is not None:
            self._edited(edit, screen, shown)
        if not album:
            return [replace(shown, aside=aside)]
        if edit is None:
            self.chat.live_message = None
        return [replace(shown, album=album, pieces=self.chat.pieces)]

    def again(self, screen: Screen, live: int) -> Show:
        """The screen of an album, which has grown since it was drawn."""
        shown = show(screen, self.scene.reader, edit=live, strip=None)
        return replace(shown, album=self.chat.album, pieces=self.chat.pieces)

    def _is_later_piece(self, album: str) -> bool:
        """Count a piece; whether an earlier one of its album was handled before."""
        later = self.chat.album == album
        self.chat.album, self.chat.pieces = album, self.chat.pieces + 1 if later else 1
        return later

    def _edited(self, message_id: int, screen: Screen, shown: Show) -> None:
        here = {"bot_id": self.chat.bot_id, "chat_id": self.chat.chat_id}
        remember(self.session, **here, message_id=message_id, shown=shown)
        if screen.subject:
            cards.is_up_to_date(self.session, **here, subject=screen.subject)
        else:
            self.chat.live_message = message_id

    def _replaced(self, subject: str, edit: int | None) -> int | None:
        """The message that was the subject's card until now: a ticket has one live card in a chat."""
        old = self.session.get(Card, (self.chat.bot_id, self.chat.chat_id, subject)) if subject else None
        return old.message_id if old and old.message_id != edit else None

    def _outlived(self, edit: int | None = None) -> int | None:
        """The message whose buttons another one replaces; a live card keeps its own."""
        live = self.chat.live_message if self.chat.live_message != edit else None
        here = (Card.bot_id == self.chat.bot_id, Card.chat_id == self.chat.chat_id, Card.message_id == live)
        return live if live and self.session.scalar(select(Card.message_id).where(*here)) is None else None


def remember(
    session: Session, bot_id: int, chat_id: int, message_id: int, shown: Show, event: int | None = None
) -> None:
    """Keep what a message shows now: a card, or nothing that could change by itself."""
    if shown.subject:
        cards.place(
            session,
            bot_id=bot_id,
            chat_id=chat_id,
            subject=shown.subject,
            message_id=message_id,
            look=shown.look,
            short=shown.short or None,
            event=event,
        )
    else:
        cards.vacate(session, bot_id=bot_id, chat_id=chat_id, message_id=message_id)
