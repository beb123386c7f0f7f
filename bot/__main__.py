"""The command line: `python -m bot demo`, `run`, `migrate`, `invite`, `demo-data`, `doctor`, `jobs`."""

import argparse
import asyncio
import sys
from pathlib import Path

from bot import logs
from bot.commands import demo
from bot.commands import office as commands
from bot.joined import joined
from bot.machine import House
from bot.settings import SettingsError, load
from handlers.house import ROUTES
from jobs import (
    account_papers,
    announcements,
    cash,
    code_sheets,
    complaint_analysis,
    complaint_ledger,
    dispatch_order,
    documents,
    fee_year,
    imports,
    incidents,
    lost_and_found,
    mailbox,
    order_papers,
    payment_notices,
    price_list,
    register_papers,
    reminder_card,
    report_papers,
    reports,
    survey_papers,
    survey_result,
)
from jobs.schedule import SCHEDULE
from models.people import Role

DOCUMENTS = joined(
    documents.DOCUMENTS,
    imports.DOCUMENTS,
    code_sheets.DOCUMENTS,
    complaint_analysis.DOCUMENTS,
    complaint_ledger.DOCUMENTS,
    incidents.DOCUMENTS,
    register_papers.DOCUMENTS,
    reminder_card.DOCUMENTS,
    lost_and_found.DOCUMENTS,
    cash.DOCUMENTS,
    mailbox.DOCUMENTS,
    announcements.DOCUMENTS,
    dispatch_order.DOCUMENTS,
    price_list.DOCUMENTS,
    order_papers.DOCUMENTS,
    survey_papers.DOCUMENTS,
    survey_result.DOCUMENTS,
    reports.DOCUMENTS,
    report_papers.DOCUMENTS,
    account_papers.DOCUMENTS,
    payment_notices.DOCUMENTS,
    fee_year.DOCUMENTS,
)
HOUSE = House(ROUTES, SCHEDULE, DOCUMENTS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Guanjia (管家), the customer-service office of an office tower."
    )
    wanted = parser.add_subparsers(dest="command", required=True)
    show = wanted.add_parser("demo", help="the demo office with phones in the browser; no token, no internet")
    show.add_argument("--host", default="127.0.0.1")
    show.add_argument("--port", type=int, default=8088)
    show.add_argument("--data", type=Path, default=Path("data/demo"))
    show.add_argument("--fresh", action="store_true", help="begin anew: forgets everything in the data folder")
    wanted.add_parser("run", help="a real office; settings from the environment or .env")
    wanted.add_parser("migrate", help="create the database's schema, or bring it up to date")
    invite = wanted.add_parser("invite", help="register somebody and print the link that lets them in")
    invite.add_argument("--role", choices=[one.value for one in Role], required=True)
    invite.add_argument("--name", required=True)
    invite.add_argument("--office", help="the office's code, where there are several")
    people = wanted.add_parser("demo-data", help="fill an empty database with the demo office, and print who is who")
    people.add_argument("--json", action="store_true")
    wanted.add_parser("doctor", help="tokens, webhook, schema, dead updates and notices, and what to do")
    duties = wanted.add_parser("jobs", help="every duty, its last and next run, and what it did")
    duties.add_argument("--run", metavar="DUTY", help="run one now")
    return parser


def _dispatch(given: argparse.Namespace) -> int:
    match given.command:
        case "demo":
            asyncio.run(demo.run(HOUSE, host=given.host, port=given.port, folder=given.data, fresh=given.fresh))
        case "run":
            asyncio.run(commands.run(load(), HOUSE))
        case "migrate":
            commands.migrate(load())
        case "invite":
            asyncio.run(commands.send_invitation(load(), given.role, given.name, given.office))
        case "demo-data":
            commands.demo_data(load(), given.json)
        case "doctor":
            return 0 if asyncio.run(commands.doctor(load())) else 1
        case "jobs":
            asyncio.run(commands.jobs(load(), HOUSE, given.run))
    return 0


def main() -> int:
    """Run a command; wrong settings end it with one sentence and exit code 2."""
    given = _parser().parse_args()
    logs.set_up("WARNING" if given.command == "demo" else "INFO")
    try:
        return _dispatch(given)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
