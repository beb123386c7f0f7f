"""What somebody on leave leaves behind: jobs for somebody else, and tasks whose deadline falls into these days (R015, R016)."""

from bot.scene import Scene
from bot.screens import Button, Row
from bot.texts import T, Words, lines, listed
from handlers.staff.assignments.cards import task_button
from handlers.taps import OpenTicket
from models.assignments.parts import parts_of
from models.staffing.roster import LeftBehind

MOST_JOBS, MOST_TASKS = 6, 4


def left_words(left: LeftBehind) -> Words:
    """How many of each."""
    jobs = T(
        "staff", "{count} jobs in hand fall into these days; please give them to somebody else.", count=len(left.jobs)
    )
    tasks = T(
        "staff",
        "{count} tasks are to be done by these days; please hand them on, or set another date.",
        count=len(left.tasks),
    )
    return lines(jobs if left.jobs else None, tasks if left.tasks else None)


def left_rows(scene: Scene, left: LeftBehind) -> tuple[Row, ...]:
    """The first of them as buttons; of tasks those that the reader may see."""
    jobs = [Button(listed([job.number, job.symptom.name], " "), OpenTicket(job.id)) for job in left.jobs[:MOST_JOBS]]
    seen = [one for one in left.tasks if parts_of(scene.staff.person, one)]
    return tuple((button,) for button in (*jobs, *(task_button(scene, one) for one in seen[:MOST_TASKS])))
