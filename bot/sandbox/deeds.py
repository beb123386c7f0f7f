"""What tests let people do in their private chats with the bots."""

from collections.abc import Sequence

from bot.sandbox import enclosures, hands
from bot.sandbox.records import Media
from bot.sandbox.views import ChatView, MessageView, Toast, chat_view, message_view, toasts_of
from bot.sandbox.world import World


class Deeds:
    """Deeds raise NotPossible where no Telegram app would offer them, and KeyError for people and bots that are none."""

    _world: World

    def say(self, user_id: int, bot_key: str, text: str) -> MessageView:
        """A person writes to a bot ("/start PAYLOAD" is what a deep link sends)."""
        return message_view(self._world, hands.say(self._world, user_id, bot_key, text))

    def photo(
        self, user_id: int, bot_key: str, content: bytes, caption: str = "", *, album: str | None = None
    ) -> MessageView:
        """A person sends a photo (JPEG, PNG, GIF or WebP), perhaps as a further piece of an album."""
        media = enclosures.photo(self._world, [bot_key], content)
        return self._sent(user_id, bot_key, media, caption, album or "")

    def album(self, user_id: int, bot_key: str, contents: Sequence[bytes], caption: str = "") -> list[MessageView]:
        """A person sends 2 to 10 photos as one album."""
        pieces = [enclosures.photo(self._world, [bot_key], content) for content in contents]
        messages = enclosures.send_album(self._world, user_id, bot_key, pieces, caption)
        return [message_view(self._world, message) for message in messages]

    def voice(self, user_id: int, bot_key: str, content: bytes, seconds: int) -> MessageView:
        """A person sends a voice note."""
        return self._sent(user_id, bot_key, enclosures.voice(self._world, [bot_key], content, seconds))

    def document(
        self,
        user_id: int,
        bot_key: str,
        name: str,
        content: bytes,
        mime: str = "application/octet-stream",
        caption: str = "",
        *,
        album: str | None = None,
    ) -> MessageView:
        """A person sends a file of any kind."""
        media = enclosures.document(self._world, [bot_key], name, content, mime)
        return self._sent(user_id, bot_key, media, caption, album or "")

    def location(self, user_id: int, bot_key: str, latitude: float, longitude: float) -> MessageView:
        """A person sends where they are."""
        return self._sent(user_id, bot_key, enclosures.location(latitude, longitude))

    def contact(self, user_id: int, bot_key: str, phone: str, *, own: bool = True, name: str = "") -> MessageView:
        """A person sends a telephone number; `own` says that it is that of their account."""
        return self._sent(user_id, bot_key, enclosures.contact(self._world, user_id, phone, own=own, name=name))

    def forward(
        self, user_id: int, bot_key: str, text: str, from_name: str, *, photo: bytes | None = None
    ) -> MessageView:
        """A person forwards what somebody wrote; who is in the cast comes with their account, others only by name."""
        media = enclosures.photo(self._world, [bot_key], photo) if photo is not None else None
        return message_view(self._world, enclosures.forward(self._world, user_id, bot_key, text, from_name, media))

    def tap(self, user_id: int, bot_key: str, message_id: int, callback_data: str) -> str:
        """A person taps a button; returns the callback query's id. Old messages and forged data are let through."""
        return hands.tap(self._world, user_id, bot_key, message_id, callback_data).query_id

    def press(self, user_id: int, bot_key: str, label: str, message_id: int | None = None) -> str:
        """A person taps the button with these words, under this message or the newest one that has it.

        Raises LookupError when they see no such button.
        """
        pressed, data = self.chat(user_id, bot_key).find_button(label, message_id)
        return self.tap(user_id, bot_key, pressed, data)

    def edit(self, user_id: int, bot_key: str, message_id: int, text: str) -> MessageView:
        """A person corrects a message of their own."""
        return message_view(self._world, hands.edit(self._world, user_id, bot_key, message_id, text))

    def read(self, user_id: int, bot_key: str) -> None:
        """A person looks at the chat: nothing in it is unread any more."""
        hands.read(self._world, user_id, bot_key, self._world.chats[bot_key, user_id].next_message_id - 1)

    def block(self, user_id: int, bot_key: str) -> None:
        """A person blocks a bot."""
        hands.block(self._world, user_id, bot_key)

    def unblock(self, user_id: int, bot_key: str) -> None:
        """A person unblocks a bot."""
        hands.unblock(self._world, user_id, bot_key)

    def chat(self, user_id: int, bot_key: str) -> ChatView:
        """A person's chat with a bot as it stands now."""
        return chat_view(self._world, user_id, bot_key)

    def toasts(self, user_id: int, bot_key: str) -> list[Toast]:
        """What the answers to this person's taps said."""
        return toasts_of(self._world, user_id, bot_key)

    def _sent(self, user_id: int, bot_key: str, media: Media, caption: str = "", album: str = "") -> MessageView:
        return message_view(self._world, enclosures.send(self._world, user_id, bot_key, media, caption, album))
