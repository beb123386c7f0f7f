"""What an import would do with each row: what is new, what becomes different, what is at fault and why (R002, R104, R108)."""

from datetime import timedelta
from typing import Any

import pytest

from models.people import Contact, Person, Staff
from models.policy import Policy
from models.setup.checking import check
from models.setup.checks.plan import Plan
from models.setup.faults import Wrong
from models.setup.reading import read
from models.setup.register import register_of
from models.setup.sheets import BY_CODE
from models.setup.values import value_of
from tests.rules.builders import Office
from tests.workbooks import contact, employee, shift, unit, workbook


def planned(office: Office, me: str = "周立新", pattern: str = Policy().phone_pattern, **sheets: Any) -> Plan:
    """The plan for a workbook with these rows, against the demo office."""
    office.session.flush()
    register = register_of(office.session, office.project, office.now.date())
    return check(read(workbook(**sheets)), register, phone_pattern=pattern, me=office.person(me).id)


def steps(plan: Plan) -> list[tuple[str, str, dict[str, Any]]]:
    return [(one.sheet, one.do, dict(one.new)) for one in plan.steps]


def faults(plan: Plan) -> list[tuple[str, int, str, Wrong]]:
    return [(one.sheet, one.row, one.column, one.wrong) for one in plan.faults]


def known(office: Office, name: str, unit_number: str) -> dict[str, Any]:
    """A contact of the register, as a row."""
    person = office.person(name)
    role = {"陈女士": "行政", "刘先生": "财务", "章先生": "业主"}[name]
    return {
        "unit": unit_number,
        "name": person.name,
        "honorific": person.honorific,
        "role": role,
        "phone": person.phone,
    }


@pytest.mark.parametrize(
    ("sheet", "column", "text", "value"),
    [
        ("units", "floor", "B1", "-1"),
        ("units", "floor", "地下2层", "-2"),
        ("units", "floor", "１２楼", "12"),
        ("units", "floor", "3F", "3"),
        ("units", "area_m2", "1,260.5 ㎡", "1261"),
        ("units", "area_m2", "180.4平方米", "180"),
        ("units", "status", "LET", "let"),
        ("units", "status", "fit out", "fit_out"),
        ("units", "contract_from", "2025/1/31", "2025-01-31"),
        ("units", "contract_from", "2025年1月31日", "2025-01-31"),
        ("units", "contract_from", "20250131", "2025-01-31"),
        ("units", "occupier_name", "-", ""),
        ("units", "occupier_name", "无", ""),
        ("contacts", "phone", "+86 138-0000-0001", "13800000001"),
        ("contacts", "phone", "（0510）8300 1234", "051083001234"),
        ("contacts", "committee", "YES", "yes"),
        ("contacts", "honorific", "Miss", "小姐"),
        ("staff", "role", "Customer Service Desk", "cs_desk"),
        ("staff", "department", "工程部", "engineering"),
        ("staff", "trades", "给排水，综合维修 / power", "water general power"),
        ("staff", "trades", "强电 空调", "power aircon"),
        ("staff", "trades", "low voltage, lift", "lowvoltage lift"),
        ("shifts", "weekdays", "1-5", "1,2,3,4,5"),
        ("shifts", "weekdays", "周一至周五", "1,2,3,4,5"),
        ("shifts", "weekdays", "Mon, Wed & Fri".replace(" &", ","), "1,3,5"),
        ("shifts", "weekdays", "周六、周日", "6,7"),
        ("shifts", "weekdays", "星期日到星期四", "1,2,3,4,7"),
        ("shifts", "weekdays", "每天", "1,2,3,4,5,6,7"),
        ("shifts", "weekdays", "135", "1,3,5"),
        ("shifts", "starts", "8：30", "08:30"),
        ("shifts", "starts", "8点", "08:00"),
        ("shifts", "starts", "0.3541666667", "08:30"),
        ("shifts", "ends", "24:00", "00:00"),
    ],
)
def test_values_are_understood_as_people_write_them(sheet: str, column: str, text: str, value: str):
    assert value_of(BY_CODE[sheet].column(column), text) == value


