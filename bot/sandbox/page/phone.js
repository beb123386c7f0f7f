// One phone: a person's chat with the bot on it, and the groups that they are in.

import { composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { avatar, badge, h, icon, narrow, restart, setBadge, sync } from "./dom.js";
import { Overlay } from "./overlay.js";
import { GROUP, groupsOf, place, store, unreadIn, unreadOf } from "./store.js";
import { payingSheet } from "./till.js";
import { clockTime, either, t } from "./words.js";

const TOAST_MS = 3200;
const TOAST_MS_A_LETTER = 40;

export class Phone {
  // `desk` = {choose(phone, anchor), remove(phone), touched(phone), gather(phone, anchor)}
  constructor(person, desk) {
    this.person = person;
    this.desk = desk;
    this.conversations = new Map();
    this.chips = new Map();
    this.notes = h("div", { class: "notes", role: "status" });
    this.room = h("div", { class: "room" });
    this.switcher = h("nav", { class: "switcher", hidden: true });
    this.here = this.conversation(person.side, person.id);
    this.composer = composer(this);
    this.build();
    this.enter(person.side, person.id);
  }

  get head() {
    return this.here.head;
  }

  get log() {
    return this.here.log;
  }

  get chat() {
    return this.here.state;
  }

  // The chat with the bot, or in a group; it is made when it is first looked at.
  conversation(bot, chat) {
    const at = place(bot, chat);
    if (!this.conversations.has(at)) this.conversations.set(at, new Conversation(this, bot, chat));
    return this.conversations.get(at);
  }

  // The same, but only if it was looked at before.
  known({ bot, chat }) {
    return this.conversations.get(place(bot, chat));
  }

  enter(bot, chat) {
    this.here = this.conversation(bot, chat);
    this.room.replaceChildren(this.log.element, this.log.below);
    this.log.toEnd();
    this.composer.rest();
    this.words();
    this.seen();
  }

  build() {
    const side = [...store.bots.keys()].indexOf(this.person.side);
    this.screen = h("div", { class: `screen side-${side}` });
    this.overlay = new Overlay(this.screen, () => this.composer.focus());
    this.screen.append(this.statusBar(), this.titleBar(), this.switcher, this.notes, this.room, this.composer.element, this.overlay.element);
    this.element = h("section", { class: "phone" }, this.above(), h("div", { class: "device" }, this.screen));
    for (const kind of ["pointerdown", "focusin"]) this.element.addEventListener(kind, () => this.desk.touched(this));
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.escape(event));
  }

  above() {
    this.badge = badge();
    this.holderName = h("strong");
    this.holderRole = h("small");
    this.holder = h(
      "button",
      { type: "button", class: "holder", "aria-haspopup": "dialog", onclick: () => this.desk.choose(this, this.holder) },
      avatar(this.person),
      h("span", { class: "holder-words" }, this.holderName, this.holderRole),
      this.badge,
      icon("down"),
    );
    this.away = h("button", { type: "button", class: "round away", onclick: () => this.desk.remove(this) }, icon("close"));
    return h("div", { class: "above" }, this.holder, this.away);
  }

  statusBar() {
    this.statusTime = h("span", {});
    const signal = h("span", { class: "status-signal" }, h("i"), h("i"), h("i"), h("i"), h("b"));
    return h("div", { class: "status-bar", "aria-hidden": "true" }, this.statusTime, signal);
  }

  titleBar() {
    this.chatName = h("strong");
    this.chatLine = h("span");
    this.face = h("span", { class: "avatar bot-avatar", "aria-hidden": "true" });
    this.menuButton = h("button", { type: "button", class: "round", "aria-haspopup": "true", onclick: () => this.showMenu() }, icon("more"));
    return h("header", { class: "title-bar" }, this.face, h("div", { class: "title-words" }, this.chatName, this.chatLine), this.menuButton);
  }

  // Everything that depends on the page's language or on the state of the chats.
  words() {
    if (!this.element) return;
    const { person, here } = this;
    const count = unreadOf(person);
    this.element.setAttribute("aria-label", `${person.name}, ${either(person, "role")}`);
    this.holderName.textContent = person.name;
    this.holderRole.textContent = either(person, "role");
    this.holder.title = t("holder", { name: person.name });
    setBadge(this.badge, count, t("unread", { count }));
    if (!count) this.element.classList.remove("rings");
    this.away.setAttribute("aria-label", t("remove"));
    this.away.title = t("remove");
    this.chatName.textContent = here.name;
    this.chatLine.textContent = here.line;
    this.menuButton.setAttribute("aria-label", t("more"));
    this.log.element.setAttribute("aria-label", t("messages", { name: here.name }));
    this.log.below.setAttribute("aria-label", t("new_below"));
    this.drawSwitcher();
    this.composer.update();
    this.tick();
  }

  // With groups, a row of chips under the title leads from chat to chat.
  drawSwitcher() {
    const groups = groupsOf(this.person);
    if (this.here.inGroup && !groups.includes(this.chat)) return this.enter(this.person.side, this.person.id);
    this.face.className = `avatar ${this.here.inGroup ? "group-avatar" : "bot-avatar"}`;
    this.face.replaceChildren(...(this.here.inGroup ? [icon("people")] : []));
    this.switcher.hidden = groups.length === 0;
    this.switcher.setAttribute("aria-label", t("chats"));
    const places = [[this.person.side, this.person.id, ""], ...groups.map((group) => [GROUP, group.chat, group.title])];
    return sync(this.switcher, places.map((one) => this.chip(...one)));
  }

  chip(bot, chat, name) {
    const at = place(bot, chat);
    if (!this.chips.has(at)) {
      const mark = badge();
      const label = h("span");
      const element = h("button", { type: "button", class: "chip", onclick: () => this.enter(bot, chat) }, bot === GROUP && icon("people"), label, mark);
      this.chips.set(at, { element, label, mark });
    }
    const { element, label, mark } = this.chips.get(at);
    label.textContent = name || t("private_chat");
    const count = unreadIn(store.chats.get(at), this.person);
    setBadge(mark, count, t("unread", { count }));
    if (this.here.bot === bot && this.here.chat === chat) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
    return element;
  }

  translate() {
    for (const conversation of this.conversations.values()) conversation.log.translate();
    this.words();
  }

  tick() {
    if (store.clock) this.statusTime.textContent = clockTime(store.clock.now);
  }

  reload() {
    for (const conversation of this.conversations.values()) conversation.reload();
  }

  refreshHead() {
    this.conversation(this.person.side, this.person.id).refreshHead();
  }

  // The person looks at this phone: what is in the open chat is read.
  seen() {
    if (!this.element) return;
    const looking = narrow.matches || this.element.matches(":hover, :focus-within");
    const awake = document.visibilityState === "visible" && store.active === this.person.id && looking;
    if (awake && this.log.last && this.here.unread) this.order("read", { message: this.log.last });
  }

  order(name, body) {
    return this.here.order(name, body);
  }

  say(text, answered) {
    return this.here.say(text, answered);
  }

  sayToBot(text) {
    this.enter(this.person.side, this.person.id);
    this.say(text);
  }

  note(text) {
    const toast = h("p", { class: "toast" }, text);
    this.notes.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_MS + text.length * TOAST_MS_A_LETTER);
  }

  // What was said to be under way is done; a complaint stays.
  noteGone() {
    if (this.notes.textContent === t("sending")) this.notes.replaceChildren();
  }

  pay(invoice, send) {
    payingSheet(this.overlay, invoice, send);
  }

  alert(text) {
    this.overlay.alert(text, t("ok"));
  }

  showMenu() {
    const { here } = this;
    const own = this.log.lastOwn;
    const { blocked } = this.chat;
    const item = (words, act, disabled = false) => ({ words, act, disabled });
    const admit = (bot) => {
      const inside = this.chat.bots.includes(bot.key);
      return item(t(inside ? "bot_out" : "bot_in", { name: bot.name }), () => this.order("admit", { bot: bot.key, inside: !inside }));
    };
    this.overlay.menu([
      item(t("edit_last"), () => this.composer.edit(own), !own || blocked),
      ...(here.inGroup ? [...store.bots.values()].map(admit) : [item(t(blocked ? "unblock" : "block"), () => this.order("block", { blocked: !blocked }))]),
      item(t("new_group"), () => this.desk.gather(this, this.menuButton)),
      item(t("remove"), () => this.desk.remove(this)),
    ]);
  }

  escape(event) {
    if (!this.overlay.close() && !this.composer.escape()) return;
    event.stopPropagation();
  }

  ring() {
    restart(this.element, "rings");
  }
}
