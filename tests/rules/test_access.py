"""Rights by role and side, codes and their tries, and the end of access, held against the rules themselves (R205, DOMAIN 5.7)."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.access import codes, contacts, privacy, requests, rights, sheets
from models.access.codes import ALPHABET, looks_like_code, redeem, spelled
from models.access.requests import Application
from models.access.rights import ROLES, Right, may, rights_of, units_where_may
from models.access.tables import CodeTry, Invitation
from models.notices import Notice
from models.people import Binding, Contact, Person, Role, Side
from models.refusals import AlreadyBound, Gone, NotYours, Outdated, PhoneTaken, TooManyTries, WordsMissing
from models.register import editing
from models.register.changes import changes_of
from models.register.unit_parts import Part, parts_for
from models.tickets.lifecycle import Status
from models.tickets.parts import parts_of
from models.tickets.queries import reported_by, visible
from models.units import units_of
from tests.rules.builders import Office

# The lines "see unit file" and "export personal data" of DOMAIN 5.7, as written there.
FILE = {
    Role.CS_DESK: "all",
    Role.CS_FIELD: "all",
    Role.CS_SUPERVISOR: "all",
    Role.MANAGER: "all",
    Role.CASHIER: "billing",
    Role.FINANCE: "billing",
    Role.DEPT_HEAD: "task",
}


def contact(office: Office, name: str, unit: str | None = None) -> Contact:
    """Somebody's contact, of one of their units."""
    wanted = select(Contact).where(Contact.person_id == office.person(name).id).order_by(Contact.id)
    found = [one for one in office.session.scalars(wanted) if unit in (None, one.unit.number)]
    return found[0]


@pytest.mark.rows("R205")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("unit", ["0301", "0302"])
def test_the_price_of_a_contract_is_never_a_tenants(office: Office, role: str, unit: str):
    chen = contact(office, "陈女士") if unit == "0301" else contact(office, "杜女士")
    chen.role = role
    has = rights_of(chen)
    assert {Right.REPORT, Right.SEE_FILE} <= has
    if unit == "0302" and role != "owner":
        assert Right.SEE_CONTRACT not in has
    if role == "finance":
        assert Right.SEE_BILLS in has
        assert Right.MANAGE not in has
    if role == "owner":
        assert has == frozenset(Right)


@pytest.mark.rows("R205")
def test_the_two_people_of_0302(office: Office):
    owner, tenant, unit = office.person("章先生"), office.person("杜女士"), office.unit("0302")
    assert may(office.session, owner, unit, Right.SEE_CONTRACT)
    assert not may(office.session, tenant, unit, Right.SEE_CONTRACT)
    assert may(office.session, tenant, unit, Right.ORDER)
    assert not may(office.session, tenant, office.unit("0301"), Right.REPORT)
    assert units_where_may(office.session, office.person("凌女士"), Right.REPORT) == list(
        units_of(office.session, office.person("凌女士"))
    )


@pytest.mark.rows("R203")
@pytest.mark.parametrize("role", Role)
def test_who_sees_which_part_of_a_file(office: Office, role: Role):
    staff = office.staff("郑雨")
    staff.role = role
    parts = parts_for(staff)
    match FILE.get(role, "name, address, task"):
        case "all":
            assert parts == frozenset(Part)
        case "billing":
            assert Part.TERMS in parts
            assert not parts & {Part.TICKETS, Part.PHONES, Part.CALLS, Part.CHANGES, Part.ATTACHMENTS}
        case "task":
            assert not parts & {Part.TERMS, Part.CONTACTS, Part.PHONES, Part.CHANGES}
        case _:
            assert parts == {Part.NAME, Part.TICKETS}


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(st.text(alphabet=ALPHABET, min_size=12, max_size=12), st.sampled_from([" ", "-", "", " - ", "\u3000"]))
def test_a_code_is_read_in_any_shape(code: str, gap: str):
    typed = gap.join([code[:4].lower(), code[4:8], code[8:].lower()])
    assert codes.bare(typed) == code
    assert looks_like_code(typed)
    assert looks_like_code(spelled(code))


@pytest.mark.parametrize(
    "text", ["", "0301", "BX20250915001", "ABCD-EFGH-JKM", "ABCD-EFGH-JKMO", "水龙头一直在滴水请来看看"]
)
def test_what_is_no_code(text: str):
    assert not looks_like_code(text)


