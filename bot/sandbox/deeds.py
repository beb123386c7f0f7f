"""What tests let people do in their private chats with the bots."""

from bot.sandbox import hands, till
from bot.sandbox.views import ChatView, MessageView, Toast, chat_view, message_view, toasts_of
from bot.sandbox.world import World


class Deeds:
    """Deeds raise NotPossible where no Telegram app would offer them, and KeyError for people and bots that are none."""

    _world: World

    def say(self, user_id: int, bot_key: str, text: str, *, reply_to: int | None = None) -> MessageView:
        """A person writes to a bot ("/start PAYLOAD" is what a deep link sends)."""
        return message_view(self._world, hands.say(self._world, user_id, (bot_key, user_id), text, reply_to))

    def tap(self, user_id: int, bot_key: str, message_id: int, callback_data: str) -> str:
        """A person taps a button; returns the callback query's id. Old messages and forged data are let through."""
        return hands.tap(self._world, user_id, (bot_key, user_id), message_id, callback_data).query_id

    def press(self, user_id: int, bot_key: str, label: str, message_id: int | None = None) -> str:
        """A person taps the button with these words, under this message or the newest one that has it.

        Raises LookupError when they see no such button.
        """
        pressed, data = self.chat(user_id, bot_key).find_button(label, message_id)
        return self.tap(user_id, bot_key, pressed, data)

    async def pay(
        self, user_id: int, bot_key: str, message_id: int | None = None, *, patience: float = till.PATIENCE
    ) -> till.PaymentResult:
        """A person pays this invoice, or the newest one of the chat, and waits for the bot so many seconds at most.

        Raises NotPossible when there is no such invoice.
        """
        return await till.pay(self._world, user_id, (bot_key, user_id), message_id, patience)

    def edit(self, user_id: int, bot_key: str, message_id: int, text: str) -> MessageView:
        """A person corrects a message of their own."""
        return message_view(self._world, hands.edit(self._world, user_id, (bot_key, user_id), message_id, text))

    def read(self, user_id: int, bot_key: str) -> None:
        """A person looks at the chat: nothing in it is unread any more."""
        hands.read(self._world, user_id, (bot_key, user_id), self._world.chats[bot_key, user_id].next_message_id - 1)

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
