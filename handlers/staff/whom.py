"""The question for somebody of the office: by department and then by person, or by a typed name or staff number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.forms.questions import NotAnAnswer, Option, Question
from bot.texts import T, Words, listed
from handlers.staff.names import PAGE, page_of
from models.people import Staff
from models.rota import staff_of

if TYPE_CHECKING:
    from bot.forms.flow import Form

TEAM, PERSON, TURN, TEAMS = "t", "p", "n", "all"


@dataclass(frozen=True, kw_only=True)
class Whom(Question):
    """One of those whom `may` allows; kept as {"person": id}, and as {"team": id, "page": number} on the way there."""

    may: Callable[[Staff, Staff], bool]

    def _known(self, form: "Form") -> list[Staff]:
        me = form.scene.staff
        return [one for one in staff_of(form.scene.session, form.scene.project) if self.may(me, one)]

    def options(self, form: "Form") -> Sequence[Option]:
        """The departments, or the people of the one that was chosen, page by page."""
        known, value = self._known(form), form.get(self.name) or {}
        teams = {one.department_id: one.department for one in known}
        team = next(iter(teams)) if len(teams) == 1 else value.get("team")
        if team not in teams:
            return [Option(f"{TEAM}{number}", one.name) for number, one in sorted(teams.items())]
        people, page = [one for one in known if one.department_id == team], value.get("page", 0)
        shown = [Option(f"{PERSON}{one.person_id}", _called(one)) for one in page_of(people, page)]
        more = [Option(f"{TURN}{page + 1}", T("button", "Next page"))] if len(people) > (page + 1) * PAGE else []
        back = [Option(TEAMS, T("button", "Other departments"))] if len(teams) > 1 else []
        return [*shown, *more, *back]

    def wants_more(self, value: Any) -> bool:
        """Until it is a person."""
        return isinstance(value, dict) and "person" not in value

    def still_good(self, form: "Form", value: Any) -> bool:
        """Whether the person may still be chosen."""
        return self.wants_more(value) or any(one.person_id == value["person"] for one in self._known(form))

    def pick(self, form: "Form", key: str) -> Any:
        """A department, a page, or the person."""
        super().pick(form, key)
        if key == TEAMS:
            return {}
        number, before = int(key[1:]), form.get(self.name) or {}
        match key[0]:
            case "p":
                return {"person": number}
            case "n":
                return {**before, "page": number}
            case _:
                return {"team": number}

    def write(self, form: "Form", text: str) -> Any:
        """A staff number, a name or a part of it that only one has, or a department's name."""
        wanted, known = text.strip().casefold(), self._known(form)
        exact = [one for one in known if wanted in (one.number.casefold(), one.person.name.casefold())]
        found = exact or [one for one in known if wanted and wanted in one.person.name.casefold()]
        if len(found) == 1:
            return {"person": found[0].person_id}
        if found:
            names = listed(
                (T("staff", "{name} {number}", name=one.person.name, number=one.number) for one in found), ", "
            )
            raise NotAnAnswer(T("staff", "Several fit: {names}. Please write the staff number.", names=names))
        team = next((one.department for one in known if wanted in _names_of(one)), None)
        if team is not None:
            return {"team": team.id}
        raise NotAnAnswer(T("staff", "Nobody fits whom you can ask. Please tap, or write a name or staff number."))

    def said(self, form: "Form", value: Any) -> Words:
        """Name and title."""
        found = next((one for one in self._known(form) if one.person_id == value.get("person")), None)
        return _called(found) if found else "-"


def _names_of(one: Staff) -> tuple[str, str]:
    name = one.department.name
    return name.zh.casefold(), name.en.casefold()


def _called(one: Staff) -> Words:
    return listed([one.person.name, one.title], " ")
