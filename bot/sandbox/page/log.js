// The messages of one chat, drawn as bubbles; what stays on the screen is never drawn twice.

import { bubble } from "./bubble.js";
import { calm, h, icon, restart, sync } from "./dom.js";
import { fetchChat } from "./link.js";
import { chatDay, dayOf, t } from "./words.js";

const NEAR_THE_END = 90;

// The pieces of an album stand together, everything else stands alone.
function together(messages) {
  const units = [];
  for (const message of messages) {
    const before = units.at(-1);
    if (message.album && before?.[0].album === message.album) before.push(message);
    else units.push([message]);
  }
  return units;
}

export class Log {
  // `at` = {bot, chat, person, inGroup}; `act` is what bubbles can do (see bubble.js); `waiting` holds the taps
  // without an answer yet.
  constructor(at, act, waiting) {
    this.at = at;
    this.act = act;
    this.waiting = waiting;
    this.messages = new Map();
    this.gone = new Set();
    this.drawn = new Map(); // What was drawn for a message: {unit, row}, the same for each piece of an album.
    this.days = new Map();
    this.more = false;
    this.staying = true;
    this.head = null;
    this.element = h("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0" });
    this.element.addEventListener("scroll", () => {
      this.staying = this.atEnd();
      if (this.staying) this.below.hidden = true;
    });
    // A row of chats or a reply keyboard may take room: who looked at the end still does.
    new ResizeObserver(() => this.staying && this.toEnd()).observe(this.element);
    this.below = h("button", { type: "button", class: "below", hidden: true, onclick: () => this.toEnd() }, icon("down"));
  }

  get last() {
    return [...this.messages.keys()].at(-1);
  }

  get lastOwn() {
    return [...this.messages.values()].findLast((message) => message.mine && message.kind === "text");
  }

  // The newest messages came from the server: begin with them.
  fill(chat) {
    this.head = chat;
    this.more = chat.more;
    for (const message of chat.messages) this.take(message);
    this.redraw();
    this.toEnd();
    this.element.setAttribute("aria-live", "polite");
  }

  clear() {
    this.messages.clear();
    this.gone.clear();
    this.drawn.clear();
  }

  async older() {
    const [first] = this.messages.keys();
    const chat = await fetchChat(this.at.bot, this.at.chat, first);
    const height = this.element.scrollHeight;
    this.more = chat.more;
    for (const message of chat.messages) this.take(message);
    this.redraw();
    this.element.scrollTop += this.element.scrollHeight - height;
  }

  take(message) {
    const known = this.messages.get(message.id);
    if (this.gone.has(message.id) || (known && known.revision >= message.revision)) return false;
    message.mine = message.sender === this.at.person.id;
    this.messages.set(message.id, message);
    if (!known) this.messages = new Map([...this.messages].sort(([one], [other]) => one - other));
    return true;
  }

  // A message is new or was edited.
  hear(message) {
    const edited = this.messages.has(message.id);
    const wasAtEnd = this.atEnd();
    if (!this.take(message)) return;
    if (edited) this.replace(message.id);
    else this.redraw();
    if (edited && !calm.matches) restart(this.find(message.id), "changed");
    if (wasAtEnd || message.mine) this.toEnd();
    else this.below.hidden = edited;
  }

  lose(id) {
    this.gone.add(id);
    this.drawn.delete(id);
    if (this.messages.delete(id)) this.redraw();
  }

  find(id) {
    return this.drawn.get(id)?.row;
  }

  // Draws a message anew, where it stands; a button that had the focus keeps it.
  replace(id) {
    const { unit, row: old } = this.drawn.get(id);
    const fresh = this.draw(unit.map((piece) => this.messages.get(piece.id)));
    if (old.classList.contains("last")) fresh.classList.add("last");
    const focused = [...old.querySelectorAll("button")].indexOf(document.activeElement);
    old.replaceWith(fresh);
    if (focused >= 0) fresh.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
  }

  redrawKeys(id) {
    if (this.messages.has(id) && this.find(id)) this.replace(id);
  }

  redraw() {
    const units = together(this.messages.values());
    const rows = [];
    if (this.more) rows.push((this.olderButton ??= h("button", { type: "button", class: "older", onclick: () => this.older() }, t("older"))));
    if (!units.length) rows.push(this.welcome());
    units.forEach((unit, index) => {
      const [message] = unit;
      const before = units[index - 1]?.[0];
      const after = units[index + 1]?.[0];
      if (!before || dayOf(before.at) !== dayOf(message.at)) rows.push(this.day(message.at));
      const row = this.row(unit);
      row.classList.toggle("last", !after || after.service !== null || after.sender !== message.sender || dayOf(after.at) !== dayOf(message.at));
      rows.push(row);
    });
    sync(this.element, rows);
  }

  row(unit) {
    const drawn = this.drawn.get(unit[0].id);
    const same = drawn?.unit.length === unit.length && unit.every((piece, index) => drawn.unit[index] === piece);
    return same ? drawn.row : this.draw(unit);
  }

  draw(unit) {
    const row = bubble(unit, this.act, this.waiting, this.at.inGroup);
    for (const piece of unit) this.drawn.set(piece.id, { unit, row });
    return row;
  }

  day(iso) {
    const day = dayOf(iso);
    if (!this.days.has(day)) this.days.set(day, h("div", { class: "day" }, h("span", {}, chatDay(iso))));
    return this.days.get(day);
  }

  // The page speaks another language now: nothing drawn before is good any more.
  translate() {
    this.drawn.clear();
    this.days.clear();
    this.olderButton = undefined;
    this.redraw();
  }

  welcome() {
    const { name = "", description = "" } = this.head ?? {};
    return h(
      "div",
      { class: "welcome" },
      h("span", { class: `avatar ${this.at.inGroup ? "group-avatar" : "bot-avatar"}`, "aria-hidden": "true" }, this.at.inGroup ? icon("people") : ""),
      h("strong", {}, name),
      description && h("p", {}, h("b", {}, t("about")), description),
    );
  }

  atEnd() {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < NEAR_THE_END;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
    this.staying = true;
    this.below.hidden = true;
  }
}
