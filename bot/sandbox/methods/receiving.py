"""How a bot gets its updates: by asking (getUpdates) or by being called (webhook)."""

import re

from bot.sandbox.errors import WEBHOOK_IS_SET, bad_request, conflict
from bot.sandbox.methods.call import Call
from bot.sandbox.records import Json

LONGEST_POLL = 50
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
TERMINATED = "terminated by setWebhook request"


async def get_updates(call: Call) -> list[Json]:
    """getUpdates. Seconds to wait come as `timeout`."""
    if call.record.webhook:
        raise conflict(WEBHOOK_IS_SET)
    _allow(call)
    limit = min(max(call.params.integer("limit", 100), 1), 100)
    timeout = min(max(call.params.integer("timeout"), 0), LONGEST_POLL)
    return await call.world.queues[call.bot.key].poll(call.params.integer("offset"), limit, timeout)


def set_webhook(call: Call) -> bool:
    """setWebhook. Plain http is allowed, as in any local Bot API server; an empty address deletes the webhook."""
    url = call.params.text("url")
    if not url:
        return delete_webhook(call)
    if not re.match(r"https?://[^/\s]+", url):
        raise bad_request("invalid webhook URL specified")
    secret = call.params.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _drop_if_asked(call)
    _allow(call)
    call.record.webhook = {
        "url": url,
        "secret_token": secret,
        "max_connections": call.params.integer("max_connections", 40),
    }
    call.world.save_record(call.record)
    call.world.queues[call.bot.key].dismiss_poller(TERMINATED)
    call.world.new_update(call.bot.key)
    return True


def delete_webhook(call: Call) -> bool:
    """deleteWebhook."""
    _drop_if_asked(call)
    call.record.webhook = None
    call.world.save_record(call.record)
    return True


def get_webhook_info(call: Call) -> Json:
    """getWebhookInfo."""
    webhook = call.record.webhook or {}
    info: Json = {
        "url": webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(call.world.queues[call.bot.key].pending),
    }
    if webhook:
        info["max_connections"] = webhook["max_connections"]
    if call.record.allowed_updates:
        info["allowed_updates"] = call.record.allowed_updates
    return info | {key: webhook[key] for key in ("last_error_date", "last_error_message") if key in webhook}


def _allow(call: Call) -> None:
    allowed = call.params.structure("allowed_updates", "allowed updates")
    if isinstance(allowed, list) and allowed != call.record.allowed_updates:
        call.record.allowed_updates = [str(kind) for kind in allowed]
        call.world.save_record(call.record)


def _drop_if_asked(call: Call) -> None:
    if call.params.flag("drop_pending_updates"):
        call.world.queues[call.bot.key].clear()
