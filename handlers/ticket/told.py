"""What a colleague reads about the owner having been told: the truth about who is not on the bot (R021, R060)."""

from bot.scene import Scene
from bot.texts import T, Words, listed
from models.access.rights import reads_the_bot
from models.tickets.parts import side_of
from models.tickets.tables import Ticket

BY_TELEPHONE = T("staff", "The owner is not on the bot: customer service tells them by telephone.")


def reporter_reads(scene: Scene, ticket: Ticket) -> bool:
    """Whether whoever reported it reads what the office writes."""
    return reads_the_bot(scene.session, ticket.reporter, side_of(scene.session, ticket.reporter_id))


def if_told(scene: Scene, ticket: Ticket, told: Words, others: Words) -> Words:
    """The words for an owner who has been told, or who else was, and that somebody telephones."""
    return told if reporter_reads(scene, ticket) else listed([others, BY_TELEPHONE], " ")
