"""Plays what happened before the demo begins: stories, the office's clock and its duties, each at its moment (DOMAIN 4.9)."""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import takewhile

from sqlalchemy import update

from bot.clockwork import duties
from bot.clockwork.duties import Schedule, Slot
from bot.documents import Task, make_here
from models.demo.lived import Past, Story
from models.dues import next_due_at
from models.notices import Notice, NoticeState


def play(past: Past, schedule: Schedule, documents: Mapping[str, Task], stories: Iterable[Story]) -> None:
    """Let all of it happen in order until the demo begins; what people were told then, they have heard then."""
    under_way = {story: story(past) for story in stories}
    coming = {story: next(told) for story, told in under_way.items()}
    slots = _slots(past, schedule)
    while coming:
        story = min(coming, key=lambda one: coming[one])
        _walk(past, schedule, slots, coming.pop(story))
        if (moment := next(under_way[story], None)) is not None:
            coming[story] = moment
    _walk(past, schedule, slots, past.opening)
    make_here(past.session, documents, past.opening)
    _heard(past)


def _slots(past: Past, schedule: Schedule) -> deque[Slot]:
    """Every duty's slots of these days, in order."""
    found = (
        Slot(past.project.id, duty, at)
        for duty in schedule.duties
        for at in takewhile(lambda at: at <= past.opening, duties.slots(duty, past.project.zone, past.now))
    )
    return deque(sorted(found, key=lambda slot: slot.at))


def _walk(past: Past, schedule: Schedule, slots: deque[Slot], until: datetime) -> None:
    """The clock goes there through everything that falls due on the way; it never jumps over anything."""
    while True:
        past.session.flush()
        due = next_due_at(past.session, schedule.dues)
        if due is not None and due <= until and not (slots and slots[0].at < due):
            past.now = max(past.now, due)
            due_id = duties.earliest_due(past.session, schedule, past.now)
            if due_id is not None:
                duties.do_due(past.session, due_id, schedule, past.now, past.now)
        elif slots and slots[0].at <= until:
            past.now = slots[0].at
            _run(past, slots.popleft())
        else:
            break
    past.now = until


def _run(past: Past, slot: Slot) -> None:
    duties.claim(past.session, slot, past.now)
    while duties.step(past.session, slot, past.now, past.now):
        past.session.flush()


def _heard(past: Past) -> None:
    """Nobody's phone rings for what is over."""
    waiting = update(Notice).where(Notice.state == NoticeState.QUEUED, Notice.not_before <= past.opening)
    past.session.execute(waiting.values(state=NoticeState.SENT, sent_at=Notice.not_before))
