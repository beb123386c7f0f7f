// "Who was told": the latest rings. Answers to what a person just did are no news and are left out.

import { avatar, calm, h, icon } from "./dom.js";
import { GROUP, place, store } from "./store.js";
import { clockTime, either, t } from "./words.js";

const SHOWN = 30;

// Who heard a ring: a person, or the people of a group, whose first one on the desk (or else its first) looks.
function hearer(ring) {
  if (ring.bot !== GROUP) return { person: store.people.get(ring.chat) };
  const group = store.chats.get(place(GROUP, ring.chat));
  const members = group?.open ? group.members : [];
  return { person: store.people.get(members.find((id) => store.phones.includes(id)) ?? members[0]), group };
}

// `give(person, place)` puts the person's phone on the desk and opens the chat there.
export function toldStrip(list, give) {
  let newest = 0;

  function line(ring) {
    const { person, group } = hearer(ring);
    const fresh = newest && ring.number > newest && !calm.matches;
    const name = group ? group.title : person.name;
    const words = ring.words.replace(/\s+/g, " ") || t(`kind_${ring.kind}`);
    return h(
      "li",
      { class: fresh ? "fresh" : undefined },
      h(
        "button",
        { type: "button", title: group ? t("group", { title: name }) : `${name} · ${either(person, "role")}`, onclick: () => give(person, ring) },
        group ? h("span", { class: "avatar group-avatar" }, icon("people")) : avatar(person),
        h("span", { class: "told-words" }, h("span", {}, h("strong", {}, name), h("time", {}, clockTime(ring.at))), h("small", {}, words)),
      ),
    );
  }

  function draw() {
    const rings = store.rings.filter((ring) => !ring.answer && hearer(ring).person).slice(-SHOWN).reverse();
    list.replaceChildren(...(rings.length ? rings.map(line) : [h("li", { class: "hint" }, t("told_nobody"))]));
    newest = rings[0]?.number ?? newest;
    if (rings.length) list.scrollLeft = 0;
  }

  return { draw };
}
