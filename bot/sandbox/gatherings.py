"""What people do with groups: found one, let a bot in or out, and make a supergroup of it."""

from collections.abc import Iterable

from bot.sandbox.errors import NotPossible
from bot.sandbox.hearing import happened, set_membership
from bot.sandbox.records import Group
from bot.sandbox.world import World

# Telegram tells the kinds of chats apart by these ranges.
FIRST_SUPERGROUP = -1_000_000_000_001
FIRST_BASIC_GROUP = -5_000_000_001
LONGEST_TITLE = 128


def found(
    world: World, title: str, members: Iterable[int], by: int, *, basic: bool = False, bots_may_write: bool = True
) -> Group:
    """A person founds a group with others; nobody but people is in it yet."""
    title = title.strip()
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise NotPossible(f"a group's title has 1 to {LONGEST_TITLE} characters")
    everybody = [world.people[user].telegram_id for user in dict.fromkeys([by, *members])]
    return _new(
        world,
        Group(
            chat_id=_free_id(world, basic),
            title=title,
            creator=by,
            members=everybody,
            basic=basic,
            bots_may_write=bots_may_write,
        ),
    )


def add_bot(world: World, group: Group, bot: str, by: int, *, sees_all: bool = False) -> None:
    """A person lets a bot into the group; one that shall see everything is made an administrator."""
    _check_in(group, by)
    if bot in group.bots_here:
        raise NotPossible("this bot is in the group already")
    set_membership(world, group, bot, by, "administrator" if sees_all else "member")
    happened(world, group, by, new_chat_members=[world.bots[bot].telegram_id])


def remove_bot(world: World, group: Group, bot: str, by: int) -> None:
    """A person removes a bot; it hears of that, and of nothing afterwards."""
    _check_in(group, by)
    if bot not in group.bots_here:
        raise NotPossible("this bot is not in the group")
    set_membership(world, group, bot, by, "kicked")
    happened(world, group, by, left_chat_member=world.bots[bot].telegram_id)


def migrate(world: World, old: Group) -> Group:
    """A group becomes a supergroup with a new id. (Telegram does so with basic groups only; here any may.)"""
    if old.migrated_to:
        raise NotPossible("this group was upgraded before")
    new = _new(
        world,
        Group(
            chat_id=_free_id(world, basic=False),
            title=old.title,
            creator=old.creator,
            members=list(old.members),
            bots=dict(old.bots),
            bots_may_write=old.bots_may_write,
        ),
    )
    happened(world, old, old.creator, migrate_to_chat_id=new.chat_id)
    old.migrated_to = new.chat_id
    world.save_room(old)
    happened(world, new, new.creator, migrate_from_chat_id=old.chat_id)
    return new


def _new(world: World, group: Group) -> Group:
    world.open_group(group)
    world.save_room(group)
    return group


def _free_id(world: World, basic: bool) -> int:
    return (FIRST_BASIC_GROUP if basic else FIRST_SUPERGROUP) - len(world.groups)


def _check_in(group: Group, by: int) -> None:
    if by not in group.members or group.migrated_to:
        raise NotPossible("this person is not in this group")
