// One message as a bubble, with its buttons underneath.

import { h, icon } from "./dom.js";
import { rich } from "./rich.js";
import { clockTime, t } from "./words.js";

// `act` = {command, deepLink, tap(message, button), open(url), copy(text)}
export function bubble(message, act, waiting) {
  const body = h("div", { class: "bubble" });
  if (message.quoted) body.append(h("div", { class: "quoted" }, message.quoted.text || "…"));
  if (message.kind === "document") body.append(documentCard(message.media));
  const words = h("div", { class: "words" }, rich(message.text, message.entities, act), stamp(message));
  body.append(words);
  const row = h("article", { class: `message ${message.from_bot ? "theirs" : "mine"}`, "data-id": String(message.id) }, body);
  if (message.buttons.length) row.append(keyboard(message, act, waiting));
  return row;
}

function stamp(message) {
  const marks = [message.edited && !message.from_bot && t("edited"), clockTime(message.at)].filter(Boolean).join(" ");
  return h("span", { class: "stamp" }, message.silent ? h("span", { class: "hush", title: t("silent") }, icon("bell")) : "", marks);
}

function documentCard(file) {
  const size = file.size < 1024 ? `${file.size} B` : file.size < 1048576 ? `${Math.round(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
  return h(
    "a",
    { class: "document", href: file.href, download: file.name, "aria-label": t("download", { name: file.name }) },
    h("span", { class: "document-icon" }, icon("file")),
    h("span", { class: "document-name" }, file.name, h("small", {}, size)),
  );
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
  if (button.data === null) {
    return h("button", { type: "button", class: "key", disabled: true, title: t("unsupported") }, label);
  }
  const busy = waiting.has(`${message.id}:${button.data}`);
  const tap = () => act.tap(message, button);
  return h("button", { type: "button", class: `key${style}${busy ? " busy" : ""}`, "aria-busy": String(busy), onclick: tap }, label);
}
