// One phone: a person's chat with the bot on it.

import { composer } from "./composer.js";
import { arrows, avatar, badge, h, icon, narrow, restart, setBadge } from "./dom.js";
import { fetchChat, order } from "./link.js";
import { Log } from "./log.js";
import { deepLink, safeUrl } from "./rich.js";
import { chatOf, store, unreadOf } from "./store.js";
import { Taps } from "./taps.js";
import { clockTime, either, t } from "./words.js";

const TOAST_MS = 3200;
const TOAST_MS_A_LETTER = 40;
const TYPING_MS = 5000;

export class Phone {
  // `desk` = {choose(phone, anchor), remove(phone), touched(phone)}
  constructor(person, desk) {
    this.person = person;
    this.desk = desk;
    this.head = { name: store.bots.get(person.side).name, description: "", commands: [] };
    this.taps = new Taps({
      send: (message, data) => this.order("tap", { message, data }),
      redraw: (id) => this.log.redrawKeys(id),
      giveUp: () => this.note(t("no_answer")),
    });
    this.log = new Log(person, this, this.taps.waiting);
    this.composer = composer(this);
    this.build();
    this.load();
  }

  get chat() {
    return chatOf(this.person);
  }

  build() {
    this.notes = h("div", { class: "notes", role: "status" });
    this.overlay = h("div", { class: "overlay", hidden: true });
    const side = [...store.bots.keys()].indexOf(this.person.side);
    this.screen = h("div", { class: `screen side-${side}` }, this.statusBar(), this.titleBar(), this.notes, this.log.element, this.log.below, this.composer.element, this.overlay);
    this.element = h("section", { class: "phone" }, this.above(), h("div", { class: "device" }, this.screen));
    for (const kind of ["pointerdown", "focusin"]) this.element.addEventListener(kind, () => this.desk.touched(this));
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.escape(event));
    this.words();
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
    this.botName = h("strong");
    this.botLine = h("span");
    this.menuButton = h("button", { type: "button", class: "round", "aria-haspopup": "true", onclick: () => this.showMenu() }, icon("more"));
    const face = h("span", { class: "avatar bot-avatar", "aria-hidden": "true" });
    return h("header", { class: "title-bar" }, face, h("div", { class: "title-words" }, this.botName, this.botLine), this.menuButton);
  }

  // Everything that depends on the page's language or on the state of the chat.
  words() {
    const { person, chat } = this;
    const count = unreadOf(person);
    this.element.setAttribute("aria-label", `${person.name}, ${either(person, "role")}`);
    this.holderName.textContent = person.name;
    this.holderRole.textContent = either(person, "role");
    this.holder.title = t("holder", { name: person.name });
    setBadge(this.badge, count, t("unread", { count }));
    if (!count) this.element.classList.remove("rings");
    this.away.setAttribute("aria-label", t("remove"));
    this.away.title = t("remove");
    this.botName.textContent = this.head.name;
    this.botLine.textContent = chat?.blocked ? t("blocked") : this.typing ? t("typing") : t("bot");
    this.menuButton.setAttribute("aria-label", t("more"));
    this.log.element.setAttribute("aria-label", t("messages", { name: this.head.name }));
    this.log.below.setAttribute("aria-label", t("new_below"));
    this.composer.update();
    this.tick();
  }

  translate() {
    this.log.translate();
    this.words();
  }

  tick() {
    if (store.clock) this.statusTime.textContent = clockTime(store.clock.now);
  }

  async load() {
    const chat = await fetchChat(this.person.side, this.person.id).catch(() => null);
    if (!chat) return;
    this.head = chat;
    this.log.fill(chat);
    this.words();
    this.seen();
  }

  // After the line was lost: what was missed is fetched, what is half written stays.
  reload() {
    this.taps.clear();
    this.log.clear();
    this.load();
  }

  async refreshHead() {
    const chat = await fetchChat(this.person.side, this.person.id).catch(() => null);
    if (!chat) return;
    this.head = chat;
    this.log.head = chat;
    if (!this.log.messages.size) this.log.redraw();
    this.words();
  }

  hear(message) {
    if (message.from_bot) this.setTyping(false);
    this.log.hear(message);
    this.composer.update();
    this.seen();
  }

  // The person looks at this phone: what is in it is read.
  seen() {
    const looking = narrow.matches || this.element.matches(":hover, :focus-within");
    const here = document.visibilityState === "visible" && store.active === this.person.id && looking;
    if (here && this.log.last && unreadOf(this.person)) this.order("read", { message: this.log.last });
  }

  async order(name, body) {
    try {
      return await order(name, { bot: this.person.side, user: this.person.id, ...body });
    } catch (error) {
      this.note(t("failed", { reason: error.message }));
      return null;
    }
  }

  say(text) {
    return this.order("say", { text });
  }

  command(text) {
    if (!this.chat.blocked) this.say(text);
  }

  deepLink(username, payload) {
    const bot = [...store.bots.values()].find((one) => one.username.toLowerCase() === username.toLowerCase());
    if (!bot) return false;
    if (bot.key === this.person.side) this.say(`/start ${payload}`.trim());
    else this.note(t("no_such_bot"));
    return true;
  }

  open(url) {
    const target = deepLink(url);
    if (target && this.deepLink(target.username, target.payload)) return;
    const safe = safeUrl(url);
    if (safe) window.open(safe.href, "_blank", "noopener,noreferrer");
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => null);
    this.note(t("copied"));
  }

  tap(message, button) {
    this.taps.tap(message, button.data);
  }

  answered(answer) {
    this.taps.answered(answer.query);
    if (answer.url) this.open(answer.url);
    if (answer.text && answer.alert) this.alert(answer.text);
    else if (answer.text) this.note(answer.text);
  }

  note(text) {
    const toast = h("p", { class: "toast" }, text);
    this.notes.replaceChildren(toast);
    setTimeout(() => toast.remove(), TOAST_MS + text.length * TOAST_MS_A_LETTER);
  }

  alert(text) {
    const ok = h("button", { type: "button", class: "main-button", onclick: () => this.closeOverlay() }, t("ok"));
    this.showOverlay(h("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": text }, h("p", {}, text), ok));
    ok.focus({ preventScroll: true });
  }

  showMenu() {
    const { blocked } = this.chat;
    const own = this.log.lastOwn;
    const deed = (act) => () => {
      this.closeOverlay();
      act();
    };
    const item = (words, act, disabled = false) => h("button", { type: "button", role: "menuitem", disabled, onclick: deed(act) }, words);
    const menu = h(
      "div",
      { class: "phone-menu", role: "menu" },
      item(t("edit_last"), () => this.composer.edit(own), !own || blocked),
      item(blocked ? t("unblock") : t("block"), () => this.order("block", { blocked: !blocked })),
      item(t("remove"), () => this.desk.remove(this)),
    );
    arrows(menu);
    this.showOverlay(menu);
    menu.querySelector("button:enabled").focus();
  }

  showOverlay(content) {
    this.overlay.replaceChildren(content);
    this.overlay.hidden = false;
    this.overlay.onclick = (event) => event.target === this.overlay && this.closeOverlay();
    this.setInert(true);
  }

  closeOverlay() {
    this.overlay.hidden = true;
    this.overlay.replaceChildren();
    this.setInert(false);
    this.composer.focus();
  }

  setInert(covered) {
    for (const part of this.screen.children) if (part !== this.overlay) part.inert = covered;
  }

  escape(event) {
    if (!this.overlay.hidden) this.closeOverlay();
    else if (!this.composer.escape()) return;
    event.stopPropagation();
  }

  setTyping(on) {
    clearTimeout(this.typing);
    this.typing = on ? setTimeout(() => this.setTyping(false), TYPING_MS) : null;
    this.words();
  }

  ring() {
    restart(this.element, "rings");
  }
}