@pytest.mark.rows("R104", "R108")
def test_a_new_unit_with_its_contact_its_staff_and_their_shifts(office: Office):
    plan = planned(
        office,
        units=[unit("0907")],
        contacts=[contact("0907")],
        staff=[employee()],
        shifts=[shift(), shift(weekdays="六", starts="09:00", ends="12:00") | {"weekdays": "周六"}],
    )
    assert plan.faults == []
    assert [(one.sheet, one.row, one.do) for one in plan.steps] == [
        ("units", 2, "create"),
        ("staff", 2, "create"),
        ("contacts", 2, "create"),
        ("shifts", 2, "change"),
    ]
    assert plan.counts() == {
        "units": {"create": 1},
        "staff": {"create": 1},
        "contacts": {"create": 1},
        "shifts": {"change": 1},
    }


@pytest.mark.rows("R111")
def test_a_change_says_old_and_new_and_an_empty_cell_leaves_things_alone(office: Office):
    plan = planned(office, units=[{"number": "0301", "owner_name": "新业主", "note": "-", "occupier_name": None}])
    (step,) = plan.steps
    assert step.new == {"owner_name": "新业主", "note": ""}
    assert step.old == {"owner_name": "青禾软件(示例)有限公司", "note": "按时缴费，意见调查表已交回"}
    assert plan.faults == []


@pytest.mark.parametrize("number", [301, "301", "0301", " 0301 ", "０３０１", 301.0], ids=repr)
def test_a_unit_that_lost_its_zeros_is_known(office: Office, number: Any):
    plan = planned(office, units=[{"number": number, "keys": "2把"}], contacts=[contact(number)])
    assert [(one.sheet, one.do) for one in plan.steps] == [("units", "change"), ("contacts", "create")]
    assert plan.steps[1].new["unit"] == "0301"


def test_two_units_that_could_be_meant_are_neither(office: Office):
    office.unit("0301").number, office.unit("0302").number = "0077", "00077"
    assert faults(planned(office, contacts=[contact("77")])) == [("contacts", 2, "unit", Wrong.NO_UNIT)]


@pytest.mark.parametrize(
    ("more", "column", "wrong"),
    [
        ({"floor": "three"}, "floor", Wrong.NOT_A_FLOOR),
        ({"floor": None}, "floor", Wrong.EMPTY),
        ({"area_m2": "-5"}, "area_m2", Wrong.NOT_WHOLE),
        ({"area_m2": "NaN"}, "area_m2", Wrong.NOT_WHOLE),
        ({"area_m2": "1e99"}, "area_m2", Wrong.NOT_WHOLE),
        ({"owner_name": None}, "owner_name", Wrong.EMPTY),
        ({"owner_name": "-"}, "owner_name", Wrong.EMPTY),
        ({"owner_name": "长" * 61}, "owner_name", Wrong.TOO_LONG),
        ({"number": "9" * 21}, "number", Wrong.TOO_LONG),
        ({"number": None}, "number", Wrong.EMPTY),
        ({"status": "卖了"}, "status", Wrong.NOT_A_CHOICE),
        ({"contract_from": "2025-02-30"}, "contract_from", Wrong.NOT_A_DATE),
        ({"contract_from": "明年"}, "contract_from", Wrong.NOT_A_DATE),
        ({"contract_from": "2026-01-01", "contract_until": "2025-01-01"}, "contract_until", Wrong.BACKWARDS),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, dict) else str(one),
)
def test_what_is_wrong_with_a_unit_is_named(office: Office, more: dict[str, Any], column: str, wrong: Wrong):
    plan = planned(office, units=[unit("0907") | more, unit("0908")])
    assert faults(plan) == [("units", 2, column, wrong)]
    assert [one.row for one in plan.steps] == [3]


