"""What the staff bot can be asked about the units' accounts (R121-R130)."""

from handlers.fee_taps import (
    AskDeed,
    CloseMonth,
    GetFeeTemplate,
    ListFees,
    OpenAccount,
    OpenAsk,
    OpenDispute,
    OpenLine,
    OpenReconciliation,
    OpenReminder,
    PrintFees,
    ShowDispute,
    ShowMonth,
)
from handlers.parts import Part
from handlers.staff.fees import account, asks, contacting, lists, menu, months, papers, paying, proposing, questions
from handlers.taps import Place

FEES = Part(
    places={
        Place.ACCOUNTS: menu.fees_menu,
        Place.ACCOUNT_LISTS: lists.lists_menu,
        Place.ACCOUNT_MONTHS: months.months_menu,
        Place.ACCOUNT_PAPERS: menu.papers_menu,
    },
    taps={
        ShowMonth: menu.show_month,
        ListFees: menu.list_fees,
        OpenAccount: account.open_account,
        OpenLine: account.open_line,
        OpenReminder: account.open_reminder,
        OpenDispute: questions.open_dispute,
        ShowDispute: questions.show_dispute,
        OpenAsk: asks.open_ask,
        AskDeed: asks.ask_deed,
        CloseMonth: months.close_month,
        OpenReconciliation: months.open_reconciliation,
        GetFeeTemplate: lists.get_template,
        PrintFees: papers.print_fees,
    },
    cards={
        "account": account.account_card,
        "receivable": account.line_card,
        "reminder": account.reminder_card,
        "dispute": questions.dispute_card,
        "ask": asks.ask_card,
        "reconciliation": months.reconciliation_card,
    },
    flows=(
        account.FindAccount,
        *questions.FLOWS,
        *asks.FLOWS,
        *proposing.FLOWS,
        *contacting.FLOWS,
        *paying.FLOWS,
        *months.FLOWS,
        *lists.FLOWS,
    ),
)