def use(office: Office, code: str, account: int = 555, side: Side = Side.OWNER) -> Person | None:
    """Bring a code."""
    return redeem(office.session, project=office.project, side=side, code=code, telegram_id=account, now=office.now)


@pytest.mark.rows("R205")
def test_a_code_binds_once_and_a_newer_one_voids_it(office: Office):
    lei = contact(office, "雷先生")
    by = office.person("郑雨")
    first = codes.code_for_contact(office.session, lei.id, by=by, now=office.now).code
    second = codes.code_for_contact(office.session, lei.id, by=by, now=office.now).code
    assert use(office, first) is None
    assert use(office, second, side=Side.STAFF) is None
    assert use(office, second) is lei.person
    assert use(office, second, 556) is None
    kept = office.session.scalars(select(Invitation.code_hash)).all()
    assert not any(second in one or first in one for one in kept)


@pytest.mark.rows("R205")
@pytest.mark.parametrize("name", ["林海涛", "钱敏", "冯雪", "何志强", "蒋磊", "安然", "陈女士"])
def test_only_customer_service_and_the_manager_give_codes(office: Office, name: str):
    with pytest.raises(NotYours):
        codes.code_for_contact(office.session, contact(office, "雷先生").id, by=office.person(name), now=office.now)


@pytest.mark.rows("R205")
def test_the_limit_of_tries_is_per_account_and_hour(office: Office):
    good = codes.code_for_contact(
        office.session, contact(office, "雷先生").id, by=office.person("郑雨"), now=office.now
    ).code
    for letter in "ABCDE":
        assert use(office, letter * 12) is None
    with pytest.raises(TooManyTries):
        use(office, good)
    assert use(office, "FFFFFFFFFFFF", 556) is None
    told = office.session.scalars(select(Notice).where(Notice.kind == "access.tries")).all()
    assert len(told) == 1
    office.later(hours=1, seconds=1)
    assert use(office, good) is not None
    office.later(hours=2)
    use(office, "GGGGGGGGGGGG", 557)
    assert len(office.session.scalars(select(CodeTry)).all()) == 1


@pytest.mark.rows("R205")
def test_the_code_of_somebody_who_has_left_lets_nobody_in(office: Office):
    lei, by = contact(office, "雷先生"), office.person("郑雨")
    code = codes.code_for_contact(office.session, lei.id, by=by, now=office.now).code
    contacts.end_contact(office.session, lei.id, by=by, now=office.now, why="已迁出")
    assert use(office, code) is None
    with pytest.raises(Gone):
        codes.code_for_contact(office.session, lei.id, by=by, now=office.now)


def test_one_code_for_somebody_with_two_units(office: Office):
    ling = office.person("凌女士")
    office.session.delete(office.session.scalars(select(Binding).where(Binding.person_id == ling.id)).one())
    office.session.flush()
    made = sheets.codes_for(
        office.session, office.project, whom=sheets.EVERYBODY, floors={8}, by=office.person("郑雨"), now=office.now
    )
    assert [(one.person.called.zh, units) for one, units in made] == [("凌女士", ["0801", "0803"])]
    again = sheets.codes_for(
        office.session, office.project, whom=sheets.WITHOUT_CODE, floors={8}, by=office.person("郑雨"), now=office.now
    )
    assert again == []


@pytest.mark.parametrize(
    ("text", "floors"),
    [("3", {3}), ("3, 5-7", {3, 5, 6, 7}), ("3，5、6", {3, 5, 6}), ("三层", None), ("7-", None), ("", None)],
)
def test_floors_as_people_list_them(text: str, floors: set[int] | None):
    assert sheets.read_floors(text) == floors


@pytest.mark.rows("R205")
@pytest.mark.parametrize("status", [Status.RECORDED, Status.ACCEPTED, Status.PROCESSED, Status.FED_BACK, Status.CLOSED])
def test_after_the_end_no_rule_shows_anything_of_the_unit(office: Office, status: Status):
    ticket, chen, by = office.brought_to(status), office.person("陈女士"), office.person("郑雨")
    contacts.end_contact(office.session, contact(office, "陈女士").id, by=by, now=office.now, why="已迁出")
    binding = privacy.owner_binding(office.session, chen)
    assert binding is not None
    assert parts_of(office.session, chen, ticket, office.now) == frozenset()
    with pytest.raises(Gone):
        visible(office.session, ticket.id, chen, office.now)
    assert list(reported_by(office.session, chen)) == []
    assert list(units_of(office.session, chen)) == []
    assert not rights.belongs(office.session, chen, Side.OWNER)
    assert not rights.is_admitted(office.session, chen, binding)
    assert not any(may(office.session, chen, office.unit(), right) for right in Right)
    with pytest.raises(NotYours):
        privacy.confirm(office.session, chen, version=privacy.VERSION, now=office.now)