@pytest.mark.parametrize(
    ("more", "column", "wrong"),
    [
        ({"phone": "13800000"}, "phone", Wrong.NOT_A_PHONE),
        ({"phone": "电话不详"}, "phone", Wrong.NOT_A_PHONE),
        ({"phone": None}, "phone", Wrong.EMPTY),
        ({"unit": "9999"}, "unit", Wrong.NO_UNIT),
        ({"unit": None}, "unit", Wrong.EMPTY),
        ({"role": "老板"}, "role", Wrong.NOT_A_CHOICE),
        ({"role": None}, "role", Wrong.EMPTY),
        ({"name": None}, "name", Wrong.EMPTY),
        ({"honorific": "同志"}, "honorific", Wrong.NOT_A_CHOICE),
        ({"language": "法语"}, "language", Wrong.NOT_A_CHOICE),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, dict) else str(one),
)
def test_what_is_wrong_with_a_contact_is_named(office: Office, more: dict[str, Any], column: str, wrong: Wrong):
    plan = planned(office, contacts=[contact("0301") | more])
    assert faults(plan) == [("contacts", 2, column, wrong)]


def test_the_office_may_have_a_pattern_of_its_own(office: Office):
    assert faults(planned(office, pattern=r"8\d{3}", contacts=[contact("0301", phone="8123")])) == []
    assert faults(planned(office, pattern=r"8\d{3}", contacts=[contact("0301")]))[0][3] == Wrong.NOT_A_PHONE


@pytest.mark.parametrize("sheet", ["units", "staff"])
def test_a_number_twice_in_the_workbook_is_taken_once(office: Office, sheet: str):
    row = {"units": unit("0907"), "staff": employee()}[sheet]
    plan = planned(office, **{sheet: [row, row | {"note": "再来"} if sheet == "units" else row]})
    assert [(row, wrong) for _, row, _, wrong in faults(plan)] == [(3, Wrong.TWICE)]
    assert [one.row for one in plan.steps] == [2]


def test_a_contact_twice_in_the_workbook_is_taken_once(office: Office):
    plan = planned(office, contacts=[contact("0301"), contact("0301", role="财务"), contact("0302")])
    assert faults(plan) == [("contacts", 3, "", Wrong.TWICE)]
    assert [one.row for one in plan.steps] == [2, 4]


def test_a_faulty_unit_takes_its_contacts_with_it(office: Office):
    plan = planned(office, units=[unit("0907", floor="?")], contacts=[contact("0907")])
    assert faults(plan) == [("units", 2, "floor", Wrong.NOT_A_FLOOR), ("contacts", 2, "unit", Wrong.NO_UNIT)]


