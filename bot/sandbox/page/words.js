// Which language the page speaks, and how it says times.

import { TEXTS } from "./texts.js";

export const language = { now: "zh" };

export function t(key, values = {}) {
  return TEXTS[language.now][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Picks the words of a record that carries both languages: {name_zh, name_en}.
export function either(record, field) {
  return record[`${field}_${language.now}`] || record[`${field}_zh`] || "";
}

export function setLanguage(code) {
  language.now = code in TEXTS ? code : "zh";
  document.documentElement.lang = language.now === "zh" ? "zh-Hans" : "en";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = t(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
}

// Times come as the office's wall clock with its offset; the browser's own time zone must not touch them.
function wall(iso) {
  const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/.exec(iso).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute));
}

function format(iso, options) {
  const locale = language.now === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", hourCycle: "h23", ...options }).format(wall(iso));
}

export const dayOf = (iso) => iso.slice(0, 10);
export const clockTime = (iso) => iso.slice(11, 16);
export const longDay = (iso) => format(iso, { weekday: "long", year: "numeric", month: "long", day: "numeric" });
export const shortDay = (iso) => format(iso, { month: "short", day: "numeric", weekday: "short" });
export const chatDay = (iso) => format(iso, { month: "long", day: "numeric", weekday: "short" });
