"""All that the two bots can be asked."""

from collections.abc import Mapping

from bot.scene import Routes
from handlers.owner import routes as owner
from handlers.staff import routes as staff
from models.people import Side

ROUTES: Mapping[Side, Routes] = {Side.OWNER: owner.ROUTES, Side.STAFF: staff.ROUTES}
