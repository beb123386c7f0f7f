// "Who was told": the latest rings. Answers to what a person just did are no news and are left out.

import { avatar, calm, h } from "./dom.js";
import { store } from "./store.js";
import { clockTime, either, t } from "./words.js";

const SHOWN = 30;

export function toldStrip(list, give) {
  let newest = 0;

  function line(ring) {
    const person = store.people.get(ring.chat);
    const fresh = newest && ring.number > newest && !calm.matches;
    return h(
      "li",
      { class: fresh ? "fresh" : undefined },
      h(
        "button",
        { type: "button", title: `${person.name} · ${either(person, "role")}`, onclick: () => give(person) },
        avatar(person),
        h("span", { class: "told-words" }, h("span", {}, h("strong", {}, person.name), h("time", {}, clockTime(ring.at))), h("small", {}, ring.words.replace(/\s+/g, " "))),
      ),
    );
  }

  function draw() {
    const rings = store.rings.filter((ring) => !ring.answer && store.people.has(ring.chat)).slice(-SHOWN).reverse();
    list.replaceChildren(...(rings.length ? rings.map(line) : [h("li", { class: "hint" }, t("told_nobody"))]));
    newest = rings[0]?.number ?? newest;
    if (rings.length) list.scrollLeft = 0;
  }

  return { draw };
}
