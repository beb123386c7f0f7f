"""The table of Bot API methods that our Telegram knows; names are compared without regard to case.

A new family (stickers, polls) is a new file here and its lines in the table.
"""

from collections.abc import Callable
from typing import Any

from bot.sandbox.methods import callbacks, chats, commands, files, media, messages, payments, profile, receiving
from bot.sandbox.methods.call import Call

METHODS: dict[str, Callable[[Call], Any]] = {
    "getme": profile.get_me,
    "setmyname": profile.set_name,
    "getmyname": profile.get_name,
    "setmydescription": profile.set_description,
    "getmydescription": profile.get_description,
    "setmyshortdescription": profile.set_short_description,
    "getmyshortdescription": profile.get_short_description,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "sendmessage": messages.send_message,
    "editmessagetext": messages.edit_message_text,
    "editmessagereplymarkup": messages.edit_message_reply_markup,
    "deletemessage": messages.delete_message,
    "sendchataction": messages.send_chat_action,
    "answercallbackquery": callbacks.answer_callback_query,
    "senddocument": media.send_document,
    "sendphoto": media.send_photo,
    "sendvoice": media.send_voice,
    "sendlocation": media.send_location,
    "sendmediagroup": media.send_media_group,
    "editmessagecaption": media.edit_message_caption,
    "editmessagemedia": media.edit_message_media,
    "sendinvoice": payments.send_invoice,
    "answerprecheckoutquery": payments.answer_pre_checkout_query,
    "getfile": files.get_file,
    "setmycommands": commands.set_commands,
    "getmycommands": commands.get_commands,
    "deletemycommands": commands.delete_commands,
    "setchatmenubutton": commands.set_menu_button,
    "getchatmenubutton": commands.get_menu_button,
    "getchat": chats.get_chat,
    "leavechat": chats.leave_chat,
    "getchatmember": chats.get_chat_member,
    "getchatadministrators": chats.get_chat_administrators,
    "getchatmembercount": chats.get_chat_member_count,
}
