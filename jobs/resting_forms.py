"""A form that nobody has touched for half an hour is paused politely, and its answers kept (DOMAIN 6, [timeout])."""

from bot import cards
from bot.clockwork.duties import Shift
from bot.forms.engine import rests_at, watch
from bot.forms.resting import note_rest
from bot.tables import Conversation
from models.dues import Due


def rest(shift: Shift, due: Due) -> None:
    """Let it rest, or look again later if it was touched since; its message is drawn anew as the pause."""
    chat = shift.session.get_one(Conversation, int(due.subject.partition(":")[2]), with_for_update=True)
    if chat.form is None:
        return
    if (later := rests_at(shift.project, chat, shift.now)) > shift.now:
        watch(shift.session, shift.project, chat, later)
        return
    note_rest(shift.session, chat, shift.now)
    if chat.live_message:
        cards.place(
            shift.session,
            bot_id=chat.bot_id,
            chat_id=chat.chat_id,
            subject=due.subject,
            message_id=chat.live_message,
            look="",
        )
        cards.mark_stale(shift.session, {due.subject})