class TestWhoIsMeant:
    """A row means somebody who is known only if two of three agree."""

    def test_the_same_contact_is_nothing_to_do(self, office: Office):
        plan = planned(office, contacts=[known(office, "陈女士", "0301")])
        assert (plan.steps, plan.faults, plan.same) == ([], [], {"contacts": 1})

    def test_a_known_person_gets_another_unit(self, office: Office):
        plan = planned(office, contacts=[known(office, "陈女士", "0302")])
        (step,) = plan.steps
        assert (step.do, step.who["person"]) == ("create", office.person("陈女士").id)

    def test_a_new_telephone_of_somebody_known(self, office: Office):
        plan = planned(office, contacts=[known(office, "陈女士", "0301") | {"phone": "13911112222"}])
        (step,) = plan.steps
        assert (step.do, dict(step.new)) == ("change", {"phone": "13911112222"})

    def test_another_person_of_the_same_name_beside_the_known_one(self, office: Office):
        here = known(office, "陈女士", "0301")
        plan = planned(office, contacts=[here | {"phone": "13911112222"}, here])
        assert [(one.row, one.do) for one in plan.steps] == [(2, "create")]
        assert plan.same == {"contacts": 1}

    @pytest.mark.rows("R205")
    def test_a_phone_that_belongs_to_two_people_is_a_fault_that_names_both(self, office: Office):
        plan = planned(office, contacts=[contact("0302", name="程", phone=office.person("陈女士").phone)])
        (fault,) = plan.faults
        assert (fault.wrong, fault.column) == (Wrong.PHONE_OF_TWO, "phone")
        assert (fault.facts["one"], fault.facts["phone"]) == ("陈女士", "10000000005")

    def test_a_phone_that_two_rows_claim_is_a_fault_of_both(self, office: Office):
        plan = planned(office, contacts=[contact("0301"), contact("0302", name="别人"), contact("0303", name="戴强")])
        assert faults(plan) == [("contacts", row, "phone", Wrong.PHONE_OF_TWO) for row in (2, 3)]
        assert [one.facts["row"] for one in plan.faults] == [3, 2]
        assert [one.row for one in plan.steps] == [4]

    def test_whoever_is_registered_keeps_the_number_that_another_row_claims(self, office: Office):
        rows = [contact("0302", name="别人", phone=office.person("陈女士").phone), known(office, "陈女士", "0301")]
        plan = planned(office, contacts=rows)
        assert faults(plan) == [("contacts", 2, "phone", Wrong.PHONE_OF_TWO)]
        assert plan.same == {"contacts": 1}

    def test_a_colleague_and_a_contact_with_one_number_are_one_person_or_a_fault(self, office: Office):
        phone = office.person("高建军").phone
        same = planned(office, contacts=[contact("0302", name="高建军", phone=phone)])
        assert same.steps[0].who["person"] == office.person("高建军").id
        other = planned(office, staff=[employee()], contacts=[contact("0302", phone=employee()["phone"])])
        assert {wrong for *_, wrong in faults(other)} == {Wrong.PHONE_OF_TWO}

    def test_one_person_in_two_rows_is_described_alike(self, office: Office):
        rows = [contact("0301"), contact("0302", honorific="女士")]
        assert faults(planned(office, contacts=rows)) == [("contacts", 3, "honorific", Wrong.DIFFERS)]

    @pytest.mark.rows("R205")
    def test_a_former_contact_does_not_come_back_by_an_old_file(self, office: Office):
        former = office.session.query(Contact).filter_by(person_id=office.person("陈女士").id).one()
        former.ended_at = office.now - timedelta(days=3)
        assert faults(planned(office, contacts=[known(office, "陈女士", "0301")])) == [("contacts", 2, "", Wrong.ENDED)]

    @pytest.mark.rows("R205")
    def test_a_guest_is_nobody_whom_an_import_would_give_access(self, office: Office):
        guest = Person(project_id=office.project.id, name="戴强", phone="13800000001", guest=True)
        office.session.add(guest)
        (step,) = planned(office, contacts=[contact("0301")]).steps
        assert step.who["person"] == 0


