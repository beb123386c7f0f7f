"""What an owner thinks of a job, as colleagues read it (R053)."""

from bot.scene import Scene
from bot.texts import T, Words
from models.tickets.rating import latest_rating
from models.tickets.tables import Ticket


def rating_lines(scene: Scene, ticket: Ticket) -> list[Words]:
    """What the owner thinks: aspect by aspect, and in words."""
    rating = latest_rating(scene.session, ticket)
    if rating is None:
        return []
    aspects = {"one": rating.punctuality, "two": rating.attitude, "three": rating.quality, "four": rating.tidiness}
    scores = T("staff", "Rated: punctuality {one}, attitude {two}, quality {three}, tidiness {four}", **aspects)
    said = T("staff", "Owner's opinion: {words}", words=rating.comment)
    return [*([scores] if rating.lowest else []), *([said] if rating.comment else [])]
