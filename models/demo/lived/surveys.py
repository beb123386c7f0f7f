"""What was improved after the last opinion survey: a task that was set and done in the week before (R153)."""

from collections.abc import Iterator
from datetime import datetime

from models.assignments.actions import finish
from models.demo.lived.past import Past, Story
from models.surveys.measures import set_measure
from models.surveys.results import latest

SUPERVISOR, HEAD = "许文静", "曹桂芳"


def an_improvement(past: Past) -> Iterator[datetime]:
    """Cleaning was the weakest area, so its head has seen to it."""
    yield past.at(6, "10:15")
    one = latest(past.session, past.project)
    if one is None:
        raise LookupError("the demo office without its last survey")
    words = "卫生间和茶水间改为每小时巡查一次，并在门后签到表登记"
    due_at, to = past.at(2, "17:00"), past.staff(HEAD).person_id
    task = past.does(set_measure, one.id, SUPERVISOR, to=to, words=words, due_at=due_at)
    yield past.at(3, "16:10")
    past.does(finish, task.id, HEAD, words="签到表已张贴，本周巡查记录齐全")


STORIES: tuple[Story, ...] = (an_improvement,)
