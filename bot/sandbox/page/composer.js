// Where a person writes: the line, the menu of commands, the reply keyboard, START and UNBLOCK.

import { arrows, h, icon } from "./dom.js";
import { t } from "./words.js";

const LONGEST = 4096;

export function composer(phone) {
  let editing = null;
  const field = h("textarea", { rows: 1, enterkeyhint: "send", autocomplete: "off" });
  const send = h("button", { type: "submit", class: "round send" }, icon("send"));
  const menu = h("button", { type: "button", class: "menu-key", "aria-expanded": "false" }, icon("menu"), h("span"));
  const commands = h("div", { class: "commands", role: "menu", hidden: true });
  const banner = h("div", { class: "editing", hidden: true });
  const line = h("form", { class: "line" }, menu, field, send);
  const keys = h("div", { class: "reply-keys", hidden: true });
  const big = h("button", { type: "button", class: "big-button", hidden: true });
  const element = h("footer", { class: "composer" }, commands, banner, line, big, keys);

  function grow() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 120)}px`;
    element.classList.toggle("written", field.value.trim() !== "");
  }

  function closeCommands() {
    const open = !commands.hidden;
    commands.hidden = true;
    menu.setAttribute("aria-expanded", "false");
    return open;
  }

  function openCommands() {
    const list = phone.head.commands;
    const rows = list.map(({ command, description }) =>
      h("button", { type: "button", role: "menuitem", onclick: () => (closeCommands(), field.focus(), phone.say(`/${command}`)) }, h("strong", {}, description), h("small", {}, `/${command}`)),
    );
    commands.replaceChildren(...(rows.length ? rows : [h("p", {}, t("commands_none"))]));
    commands.hidden = false;
    menu.setAttribute("aria-expanded", "true");
    commands.querySelector("button")?.focus();
  }

  function stopEditing() {
    if (!editing) return false;
    editing = null;
    field.value = "";
    banner.hidden = true;
    grow();
    return true;
  }

  function edit(message) {
    editing = message;
    field.value = message.text;
    banner.replaceChildren(icon("edit"), h("span", {}, h("b", {}, t("editing")), message.text), h("button", { type: "button", class: "round", "aria-label": t("cancel"), onclick: stopEditing }, icon("close")));
    banner.hidden = false;
    grow();
    field.focus();
  }

  async function submit() {
    const text = field.value.trim();
    if (!text) return;
    const target = editing;
    field.value = "";
    stopEditing();
    grow();
    if (target) {
      await phone.order("edit", { message: target.id, text });
      return;
    }
    // Telegram's apps cut a long text into messages; the cut is made between whole characters.
    const letters = [...text];
    for (let at = 0; at < letters.length; at += LONGEST) await phone.say(letters.slice(at, at + LONGEST).join(""));
  }

  line.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  menu.addEventListener("click", () => closeCommands() || openCommands());
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    // While an input method is composing, Enter picks a word and must not send.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    }
    if (event.key === "ArrowUp" && !field.value) {
      const own = phone.log.lastOwn;
      if (own) edit(own);
    }
  });
  arrows(commands);

  let shownKeys = null;
  function replyKeys(markup) {
    // Built anew only when they change: a key that is rebuilt under the finger loses its click.
    const wanted = JSON.stringify(markup);
    if (wanted === shownKeys) return;
    shownKeys = wanted;
    const rows = markup?.keyboard ?? [];
    keys.hidden = !rows.length;
    keys.replaceChildren(
      ...rows.map((row) =>
        h("div", { class: "keys-row" }, ...row.map((key) => h("button", { type: "button", class: "reply-key", disabled: Boolean(key.request_contact || key.request_location), onclick: () => phone.say(key.text) }, key.text))),
      ),
    );
  }

  function update() {
    const chat = phone.chat;
    const empty = phone.log.messages.size === 0;
    const blocked = Boolean(chat?.blocked);
    line.hidden = blocked || (empty && !chat?.started);
    if (line.hidden) stopEditing();
    big.hidden = !line.hidden && !empty;
    big.textContent = blocked ? t("unblock") : t("start");
    big.onclick = () => (blocked ? phone.order("block", { blocked: false }) : phone.say("/start"));
    replyKeys(line.hidden ? null : chat?.keyboard);
    field.placeholder = chat?.keyboard?.input_field_placeholder ?? t("write");
    field.setAttribute("aria-label", t("write"));
    send.setAttribute("aria-label", t("send"));
    menu.querySelector("span").textContent = t("commands");
    menu.hidden = phone.head.commands.length === 0;
  }

  return { element, update, edit, focus: () => field.focus({ preventScroll: true }), escape: () => closeCommands() || stopEditing() };
}