@pytest.mark.rows("R205")
def test_staff_who_are_contacts_too_keep_working(office: Office):
    plumber, by = office.person("林海涛"), office.person("郑雨")
    ours = contacts.add_contact(
        office.session, unit=office.unit("0305"), person=plumber, role="owner", by=by, now=office.now
    )
    contacts.end_contact(office.session, ours.id, by=by, now=office.now, why="已迁出")
    assert rights.belongs(office.session, plumber, Side.STAFF)
    assert not rights.belongs(office.session, plumber, Side.OWNER)
    ticket = office.brought_to(Status.ASSIGNED)
    assert parts_of(office.session, plumber, ticket, office.now)


def test_an_end_needs_a_reason_and_an_heir_of_the_same_unit(office: Office):
    chen, by = contact(office, "陈女士"), office.person("郑雨")
    with pytest.raises(WordsMissing):
        contacts.end_contact(office.session, chen.id, by=by, now=office.now, why="  ")
    with pytest.raises(Gone):
        contacts.end_contact(
            office.session, chen.id, by=by, now=office.now, why="已迁出", heir=contact(office, "杜女士")
        )
    with pytest.raises(NotYours):
        contacts.end_contact(office.session, chen.id, by=office.person("林海涛"), now=office.now, why="已迁出")
    assert chen.ended_at is None


@pytest.mark.rows("R205")
def test_a_request_does_not_take_over_the_account_of_somebody_else(office: Office):
    chen = office.person("陈女士")
    said = Application("0301", "陈", "女士", "10000000005", "admin")
    request = requests.ask(
        office.session, project=office.project, telegram_id=555, said=said, language="zh_Hans", now=office.now
    )
    with pytest.raises(AlreadyBound):
        requests.approve(
            office.session,
            request.id,
            by=office.person("郑雨"),
            now=office.now,
            unit=office.unit(),
            person_id=chen.id,
            role="admin",
        )
    with pytest.raises(NotYours):
        requests.ask(
            office.session,
            project=office.project,
            telegram_id=privacy.owner_binding(office.session, chen).telegram_id,
            said=said,
            language="zh_Hans",
            now=office.now,
        )


@pytest.mark.rows("R111")
def test_a_change_is_kept_once_and_nothing_where_nothing_changed(office: Office):
    unit, by = office.unit(), office.person("郑雨")
    for _ in range(2):
        editing.edit_unit(office.session, unit.id, field="keys", text="一把", by=by, now=office.now, why="新配")
    kept = changes_of(office.session, [f"unit:{unit.id}"])
    assert [(one.field, one.new, one.by_id, one.why) for one in kept] == [("keys", "一把", by.id, "新配")]
    with pytest.raises(Gone):
        editing.edit_unit(office.session, unit.id, field="project_id", text="2", by=by, now=office.now)
    with pytest.raises(PhoneTaken):
        editing.edit_contact(
            office.session, contact(office, "陈女士").id, field="phone", text="10000000006", by=by, now=office.now
        )


def test_an_old_version_of_the_privacy_notice_is_not_confirmed(office: Office):
    with pytest.raises(Outdated):
        privacy.confirm(office.session, office.person("陈女士"), version="0", now=office.now)


def test_what_a_guest_reported_is_theirs_once_they_are_known(office: Office):
    guest = requests.guest_at(office.session, office.project, 555, language="zh_Hans")
    ticket = office.reported("陈女士", symptom="2.5", unit=None, inside=False, spot="lobby")
    ticket.reporter_id = guest.id
    office.session.flush()
    code = codes.code_for_contact(
        office.session, contact(office, "雷先生").id, by=office.person("郑雨"), now=office.now + timedelta(seconds=1)
    ).code
    person = use(office, code)
    office.session.refresh(ticket)
    assert person is not None
    assert ticket.reporter_id == person.id
