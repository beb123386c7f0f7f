"""What happened in the demo office before the demo begins, told as stories that play the office's own deeds (DOMAIN 4.9)."""

from models.demo.lived import complaints, incidents, letters, orders, questions, repairs, surveys
from models.demo.lived.past import Past, Story, begins

STORIES: tuple[Story, ...] = (
    *repairs.STORIES,
    *complaints.STORIES,
    *incidents.STORIES,
    *questions.STORIES,
    *letters.STORIES,
    *orders.STORIES,
    *surveys.STORIES,
)

__all__ = ["STORIES", "Past", "Story", "begins"]
