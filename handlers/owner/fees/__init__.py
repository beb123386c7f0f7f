"""费用与账单 on the owner bot: accounts, bills, questions, more time, payments, in one table."""

from handlers.bill_taps import (
    EarlierBills,
    EndQuestion,
    OpenAccount,
    OpenBill,
    OpenQuestion,
    OpenReceipt,
    OpenUnbilled,
    OwnPayments,
    PrintBill,
    ShowYear,
    WaysToPay,
    WithdrawAsk,
)
from handlers.owner.fees import account, bill, extension, online, paying, payments, questions
from handlers.parts import Part
from handlers.taps import Place

FEES = Part(
    places={Place.FEES: account.fees_menu},
    taps={
        OpenAccount: account.open_account,
        EarlierBills: account.earlier_bills,
        WithdrawAsk: account.withdraw_ask,
        OpenBill: bill.open_bill,
        OpenUnbilled: bill.open_unbilled,
        PrintBill: bill.print_bill,
        OpenQuestion: bill.open_question,
        EndQuestion: bill.end_question,
        WaysToPay: paying.ways_to_pay,
        OwnPayments: payments.own_payments,
        OpenReceipt: payments.open_receipt,
        ShowYear: payments.show_year,
    },
    cards={"fees": account.account_card, "bill": bill.bill_card, "dispute": bill.question_card},
    flows=(
        questions.FeeQuestion,
        questions.UnbilledQuestion,
        questions.AskAgain,
        extension.AskExtension,
        paying.PayFeesByTransfer,
        online.PayFeesOnline,
    ),
)
