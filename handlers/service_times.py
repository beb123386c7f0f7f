"""The question for the time of a visit that is booked: what is free, held while its owner thinks (R047, R067)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.moments import chosen, key_of
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.typed_times import HalfDay, read_time
from bot.texts import Day, Span, T, Words, lines
from models.capacity import actions, free
from models.capacity.free import FreeSpan
from models.capacity.needs import Need
from models.capacity.tables import Hold
from models.capacity.windows import STEP
from models.hours import hours_of
from models.refusals import SlotTaken, TimePast

LATER, FIRST = "later", "first"
PAGE, LOST = "page", "lost"  # what is noted in the draft: which times are shown, and that the chosen one was lost


def _nothing(form: Form) -> Sequence[Option]:
    return ()


@dataclass(frozen=True, kw_only=True)
class FreeTime(Choose):
    """A free time on a button, or typed; the answer is the number of the hold, for `models.capacity.actions.book`.

    A time that was lost, or does not last long enough for a `need` that has grown, is asked for again; every other answer stays.
    `subject` names the order whose booking is moved; `surcharged` says whether times outside service hours are marked.
    """

    need: Callable[[Form], Need]
    subject: Callable[[Form], str] = lambda form: ""
    surcharged: Callable[[Form], bool] = lambda form: True
    among: Callable[[Form], Sequence[Option]] = _nothing
    ask_even_one: bool = True
    per_row: int = 1
    retyped: ClassVar[bool] = True

    def words(self, form: Form) -> Words:
        """The question; that the chosen time was lost; or that there is none to choose."""
        lost = T(
            "owner",
            "Sorry, the time you chose has been filled meanwhile. Your other answers are kept. Please choose again, thank you.",
        )
        none = T(
            "owner",
            "Sorry, for the coming days all times are taken. Please press “Talk to a person”, and we will find one for you. Thank you.",
        )
        return lines(lost if self._noted(form, LOST) else None, super().words(form) if self._spans(form) else none)

    def automatic(self, form: Form) -> str | None:
        """None: a time is always chosen by a person."""
        return None

    def options(self, form: Form) -> Sequence[Option]:
        """The free times of this page, and the ways to others."""
        spans = self._spans(form)
        times = [Option(key_of(one.start), self._label(form, one)) for one in spans[: free.OFFERED]]
        more = [Option(LATER, T("button", "Later times"))] if self._has_later(form, spans) else []
        first = [Option(FIRST, T("button", "Earliest times"))] if self._noted(form, PAGE) else []
        return [*times, *more, *first]

    def _has_later(self, form: Form, spans: Sequence[FreeSpan]) -> bool:
        return len(spans) > free.OFFERED or bool(spans and self._next(form, spans[-1].start))

    def _label(self, form: Form, span: FreeSpan) -> Words:
        if span.outside_hours and self.surcharged(form):
            return T("button", "{time} (surcharge)", time=span.start)
        return span.start

    def _spans(self, form: Form) -> list[FreeSpan]:
        """What this page shows, or one more; the earliest ones where all of it were taken meanwhile."""
        return self._page(form) or self._next(form, None)

    def _page(self, form: Form) -> list[FreeSpan]:
        kind, _, key = self._noted(form, PAGE).partition(":")
        match kind:
            case "near":
                return self._near(form, chosen(form, key).start or form.scene.now)
            case "after":
                return self._next(form, chosen(form, key).start)
            case _:
                return self._next(form, None)

    def _how(self, form: Form) -> dict[str, Any]:
        return {"ignoring": self.subject(form), "thinking": form.scene.me}

    def _next(self, form: Form, after: datetime | None) -> list[FreeSpan]:
        scene = form.scene
        return free.free_starts(
            scene.session,
            scene.project,
            self.need(form),
            scene.now,
            most=free.OFFERED + 1,
            after=after,
            **self._how(form),
        )

    def _on(self, form: Form, day: date) -> list[FreeSpan]:
        scene = form.scene
        return free.free_on(scene.session, scene.project, self.need(form), scene.now, day, **self._how(form))

    def _near(self, form: Form, wanted: datetime) -> list[FreeSpan]:
        scene = form.scene
        return free.nearest(scene.session, scene.project, self.need(form), scene.now, wanted, **self._how(form))

    def _noted(self, form: Form, what: str) -> str:
        return str(form.draft.notes.get(f"{what}:{self.name}", ""))

    def _note(self, form: Form, what: str, said: str) -> None:
        form.note(f"{what}:{self.name}", said or None)

    def pick(self, form: Form, key: str) -> Any:
        """Hold the time of a button, or show others; raises NotAnAnswer."""
        if key in (LATER, FIRST):
            raise self._turned(form, key)
        try:
            start = chosen(form, key).start
        except ValueError:
            start = None
        if start is None:
            return super().pick(form, key)
        return self._held(form, start)

    def _turned(self, form: Form, key: str) -> NotAnAnswer:
        """Another page of times."""
        if key == FIRST:
            self._note(form, PAGE, "")
            return NotAnAnswer(T("owner", "Here are the earliest times."), stray=False)
        if spans := self._spans(form)[: free.OFFERED]:
            self._note(form, PAGE, f"after:{key_of(spans[-1].start)}")
        return NotAnAnswer(T("owner", "Here are later times."), stray=False)

    def write(self, form: Form, text: str) -> Any:
        """The words of a button, or a time as people type it: held if it is free; raises NotAnAnswer with what is free near it."""
        try:
            key = super().write(form, text)
        except NotAnAnswer:
            return self._typed(form, text)
        return self.pick(form, key)

    def _typed(self, form: Form, text: str) -> Any:
        local = form.scene.now.astimezone(form.scene.project.zone)
        match read_time(text, local):
            case None:
                raise NotAnAnswer(
                    T(
                        "owner",
                        "Sorry, please choose a time below, or write it like “tomorrow 9:30” or “16 Sep 14:30”. Thank you.",
                    )
                )
            case datetime() as start:
                return self._held(form, start)
            case HalfDay() as part:
                raise self._part(form, part)
            case day:
                raise self._day(form, day)

    def _part(self, form: Form, part: HalfDay) -> NotAnAnswer:
        """The free times of a part of a day, such as an afternoon, or else what is nearest to it."""
        inside = [one for one in self._on(form, part.start.date()) if part.start <= one.start < part.end]
        if not inside:
            return self._nearest(form, part.start)
        return self._from(form, inside[0].start, T("owner", "These times are free then. Please choose one, thank you."))

    def _day(self, form: Form, day: date) -> NotAnAnswer:
        """The free times of a day, or else what is nearest to it."""
        if not (found := self._on(form, day)):
            return self._nearest(form, hours_of(form.scene.project).begins(day))
        said = T("owner", "These times are free on {day}. Please choose one, thank you.", day=Day(found[0].start))
        return self._from(form, found[0].start, said)

    def _from(self, form: Form, first: datetime, words: Words) -> NotAnAnswer:
        """A page that begins with a free time."""
        self._note(form, PAGE, f"after:{key_of(first - STEP)}")
        return NotAnAnswer(words, stray=False)

    def _held(self, form: Form, start: datetime) -> int:
        """The number of the hold; raises NotAnAnswer with what is free near a time that is taken."""
        scene = form.scene
        try:
            held = actions.hold(
                scene.session,
                scene.project,
                self.need(form),
                start,
                by=scene.me,
                now=scene.now,
                subject=self.subject(form),
            )
        except TimePast:
            raise NotAnAnswer(
                T("owner", "Sorry, that time is over. Please give a later one, thank you."), stray=False
            ) from None
        except SlotTaken:
            raise self._nearest(form, start) from None
        self._note(form, PAGE, "")
        self._note(form, LOST, "")
        return held.id

    def _nearest(self, form: Form, wanted: datetime) -> NotAnAnswer:
        """What is free near a time at which nobody can come; it is what the buttons offer now."""
        self._note(form, PAGE, f"near:{key_of(wanted)}")
        return NotAnAnswer(
            T(
                "owner",
                "Sorry, at that time our colleagues are with other owners. The free times nearest to it are below. Thank you.",
            ),
            stray=False,
        )

    def still_good(self, form: Form, value: Any) -> bool:
        """Whether the time is still held, or can be had again for what is needed now."""
        if value is None:
            return True
        scene = form.scene
        good = actions.keep(scene.session, int(value), self.need(form), now=scene.now)
        self._note(form, LOST, "" if good else "yes")
        return good

    def said(self, form: Form, value: Any) -> Words:
        """The time, and whether it lies outside service hours."""
        found = form.scene.session.get(Hold, int(value))
        if found is None:
            return ""
        span = Span(found.starts, found.ends)
        if free.is_outside(hours_of(form.scene.project), found.starts, found.ends) and self.surcharged(form):
            return T("label", "{time} (outside service hours, with a surcharge)", time=span)
        return span
