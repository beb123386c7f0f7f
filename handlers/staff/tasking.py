"""Questions that all forms share which give somebody a task: who does it, and by which day (R016, R094)."""

from datetime import datetime

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.moments import When, chosen
from bot.forms.questions import Option
from bot.texts import T, listed
from handlers.ticket.times import days
from models.assignments.parts import may_assign
from models.rota import staff_of
from models.tickets.waiting import end_of


def who_does_it() -> Choose:
    """Everybody to whom the asker may give something."""
    return Choose(
        ask=T("staff", "Who does it?"),
        label=T("staff", "Who"),
        among=lambda form: [
            Option(str(one.person_id), listed([one.person.name, one.title], " "))
            for one in staff_of(form.scene.session, form.scene.project)
            if may_assign(form.scene.staff, one)
        ],
        per_row=2,
    )


def by_which_day() -> When:
    """A day; its end counts."""
    return When(ask=T("staff", "By which day?"), label=T("staff", "Until"), among=days, hour=False)


def last_moment(form: Form, name: str) -> datetime:
    """The moment that was answered to a question for a day, or the end of that day."""
    time = chosen(form, form[name])
    return time.start or end_of(form.scene.project, time.day)
