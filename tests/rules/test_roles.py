"""Questions about roles that several parts of the office ask (R003)."""

import pytest

from models import demo
from models.roles import in_charge, leads_engineering
from models.rota import staff_of
from tests.rules.builders import Office

pytestmark = pytest.mark.rows("R003")


def names(office: Office) -> list[str]:
    return [one.person.name for one in in_charge(staff_of(office.session, office.project))]


def test_the_supervisor_is_in_charge_or_else_the_manager_or_else_nobody(office: Office):
    assert names(office) == ["许文静"]
    office.staff("许文静").left_at = office.now
    assert names(office) == ["周立新"]
    office.staff("周立新").left_at = office.now
    assert names(office) == []


def test_one_head_leads_engineering(office: Office):
    everybody = [office.staff(row["name"]) for row in demo.rows("staff")]
    assert [one.person.name for one in everybody if leads_engineering(one)] == ["何志强"]
    office.staff("何志强").left_at = office.now
    assert not leads_engineering(office.staff("何志强"))
