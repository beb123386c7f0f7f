"""What both forms that book an item know of it: the time that is held, who has to come, and what it comes to then (R064, R065)."""

from bot.forms.flow import Form
from models.capacity.needs import Need
from models.capacity.tables import Hold
from models.orders import booking
from models.orders.needs import need_for
from models.prices.estimate import ONE, Estimate
from models.prices.tables import PriceEdition


def time_held(form: Form) -> Hold:
    """The time that was chosen."""
    return form.scene.session.get_one(Hold, int(form["time"]))


def need_in(form: Form, edition: PriceEdition) -> Need:
    """Who has to come, and for how long; for one, until the quantity is said."""
    return need_for(edition, form.get("quantity") or ONE)


def estimate_in(form: Form, edition: PriceEdition) -> Estimate:
    """What it comes to at that time."""
    kept = time_held(form)
    return booking.price_of(form.scene.project, edition, form["quantity"], kept.starts, kept.ends)
