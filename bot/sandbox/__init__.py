"""Telegram on your desk: a local Bot API server with a page of phones, for the demo, the tests and the benchmarks.

It knows nothing of the office: put bots and a cast in, point python-telegram-bot at it, and look.
"""

from bot.sandbox.backstage import Backstage, DutyLine
from bot.sandbox.errors import NotPossible
from bot.sandbox.people import BotAccount, Castmember
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import Serving, serve
from bot.sandbox.till import PaymentResult
from bot.sandbox.views import Button, ChatView, Document, GroupView, MessageView, Toast

__all__ = [
    "Backstage",
    "BotAccount",
    "Button",
    "Castmember",
    "ChatView",
    "Document",
    "DutyLine",
    "GroupView",
    "MessageView",
    "NotPossible",
    "PaymentResult",
    "Sandbox",
    "Serving",
    "Toast",
    "serve",
]
