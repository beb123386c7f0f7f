"""What tests let people send besides words, to a bot or, with `group`, into a group."""

from collections.abc import Sequence

from bot.sandbox import enclosures
from bot.sandbox.records import GROUP, Media, Place
from bot.sandbox.views import MessageView, message_view
from bot.sandbox.world import World


class MediaDeeds:
    """Each deed returns the message as it stands on the phone; `album` joins it to others with the same number."""

    _world: World

    def photo(
        self,
        user_id: int,
        bot_key: str,
        content: bytes,
        caption: str = "",
        *,
        group: int | None = None,
        album: str | None = None,
    ) -> MessageView:
        """A person sends a photo (JPEG, PNG, GIF or WebP)."""
        media = enclosures.photo(self._world, content)
        return self._sent(user_id, _place(user_id, bot_key, group), media, caption, album)

    def album(
        self, user_id: int, bot_key: str, contents: Sequence[bytes], caption: str = "", *, group: int | None = None
    ) -> list[MessageView]:
        """A person sends 2 to 10 photos as one album."""
        pieces = [enclosures.photo(self._world, content) for content in contents]
        place = _place(user_id, bot_key, group)
        messages = enclosures.send_album(self._world, user_id, place, pieces, caption)
        return [message_view(self._world, message) for message in messages]

    def voice(
        self, user_id: int, bot_key: str, content: bytes, seconds: int, *, group: int | None = None
    ) -> MessageView:
        """A person sends a voice note."""
        media = enclosures.voice(self._world, content, seconds)
        return self._sent(user_id, _place(user_id, bot_key, group), media)

    def document(
        self,
        user_id: int,
        bot_key: str,
        name: str,
        content: bytes,
        mime: str = "application/octet-stream",
        caption: str = "",
        *,
        group: int | None = None,
        album: str | None = None,
    ) -> MessageView:
        """A person sends a file of any kind."""
        media = enclosures.document(self._world, name, content, mime)
        return self._sent(user_id, _place(user_id, bot_key, group), media, caption, album)

    def location(
        self, user_id: int, bot_key: str, latitude: float, longitude: float, *, group: int | None = None
    ) -> MessageView:
        """A person sends where they are."""
        return self._sent(user_id, _place(user_id, bot_key, group), enclosures.location(latitude, longitude))

    def contact(
        self,
        user_id: int,
        bot_key: str,
        phone: str,
        *,
        own: bool = True,
        name: str = "",
        group: int | None = None,
    ) -> MessageView:
        """A person sends a telephone number; `own` says that it is that of their account."""
        media = enclosures.contact(self._world, user_id, phone, own=own, name=name)
        return self._sent(user_id, _place(user_id, bot_key, group), media)

    def forward(
        self,
        user_id: int,
        bot_key: str,
        text: str,
        from_name: str,
        *,
        photo: bytes | None = None,
        group: int | None = None,
    ) -> MessageView:
        """A person forwards what somebody wrote; who is in the cast comes with their account, others only by name."""
        media = enclosures.photo(self._world, photo) if photo is not None else None
        place = _place(user_id, bot_key, group)
        return message_view(self._world, enclosures.forward(self._world, user_id, place, text, from_name, media))

    def _sent(
        self, user_id: int, place: Place, media: Media, caption: str = "", album: str | None = None
    ) -> MessageView:
        return message_view(self._world, enclosures.send(self._world, user_id, place, media, caption, album or ""))


def _place(user_id: int, bot_key: str, group: int | None) -> Place:
    return (bot_key, user_id) if group is None else (GROUP, group)
