// The messages of one chat, drawn as bubbles; what stays on the screen is never drawn twice.

import { bubble } from "./bubble.js";
import { calm, h, icon, restart, sync } from "./dom.js";
import { fetchChat } from "./link.js";
import { chatDay, dayOf, t } from "./words.js";

const NEAR_THE_END = 90;

export class Log {
  // `act` is what bubbles can do (see bubble.js); `waiting` holds the taps without an answer yet.
  constructor(person, act, waiting) {
    this.person = person;
    this.act = act;
    this.waiting = waiting;
    this.messages = new Map();
    this.gone = new Set();
    this.drawn = new Map();
    this.days = new Map();
    this.more = false;
    this.head = null;
    this.element = h("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0" });
    this.element.addEventListener("scroll", () => this.atEnd() && this.below.setAttribute("hidden", ""));
    this.below = h("button", { type: "button", class: "below", hidden: true, onclick: () => this.toEnd() }, icon("down"));
  }

  get last() {
    return [...this.messages.keys()].at(-1);
  }

  get lastOwn() {
    return [...this.messages.values()].findLast((message) => !message.from_bot);
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
    const chat = await fetchChat(this.person.side, this.person.id, first);
    const height = this.element.scrollHeight;
    this.more = chat.more;
    for (const message of chat.messages) this.take(message);
    this.redraw();
    this.element.scrollTop += this.element.scrollHeight - height;
  }

  take(message) {
    const known = this.messages.get(message.id);
    if (this.gone.has(message.id) || (known && known.revision >= message.revision)) return false;
    this.messages.set(message.id, message);
    if (!known) this.messages = new Map([...this.messages].sort(([one], [other]) => one - other));
    return true;
  }

  // A message is new or was edited.
  hear(message) {
    const edited = this.messages.has(message.id);
    const wasAtEnd = this.atEnd();
    if (!this.take(message)) return;
    if (edited) this.replace(message);
    else this.redraw();
    if (edited && !calm.matches) restart(this.find(message.id), "changed");
    if (wasAtEnd || !message.from_bot) this.toEnd();
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

  // Draws one message anew, where it stands; a button that had the focus keeps it.
  replace(message) {
    const old = this.find(message.id);
    const fresh = bubble(message, this.act, this.waiting);
    this.drawn.set(message.id, { message, row: fresh });
    if (old.classList.contains("last")) fresh.classList.add("last");
    const focused = [...old.querySelectorAll("button")].indexOf(document.activeElement);
    old.replaceWith(fresh);
    if (focused >= 0) fresh.querySelectorAll("button")[focused]?.focus({ preventScroll: true });
  }

  redrawKeys(id) {
    const message = this.messages.get(id);
    if (message && this.find(id)) this.replace(message);
  }

  redraw() {
    const messages = [...this.messages.values()];
    const rows = [];
    if (this.more) rows.push((this.olderButton ??= h("button", { type: "button", class: "older", onclick: () => this.older() }, t("older"))));
    if (!messages.length) rows.push(this.welcome());
    messages.forEach((message, index) => {
      const before = messages[index - 1];
      const after = messages[index + 1];
      if (!before || dayOf(before.at) !== dayOf(message.at)) rows.push(this.day(message.at));
      const row = this.row(message);
      row.classList.toggle("last", !after || after.from_bot !== message.from_bot || dayOf(after.at) !== dayOf(message.at));
      rows.push(row);
    });
    sync(this.element, rows);
  }

  row(message) {
    const drawn = this.drawn.get(message.id);
    if (drawn?.message === message) return drawn.row;
    const row = bubble(message, this.act, this.waiting);
    this.drawn.set(message.id, { message, row });
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
      h("span", { class: "avatar bot-avatar", "aria-hidden": "true" }),
      h("strong", {}, name),
      description && h("p", {}, h("b", {}, t("about")), description),
    );
  }

  atEnd() {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < NEAR_THE_END;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
    this.below.hidden = true;
  }
}
