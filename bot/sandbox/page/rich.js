// Text with entities as elements. Offsets count UTF-16 units, just as JavaScript's strings do.

import { h } from "./dom.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };
const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

// `act` = {command(text), deepLink(username, payload) -> handled?}
export function rich(text, entities, act) {
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes(text, 0, text.length, entities, act));
  return fragment;
}

function nodes(text, start, end, entities, act) {
  const made = [];
  let at = start;
  let rest = entities.filter((entity) => entity.offset < end && entity.offset + entity.length > start);
  while (rest.length) {
    const [outer, ...others] = rest;
    const from = Math.max(at, outer.offset);
    const to = Math.min(end, outer.offset + outer.length);
    if (from > at) made.push(text.slice(at, from));
    if (to > from) {
      const inner = others.filter((entity) => entity.offset < to);
      made.push(marked(outer, text.slice(from, to), nodes(text, from, to, inner, act), act));
    }
    at = Math.max(at, to);
    rest = others.filter((entity) => entity.offset + entity.length > to);
  }
  if (at < end) made.push(text.slice(at, end));
  return made;
}

function marked(entity, words, children, act) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, act);
    case "url":
      return link(/^\w+:/.test(words) ? words : `http://${words}`, children, act);
    case "email":
      return link(`mailto:${words}`, children, act);
    case "bot_command":
      return h("button", { type: "button", class: "inline-command", onclick: () => act.command(words) }, ...children);
    case "spoiler":
      return spoiler(children);
    case "mention":
    case "hashtag":
    case "text_mention":
      return h("span", { class: "tagged" }, ...children);
    case "expandable_blockquote":
      return h("blockquote", {}, ...children);
    default:
      return h(TAGS[entity.type] ?? "span", {}, ...children);
  }
}

export function safeUrl(url) {
  try {
    const parsed = new URL(url);
    return SAFE.has(parsed.protocol) ? parsed : null;
  } catch {
    return null;
  }
}

// t.me/some_bot?start=payload opens the bot on this very phone instead of leaving the desk.
export function deepLink(url) {
  const parsed = safeUrl(url);
  if (!parsed || !["t.me", "telegram.me"].includes(parsed.hostname)) return null;
  const username = parsed.pathname.slice(1);
  return /^\w+$/.test(username) ? { username, payload: parsed.searchParams.get("start") ?? "" } : null;
}

function link(url, children, act) {
  const parsed = safeUrl(url);
  if (!parsed) return h("span", {}, ...children);
  const follow = (event) => {
    const target = deepLink(url);
    if (target && act.deepLink(target.username, target.payload)) event.preventDefault();
  };
  return h("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer", onclick: follow }, ...children);
}

function spoiler(children) {
  const cover = h("span", { class: "spoiler", tabindex: "0", role: "button" }, ...children);
  const show = () => {
    cover.classList.add("shown");
    cover.removeAttribute("role");
  };
  cover.addEventListener("click", show);
  cover.addEventListener("keydown", (event) => ["Enter", " "].includes(event.key) && show());
  return cover;
}
