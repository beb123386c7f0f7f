// The switches for what goes wrong on purpose.

import { closeOnBackdrop, h, openSheet } from "./dom.js";
import { order } from "./link.js";
import { store } from "./store.js";
import { t } from "./words.js";

const FLOOD = 5;

export function troublePanel(dialog, button, dot) {
  closeOnBackdrop(dialog);
  button.addEventListener("click", () => {
    draw();
    openSheet(dialog, button);
  });

  function toggle(words, hint, on, change) {
    return h(
      "button",
      { type: "button", class: "switch", role: "switch", "aria-checked": String(on), onclick: () => order("faults", change) },
      h("span", {}, h("strong", {}, words), h("small", {}, hint)),
      h("i"),
    );
  }

  function draw() {
    const { duplicates, paid_twice: twice, flood } = store.faults;
    dot.hidden = !duplicates && !twice && !flood;
    const focused = [...dialog.querySelectorAll("button")].indexOf(document.activeElement);
    dialog.replaceChildren(
      h("h2", {}, t("trouble")),
      h("p", { class: "hint" }, t("trouble_hint")),
      toggle(t("duplicates"), t("duplicates_hint"), duplicates, { duplicates: !duplicates }),
      toggle(t("paid_twice"), t("paid_twice_hint"), twice, { paid_twice: !twice }),
      toggle(t("flood"), flood ? t("flood_left", { count: flood }) : t("flood_hint"), flood > 0, { flood: flood ? 0 : FLOOD }),
      h("p", { class: "hint" }, t("blocked_hint")),
    );
    if (focused >= 0) dialog.querySelectorAll("button")[focused]?.focus();
  }

  return { draw };
}
