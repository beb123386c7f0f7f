// A message, or an album, as a bubble with its buttons underneath.

import { h, icon } from "./dom.js";
import { enclosure, photos } from "./enclosure.js";
import { rich } from "./rich.js";
import { money } from "./till.js";
import { clockTime, t } from "./words.js";

const HUES = 8;

// `messages` is one message, or the pieces of an album. `act` = {command, deepLink, tap(message, button), open(url),
// copy(text), pay(message), reply(message)}; `inGroup` shows who wrote it.
export function bubble(messages, act, waiting, inGroup) {
  const message = messages.at(-1);
  const [first] = messages;
  if (message.service) return event(message);
  const body = h("div", { class: `bubble with-${message.kind}` });
  if (inGroup && !message.mine) body.append(h("div", { class: `sender hue-${message.sender % HUES}` }, message.name));
  if (message.forwarded) body.append(h("div", { class: "forwarded" }, t("forwarded", { name: message.forwarded })));
  if (first.quoted) body.append(quote(first.quoted));
  body.append(...contents(messages, act));
  const side = message.mine ? "mine" : "theirs";
  const row = h("article", { class: `message ${side}`, "data-id": String(first.id) }, body);
  if (inGroup) row.append(replyButton(message, act));
  if (message.buttons.length) row.append(keyboard(message, act, waiting));
  return row;
}

export function summary({ kind, text }) {
  return text || (kind === "text" || kind === "service" ? "…" : t(`kind_${kind}`));
}

function contents(messages, act) {
  const pictures = messages.filter(({ kind }) => kind === "photo");
  const parts = pictures.length ? [photos(pictures)] : [];
  for (const message of messages) {
    if (message.media && message.kind !== "photo") parts.push(enclosure(message));
    if (message.text) parts.push(h("div", { class: "words" }, rich(message.text, message.entities, act)));
  }
  const words = parts.at(-1)?.classList.contains("words") ? parts.at(-1) : null;
  (words ?? parts[parts.push(h("div", { class: "words bare" })) - 1]).append(stamp(messages.at(-1)));
  return parts;
}

function event({ service, id }) {
  const amount = service.total_amount ? money(service) : "";
  const words = t(`event_${service.kind}`, { names: service.names.join(", "), amount });
  return h("div", { class: "day event", "data-id": String(id) }, h("span", {}, words));
}

function quote(quoted) {
  return h("div", { class: "quoted" }, h("b", {}, quoted.name), summary(quoted));
}

function replyButton(message, act) {
  return h("button", { type: "button", class: "round reply", title: t("reply"), "aria-label": `${t("reply")}: ${message.name}`, onclick: () => act.reply(message) }, icon("reply"));
}

function stamp(message) {
  const marks = [message.edited && !message.from_bot && t("edited"), clockTime(message.at)].filter(Boolean).join(" ");
  return h("span", { class: "stamp" }, message.silent ? h("span", { class: "hush", title: t("silent") }, icon("bell")) : "", marks);
}

function keyboard(message, act, waiting) {
  const rows = message.buttons.map((row) => h("div", { class: "keys-row" }, ...row.map((button) => key(message, button, act, waiting))));
  return h("div", { class: "keys" }, ...rows);
}

function key(message, button, act, waiting) {
  const style = button.style ? ` key-${button.style}` : "";
  const label = h("span", {}, button.text);
  if (button.url) {
    return h("button", { type: "button", class: `key${style}`, title: t("opens", { url: button.url }), onclick: () => act.open(button.url) }, label, icon("link"));
  }
  if (button.copies !== null) {
    return h("button", { type: "button", class: `key${style}`, title: t("copies"), onclick: () => act.copy(button.copies) }, label, icon("copy"));
  }
  if (button.pay) {
    return h("button", { type: "button", class: "key", onclick: () => act.pay(message) }, h("span", {}, t("pay", { amount: money(message.media) })));
  }
  if (button.data === null) {
    return h("button", { type: "button", class: "key", disabled: true, title: t("unsupported") }, label);
  }
  const busy = waiting.has(`${message.id}:${button.data}`);
  const tap = () => act.tap(message, button);
  return h("button", { type: "button", class: `key${style}${busy ? " busy" : ""}`, "aria-busy": String(busy), onclick: tap }, label);
}
