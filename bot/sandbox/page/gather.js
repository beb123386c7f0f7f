// A new group: its title, its people, and how much the bot may see.

import { avatar, closeOnBackdrop, h, openSheet } from "./dom.js";
import { store } from "./store.js";
import { either, t } from "./words.js";

export function gathering(dialog) {
  const title = h("input", { type: "text", autocomplete: "off", maxlength: "128" });
  const search = h("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const list = h("div", { class: "people" });
  const heading = h("h2");
  const all = h("input", { type: "checkbox" });
  const allWords = h("span");
  const create = h("button", { type: "submit", class: "main-button" });
  const form = h("form", {}, heading, title, search, list, h("label", { class: "tick" }, all, allWords), create);
  dialog.append(form);
  closeOnBackdrop(dialog);
  const chosen = new Set();
  let founder = null;
  let found = () => {};

  function option(person) {
    const box = h("input", { type: "checkbox", checked: chosen.has(person.id), disabled: person.id === founder.id });
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(person.id);
      else chosen.delete(person.id);
      count();
    });
    return h("label", { class: "person" }, box, avatar(person), h("span", { class: "person-words" }, h("strong", {}, person.name), h("small", {}, either(person, "role"))));
  }

  // Whoever founds it stands first, then colleagues, then the people of the other bot.
  function draw() {
    const wanted = search.value.trim().toLowerCase();
    const rank = (person) => (person.id === founder.id ? 0 : person.side === founder.side ? 1 : 2);
    const people = [...store.people.values()].filter((person) => [person.name, person.role_zh, person.role_en].join(" ").toLowerCase().includes(wanted));
    people.sort((one, other) => rank(one) - rank(other));
    list.replaceChildren(...(people.length ? people.map(option) : [h("p", { class: "hint" }, t("nobody"))]));
    count();
  }

  function count() {
    create.textContent = t("gather_create", { count: chosen.size });
    create.disabled = !title.value.trim() || chosen.size < 2;
  }

  function open(anchor, person, deed) {
    founder = person;
    found = deed;
    chosen.clear();
    chosen.add(person.id);
    heading.textContent = t("gather");
    for (const [field, words] of [[title, t("gather_title")], [search, t("search")]]) {
      field.value = "";
      field.placeholder = words;
      field.setAttribute("aria-label", words);
    }
    list.setAttribute("aria-label", t("gather_members"));
    all.checked = false;
    allWords.replaceChildren(t("gather_sees_all"), h("small", {}, t("gather_sees_all_hint")));
    draw();
    openSheet(dialog, anchor);
    title.focus();
  }

  title.addEventListener("input", count);
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    found({ title: title.value.trim(), members: [...chosen], sees_all: all.checked });
  });
  return { open };
}
