"""Logs: structured, with update and ticket numbers, and never a token, a telephone number or a message's text."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

TOKEN = re.compile(r"\d{6,}:(?:(?:TEST|LIVE):[A-Za-z0-9_-]+|[A-Za-z0-9_-]{20,})")  # a bot's, a payment provider's
PHONE = re.compile(r"(?<!\d)1\d{10}(?!\d)|(?<!\d)0\d{2,3}-\d{4}-?\d{4}(?!\d)")


def redact(text: str) -> str:
    """The text without tokens and telephone numbers."""
    return PHONE.sub(lambda found: f"{found[0][:3]}****{found[0][-2:]}", TOKEN.sub("<token>", text))


def _redacted(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {name: redact(value) if isinstance(value, str) else value for name, value in event.items()}


def set_up(level: str = "INFO") -> None:
    """One line of JSON per event on the standard error, whoever logs."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    written: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        _redacted,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=written))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "uvicorn.access", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that is skipped while one goes on is no warning