class TestStaff:
    """Employees, their numbers, and the last manager."""

    def test_a_change_of_trade_and_post(self, office: Office):
        plan = planned(
            office, staff=[{"number": "E010", "name": "林海涛", "trades": "给排水、强电", "role": "部门主管"}]
        )
        (step,) = plan.steps
        assert dict(step.new) == {"trades": "water power", "role": "dept_head"}

    def test_the_order_of_trades_is_no_change(self, office: Office):
        plan = planned(
            office, staff=[{"number": "E013", "name": "唐国平", "trades": "给排水 强电 综合维修 木工门窗锁"}]
        )
        assert (plan.steps, plan.same) == ([], {"staff": 1})

    def test_a_number_of_somebody_else_is_a_fault(self, office: Office):
        plan = planned(office, staff=[employee("E010")])
        assert faults(plan) == [("staff", 2, "number", Wrong.NUMBER_OF_TWO)]
        assert plan.faults[0].facts["one"] == "林海涛"

    def test_a_name_that_was_misspelt_is_corrected(self, office: Office):
        plan = planned(office, staff=[{"number": "E010", "name": "林海滔", "phone": office.person("林海涛").phone}])
        assert [dict(one.new) for one in plan.steps] == [{"name": "林海滔"}]

    def test_the_number_of_somebody_who_left_is_not_given_again(self, office: Office):
        office.staff("林海涛").left_at = office.now
        assert faults(planned(office, staff=[employee("E010")])) == [("staff", 2, "number", Wrong.LEFT)]

    def test_who_left_is_taken_on_again_in_the_bot(self, office: Office):
        office.staff("林海涛").left_at = office.now
        plan = planned(office, staff=[employee("E110", name="林海涛", phone=office.person("林海涛").phone)])
        assert faults(plan) == [("staff", 2, "number", Wrong.LEFT)]
        assert plan.faults[0].facts["number"] == "E010"

    def test_one_colleague_does_not_become_two(self, office: Office):
        phone = office.person("林海涛").phone
        plan = planned(office, staff=[employee("E110", name="林海涛", phone=phone)])
        assert [(one.do, dict(one.new)["number"]) for one in plan.steps] == [("change", "E110")]

    def test_the_first_manager_finds_himself_in_the_list(self, office: Office):
        me = office.person("周立新")
        me.phone = ""
        rows = [
            {"number": "M01", "name": "周立新", "department": "管理处", "role": "项目经理", "phone": "13811112222"},
            employee("E001"),
        ]
        plan = planned(office, staff=rows)
        assert [(one.do, one.row) for one in plan.steps] == [("change", 2), ("create", 3)]
        assert plan.faults == []

    @pytest.mark.rows("R001")
    def test_the_last_manager_keeps_the_post(self, office: Office):
        demoted = {"number": "E001", "name": "周立新", "role": "部门主管"}
        plan = planned(office, staff=[demoted, employee("E101", role="项目经理")])
        assert faults(plan) == [("staff", 2, "role", Wrong.LAST_MANAGER)]
        assert [one.do for one in plan.steps] == ["create"]
        second: Staff = office.staff("许文静")
        second.role = office.staff("周立新").role
        assert faults(planned(office, staff=[demoted])) == []


class TestShifts:
    """The rows of one employee replace all shifts of that employee, or none."""

    def test_the_same_week_is_nothing_to_do(self, office: Office):
        plan = planned(office, shifts=[shift("E009"), shift("E009", weekdays="Mon-Fri")])
        assert (plan.steps, plan.faults, plan.same) == ([], [], {"shifts": 1})

    @pytest.mark.rows("R015")
    def test_another_week_replaces_it(self, office: Office):
        (step,) = planned(office, shifts=[shift("E009", starts=0.25, ends="14:00")]).steps
        assert (step.old["shifts"][0]["starts"], step.new["shifts"][0]["starts"]) == ("08:30", "06:00")

    def test_one_bad_row_holds_up_the_person_and_nobody_else(self, office: Office):
        rows = [shift("E009"), shift("E009", weekdays="周八"), shift("E010", ends="16:00")]
        plan = planned(office, shifts=rows)
        assert faults(plan) == [
            ("shifts", 2, "", Wrong.SHIFTS_HELD_UP),
            ("shifts", 3, "weekdays", Wrong.NOT_DAYS),
        ]
        assert [one.row for one in plan.steps] == [4]

    @pytest.mark.parametrize(
        ("more", "wrong"),
        [
            ({"staff": "E999"}, Wrong.NO_STAFF),
            ({"staff": None}, Wrong.EMPTY),
            ({"starts": "25:00"}, Wrong.NOT_A_TIME),
            ({"starts": "早上"}, Wrong.NOT_A_TIME),
            ({"ends": None}, Wrong.EMPTY),
            ({"weekdays": "0"}, Wrong.NOT_DAYS),
            ({"valid_from": "2025-09-20", "valid_until": "2025-09-01"}, Wrong.BACKWARDS),
        ],
        ids=str,
    )
    def test_what_is_wrong_with_a_shift_is_named(self, office: Office, more: dict[str, Any], wrong: Wrong):
        assert [one[3] for one in faults(planned(office, shifts=[shift("E009") | more]))] == [wrong]
