// One chat on a phone: with the bot, or in a group.

import { fetchChat, order, upload } from "./link.js";
import { Log } from "./log.js";
import { deepLink, safeUrl } from "./rich.js";
import { GROUP, place, store, unreadIn } from "./store.js";
import { Taps } from "./taps.js";
import { t } from "./words.js";

const TYPING_MS = 5000;

export class Conversation {
  // `phone` = {person, note(text), alert(text), words(), shown(conversation), composer}
  constructor(phone, bot, chat) {
    this.phone = phone;
    this.person = phone.person;
    this.bot = bot;
    this.chat = chat;
    this.head = { name: "", description: "", commands: [] };
    this.taps = new Taps({
      send: (message, data) => this.order("tap", { message, data }),
      redraw: (id) => this.log.redrawKeys(id),
      giveUp: () => phone.note(t("no_answer")),
    });
    this.log = new Log({ bot, chat, person: this.person, inGroup: this.inGroup }, this, this.taps.waiting);
    this.load();
  }

  get inGroup() {
    return this.bot === GROUP;
  }

  get state() {
    return store.chats.get(place(this.bot, this.chat));
  }

  get name() {
    return this.inGroup ? this.state.title : this.head.name || store.bots.get(this.bot).name;
  }

  get line() {
    if (this.typing) return t("typing");
    if (this.inGroup) return t("group_line", { count: this.state.members.length });
    return this.state?.blocked ? t("blocked") : t("bot");
  }

  get unread() {
    return unreadIn(this.state, this.person);
  }

  async load() {
    const chat = await fetchChat(this.bot, this.chat).catch(() => null);
    if (!chat) return;
    this.head = chat;
    this.log.fill(chat);
    this.phone.words();
    this.phone.seen();
  }

  // After the line was lost: what was missed is fetched, what is half written stays.
  reload() {
    this.taps.clear();
    this.log.clear();
    this.load();
  }

  async refreshHead() {
    const chat = await fetchChat(this.bot, this.chat).catch(() => null);
    if (!chat) return;
    this.head = chat;
    this.log.head = chat;
    if (!this.log.messages.size) this.log.redraw();
    this.phone.words();
  }

  hear(message) {
    if (message.from_bot) this.setTyping(false);
    this.log.hear(message);
    this.phone.words();
    this.phone.seen();
  }

  get address() {
    const chat = { bot: this.inGroup ? this.person.side : this.bot, user: this.person.id };
    return this.inGroup ? { ...chat, group: this.chat } : chat;
  }

  async order(name, body) {
    return this.tried(order(name, { ...this.address, ...body }));
  }

  async upload(what, bytes) {
    return this.tried(upload({ ...this.address, ...what }, bytes));
  }

  async tried(answer) {
    try {
      return await answer;
    } catch (error) {
      this.phone.note(t("failed", { reason: error.message }));
      return null;
    }
  }

  say(text, answered) {
    return this.order("say", answered ? { text, reply_to: answered.id } : { text });
  }

  command(text) {
    if (!this.state.blocked) this.say(text);
  }

  deepLink(username, payload) {
    const bot = [...store.bots.values()].find((one) => one.username.toLowerCase() === username.toLowerCase());
    if (!bot) return false;
    if (bot.key === this.bot) this.say(`/start ${payload}`.trim());
    else if (bot.key === this.person.side) this.phone.sayToBot(`/start ${payload}`.trim());
    else this.phone.note(t("no_such_bot"));
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
    this.phone.note(t("copied"));
  }

  pay(message) {
    this.phone.pay(message.media, () => this.order("pay", { message: message.id }));
  }

  reply(message) {
    this.phone.composer.answer(message);
  }

  tap(message, button) {
    this.taps.tap(message, button.data);
  }

  answered(answer) {
    this.taps.answered(answer.query);
    if (answer.url) this.open(answer.url);
    if (answer.text && answer.alert) this.phone.alert(answer.text);
    else if (answer.text) this.phone.note(answer.text);
  }

  setTyping(on) {
    clearTimeout(this.typing);
    this.typing = on ? setTimeout(() => this.setTyping(false), TYPING_MS) : null;
    this.phone.words();
  }
}
