// The desk: phones side by side, the tabs for a narrow screen, and everything the live line tells.

import { chooser } from "./chooser.js";
import { clockPanel } from "./clock.js";
import { avatar, badge, closeOnBackdrop, h, icon, narrow, setBadge, soon, sync } from "./dom.js";
import { gathering } from "./gather.js";
import { listen } from "./link.js";
import { Phone } from "./phone.js";
import { GROUP, groupsOf, place, remember, remembered, store, takePeople, takeRing, takeState, unreadElsewhere, unreadOf } from "./store.js";
import { toldStrip } from "./told.js";
import { troublePanel } from "./trouble.js";
import { language, setLanguage, t } from "./words.js";

const at = (id) => document.getElementById(id);
const phones = new Map();
const people = chooser(at("chooser"));
const groups = gathering(at("gather"));
const clock = clockPanel(at("dock"), at("clock-sheet"), at("when"), at("when-words"));
const told = toldStrip(at("told"), give);
const trouble = troublePanel(at("trouble-sheet"), at("trouble"), at("trouble-dot"));
const adder = h("button", { type: "button", class: "adder", "aria-haspopup": "dialog", onclick: () => people.open(adder, 0, give) });
const adderBadge = badge();
const adderWords = h("span", { class: "adder-words" });
adder.append(adderBadge, icon("plus"), adderWords);
closeOnBackdrop(at("clock-sheet"));

const desk = {
  choose: (phone, anchor) => people.open(anchor, phone.person.id, (person, where) => hand(phone.person.id, person, where)),
  gather: (phone, anchor) => groups.open(anchor, phone.person, (wish) => gather(phone, wish)),
  remove: (phone) => arrange(store.phones.filter((id) => id !== phone.person.id)),
  touched: (phone) => {
    activate(phone.person.id);
    phone.seen();
  },
};

// Somebody takes the phone that another person held; if both have one, they swap places.
function hand(from, person, where) {
  const swapped = store.phones.map((id) => (id === from ? person.id : id === person.id ? from : id));
  store.active = person.id;
  arrange(swapped);
  look(person, where);
}

function look(person, where) {
  const phone = phones.get(person.id);
  if (where && store.chats.has(place(where.bot, where.chat))) phone.enter(where.bot, where.chat);
  phone.composer.focus();
}

// The person founds a group and opens it; the live line may tell of it before or after the answer.
async function gather(phone, wish) {
  const made = await phone.order("gather", wish);
  if (!made) return;
  phone.wanted = made.chat;
  openWanted(phone);
}

function openWanted(phone) {
  if (!store.chats.has(place(GROUP, phone.wanted))) return;
  phone.enter(GROUP, phone.wanted);
  phone.wanted = null;
  phone.composer.focus();
}

// Somebody shall have a phone: their own if it is on the desk, otherwise a further one.
function give(person, where) {
  store.active = person.id;
  if (!store.phones.includes(person.id)) arrange([...store.phones, person.id]);
  else draw();
  const phone = phones.get(person.id);
  phone.element.scrollIntoView({ inline: "nearest", block: "nearest" });
  look(person, where);
  phone.ring();
}

function activate(id) {
  if (store.active === id) return;
  store.active = id;
  remember({ active: id });
  draw();
}

function arrange(ids) {
  store.phones = ids;
  if (!ids.includes(store.active)) store.active = ids[0] ?? 0;
  remember({ phones: ids, active: store.active });
  for (const id of phones.keys()) if (!ids.includes(id)) phones.delete(id);
  for (const id of ids) if (!phones.has(id)) phones.set(id, new Phone(store.people.get(id), desk));
  sync(at("phones"), [...ids.map((id) => phones.get(id).element), adder]);
  draw();
}

function draw() {
  for (const [id, phone] of phones) {
    phone.element.classList.toggle("active", id === store.active);
    phone.words();
  }
  if (narrow.matches) phones.get(store.active)?.seen();
  drawTabs();
}

