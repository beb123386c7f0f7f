// Where a person writes: the line, the menu of commands, the paper-clip, the reply keyboard, START and UNBLOCK.

import { attachments } from "./attach.js";
import { summary } from "./bubble.js";
import { arrows, h, icon } from "./dom.js";
import { t } from "./words.js";

const LONGEST = 4096;

export function composer(phone) {
  let editing = null;
  let answering = null;
  const field = h("textarea", { rows: 1, enterkeyhint: "send", autocomplete: "off" });
  const send = h("button", { type: "submit", class: "round send" }, icon("send"));
  const menu = h("button", { type: "button", class: "menu-key", "aria-expanded": "false" }, icon("menu"), h("span"));
  const commands = h("div", { class: "commands", role: "menu", hidden: true });
  const banner = h("div", { class: "editing", hidden: true });
  const clip = h("button", { type: "button", class: "round clip", "aria-haspopup": "dialog", "aria-expanded": "false" }, icon("clip"));
  const attach = attachments(phone, { takeCaption }, () => clip.setAttribute("aria-expanded", "false"));
  const line = h("form", { class: "line" }, menu, field, clip, send);
  const keys = h("div", { class: "reply-keys", hidden: true });
  const big = h("button", { type: "button", class: "big-button", hidden: true });
  const element = h("footer", { class: "composer" }, commands, attach.panel, attach.files, banner, line, big, keys);

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

  // Neither corrects nor answers any message any more; returns whether it did.
  function rest() {
    if (!editing && !answering) return false;
    if (editing) field.value = "";
    editing = null;
    answering = null;
    banner.hidden = true;
    grow();
    return true;
  }

  function about(picture, title, message) {
    banner.replaceChildren(icon(picture), h("span", {}, h("b", {}, title), summary(message)), h("button", { type: "button", class: "round", "aria-label": t("cancel"), onclick: rest }, icon("close")));
    banner.hidden = false;
    grow();
    field.focus();
  }

  function edit(message) {
    rest();
    editing = message;
    field.value = message.text;
    about("edit", t("editing"), message);
  }

  function answer(message) {
    rest();
    answering = message;
    about("reply", t("replying", { name: message.name }), message);
  }

  function takeCaption() {
    rest();
    const caption = field.value.trim();
    field.value = "";
    grow();
    return caption;
  }

  async function submit() {
    const text = field.value.trim();
    if (!text) return;
    const [target, answered] = [editing, answering];
    field.value = "";
    rest();
    grow();
    if (target) {
      await phone.order("edit", { message: target.id, text });
      return;
    }
    // Telegram's apps cut a long text into messages; the cut is made between whole characters.
    const letters = [...text];
    for (let at = 0; at < letters.length; at += LONGEST) await phone.say(letters.slice(at, at + LONGEST).join(""), answered);
  }

  line.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  menu.addEventListener("click", () => {
    attach.close();
    if (!closeCommands()) openCommands();
  });
  clip.addEventListener("click", () => {
    closeCommands();
    if (attach.close()) return;
    clip.setAttribute("aria-expanded", "true");
    attach.open();
  });
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
        h("div", { class: "keys-row" }, ...row.map((key) => h("button", { type: "button", class: "reply-key", onclick: () => press(key) }, key.text))),
      ),
    );
  }

  function press(key) {
    if (key.request_contact) return attach.shareNumber();
    return key.request_location ? attach.sharePlace() : phone.say(key.text);
  }

  function update() {
    const chat = phone.chat;
    const empty = phone.log.messages.size === 0;
    const blocked = Boolean(chat?.blocked);
    line.hidden = blocked || (empty && !chat?.started);
    if (line.hidden) {
      rest();
      attach.close();
    }
    big.hidden = !line.hidden && !empty;
    big.textContent = blocked ? t("unblock") : t("start");
    big.onclick = () => (blocked ? phone.order("block", { blocked: false }) : phone.say("/start"));
    replyKeys(line.hidden ? null : chat?.keyboard);
    field.placeholder = chat?.keyboard?.input_field_placeholder ?? t("write");
    field.setAttribute("aria-label", t("write"));
    send.setAttribute("aria-label", t("send"));
    clip.setAttribute("aria-label", t("attach"));
    clip.title = t("attach");
    menu.querySelector("span").textContent = t("commands");
    menu.hidden = phone.head.commands.length === 0;
  }

  function escape() {
    if (!attach.close() && !closeCommands()) return rest();
    field.focus();
    return true;
  }

  return { element, update, edit, answer, rest, focus: () => field.focus({ preventScroll: true }), escape };
}
