// The list of all people, to hand somebody a phone.

import { avatar, badge, closeOnBackdrop, h, icon, openSheet } from "./dom.js";
import { GROUP, groupsOf, store, unreadIn, unreadOf } from "./store.js";
import { either, t } from "./words.js";

export function chooser(dialog) {
  const search = h("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const list = h("div", { class: "people" });
  const title = h("h2");
  dialog.append(title, search, list);
  closeOnBackdrop(dialog);
  let chosen = () => {};
  let current = 0;

  function matches(person, wanted) {
    const words = [person.name, person.role_zh, person.role_en, String(person.id)].join(" ").toLowerCase();
    return wanted.split(/\s+/).every((part) => words.includes(part));
  }

  // A group of this person, as a further chat under their name.
  function groupOption(person, group) {
    const count = unreadIn(group, person);
    const choose = () => (dialog.close(), chosen(person, { bot: GROUP, chat: group.chat }));
    return h("button", { type: "button", class: "person of-person", onclick: choose }, h("span", { class: "avatar group-avatar" }, icon("people")), h("span", { class: "person-words" }, t("group", { title: group.title })), badge(count, t("unread", { count })));
  }

  function option(person) {
    const count = unreadOf(person);
    const open = store.phones.includes(person.id);
    return h(
      "button",
      { type: "button", class: "person", "data-person": String(person.id), "aria-current": person.id === current ? "true" : undefined, onclick: () => (dialog.close(), chosen(person)) },
      avatar(person),
      h("span", { class: "person-words" }, h("strong", {}, person.name), h("small", {}, either(person, "role"))),
      open && person.id !== current ? h("span", { class: "has-phone" }, t("elsewhere")) : "",
      badge(count, t("unread", { count })),
    );
  }

  let drawn = "";
  function draw(force = true) {
    const now = JSON.stringify([...store.chats.values()].map((chat) => chat.unread));
    if (!force && now === drawn) return;
    drawn = now;
    const wanted = search.value.trim().toLowerCase();
    const groups = [...store.bots.values()].map((bot) => {
      const people = [...store.people.values()].filter((person) => person.side === bot.key && matches(person, wanted));
      return people.length ? [h("h3", {}, bot.name), ...people.flatMap((person) => [option(person), ...groupsOf(person).map((group) => groupOption(person, group))])] : [];
    });
    const rows = groups.flat();
    list.replaceChildren(...(rows.length ? rows : [h("p", { class: "hint" }, t("nobody"))]));
  }

  function open(anchor, holder, take) {
    current = holder;
    chosen = take;
    title.textContent = t("choose");
    search.placeholder = t("search");
    search.setAttribute("aria-label", t("search"));
    search.value = "";
    draw();
    openSheet(dialog, anchor);
    list.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
    search.focus({ preventScroll: true });
  }

  search.addEventListener("input", () => draw());
  dialog.addEventListener("keydown", (event) => {
    const items = [...list.querySelectorAll("button")];
    if (event.key === "Enter" && event.target === search && items.length) items[0].click();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !items.length) return;
    event.preventDefault();
    const at = items.indexOf(document.activeElement);
    if (at + step < 0) search.focus();
    else items[Math.min(at + step, items.length - 1)].focus();
  });

  return { open, draw: () => dialog.open && draw(false) };
}
