"""What tests let people do in groups. Bots hear there of commands and of answers to them, administrators of everything."""

from collections.abc import Iterable

from bot.sandbox import gatherings, hands
from bot.sandbox.records import GROUP
from bot.sandbox.views import GroupView, MessageView, group_view, message_view
from bot.sandbox.world import World


class GroupDeeds:
    """Deeds raise NotPossible for people who are not in the group, and KeyError for groups that are none."""

    _world: World

    def new_group(
        self,
        bot_keys: str | Iterable[str],
        title: str,
        members: Iterable[int],
        by: int,
        sees_all: bool = False,
        *,
        bots_may_write: bool = True,
        basic: bool = False,
    ) -> int:
        """A person founds a group with people and a bot, or several; returns its chat id.

        `sees_all` makes the bots administrators: privacy mode does not hold for them. `basic` makes it a "group"
        instead of a "supergroup".
        """
        group = gatherings.found(self._world, title, members, by, basic=basic, bots_may_write=bots_may_write)
        for bot in [bot_keys] if isinstance(bot_keys, str) else bot_keys:
            gatherings.add_bot(self._world, group, bot, by, sees_all=sees_all)
        return group.chat_id

    def add_to_group(self, bot_key: str, title: str, by: int) -> int:
        """A person puts a bot into a new group of their own; returns the group's chat id."""
        return self.new_group(bot_key, title, [by], by)

    def add_bot(self, bot_key: str, group_id: int, by: int, *, sees_all: bool = False) -> None:
        """A person lets a further bot into a group, or lets one in again."""
        gatherings.add_bot(self._world, self._world.groups[group_id], bot_key, by, sees_all=sees_all)

    def remove_from_group(self, bot_key: str, group_id: int, by: int) -> None:
        """A person removes a bot from a group."""
        gatherings.remove_bot(self._world, self._world.groups[group_id], bot_key, by)

    def migrate_group(self, group_id: int) -> int:
        """A group becomes a supergroup; returns its new id. Sends to the old one are refused from now on."""
        return gatherings.migrate(self._world, self._world.groups[group_id]).chat_id

    def say_in_group(self, user_id: int, group_id: int, text: str, reply_to: int | None = None) -> MessageView:
        """A person writes in a group, perhaps in answer to a message."""
        return message_view(self._world, hands.say(self._world, user_id, (GROUP, group_id), text, reply_to))

    def tap_in_group(self, user_id: int, group_id: int, message_id: int, callback_data: str) -> str:
        """A person taps a button in a group; returns the callback query's id."""
        return hands.tap(self._world, user_id, (GROUP, group_id), message_id, callback_data).query_id

    def press_in_group(self, user_id: int, group_id: int, label: str, message_id: int | None = None) -> str:
        """A person taps the button with these words in a group, as Sandbox.press does in a private chat."""
        pressed, data = self.group(group_id).find_button(label, message_id)
        return self.tap_in_group(user_id, group_id, pressed, data)

    def edit_in_group(self, user_id: int, group_id: int, message_id: int, text: str) -> MessageView:
        """A person corrects a message of their own in a group."""
        return message_view(self._world, hands.edit(self._world, user_id, (GROUP, group_id), message_id, text))

    def group(self, group_id: int) -> GroupView:
        """A group and its messages as they stand now."""
        return group_view(self._world, group_id)