const tabs = new Map();
const moreTab = h("button", { type: "button", class: "tab", onclick: () => people.open(moreTab, 0, give) }, h("span", { class: "tab-face" }, h("span", { class: "tab-more" }, icon("plus"))), h("span", {}, " "));
const moreBadge = badge();
moreTab.firstChild.append(moreBadge);
const drawTabsSoon = soon(drawTabs);
const drawToldSoon = soon(told.draw);

function tab(id) {
  if (!tabs.has(id)) {
    const person = store.people.get(id);
    const mark = badge();
    const button = h("button", { type: "button", class: "tab", onclick: () => activate(id) }, h("span", { class: "tab-face" }, avatar(person), mark), h("span", {}, person.name));
    tabs.set(id, { button, mark });
  }
  return tabs.get(id);
}

function drawTabs() {
  people.draw();
  moreTab.setAttribute("aria-label", t("add"));
  const row = store.phones.map((id) => {
    const { button, mark } = tab(id);
    const count = unreadOf(store.people.get(id));
    setBadge(mark, count, t("unread", { count }));
    if (id === store.active) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    return button;
  });
  sync(at("tabs"), [...row, moreTab]);
  const elsewhere = unreadElsewhere();
  for (const mark of [adderBadge, moreBadge]) setBadge(mark, elsewhere, t("unread", { count: elsewhere }));
}

function speak(code) {
  setLanguage(code);
  at("language").textContent = t("other_language");
  at("language").lang = language.now === "zh" ? "en" : "zh-Hans";
  adderWords.textContent = t("add");
  adder.setAttribute("aria-label", t("add"));
  for (const phone of phones.values()) phone.translate();
  draw();
  clock.draw(true);
  told.draw();
  trouble.draw();
}

const HEARD = {
  state(state) {
    takeState(state);
    for (const phone of phones.values()) phone.reload();
    arrange(store.phones);
    clock.draw(true);
    told.draw();
    trouble.draw();
    document.body.classList.add("ready");
  },
  message: (message) => opened(message).forEach((one) => one.hear(message)),
  gone: (message) => opened(message).forEach((one) => one.log.lose(message.id)),
  answered: (answer) => phones.get(answer.user)?.known(answer)?.answered(answer),
  action: (sign) => opened(sign).forEach((one) => one.setTyping(true)),
  chat: takeChat,
  group: takeChat,
  ring(ring) {
    takeRing(ring);
    if (!ring.answer) {
      for (const phone of phonesWith(ring)) phone.ring();
      drawToldSoon();
    }
  },
  people({ people: everybody }) {
    takePeople(everybody);
    people.draw();
  },
  commands({ bot }) {
    for (const phone of phones.values()) if (phone.person.side === bot) phone.refreshHead();
  },
  clock(panel) {
    store.clock = panel;
    clock.draw();
    for (const phone of phones.values()) phone.tick();
  },
  faults(faults) {
    store.faults = faults;
    trouble.draw();
  },
};

// The phones on the desk on which this chat is: one, or those of all people of a group.
function phonesWith({ bot, chat }) {
  const everybody = [...phones.values()];
  if (bot === GROUP) return everybody.filter((phone) => groupsOf(phone.person).some((group) => group.chat === chat));
  return everybody.filter((phone) => phone.person.id === chat && phone.person.side === bot);
}

// The same chat on those phones, where it was looked at.
const opened = (event) => [...phones.values()].map((phone) => phone.known(event)).filter(Boolean);

function takeChat(chat) {
  const members = new Set(phonesWith(chat));
  store.chats.set(place(chat.bot, chat.chat), chat);
  for (const phone of phonesWith(chat)) members.add(phone);
  for (const phone of members) {
    phone.words();
    if (phone.wanted === chat.chat) openWanted(phone);
  }
  drawTabsSoon();
}

const kept = remembered();
store.kept = kept.phones ?? [];
store.active = kept.active ?? 0;
at("language").addEventListener("click", () => {
  speak(language.now === "zh" ? "en" : "zh");
  remember({ language: language.now });
});
narrow.addEventListener("change", draw);
document.addEventListener("visibilitychange", () => phones.get(store.active)?.seen());
speak(kept.language ?? (navigator.language.toLowerCase().startsWith("en") ? "en" : "zh"));
listen((kind, content) => HEARD[kind](content), (online) => (at("offline").hidden = online));
