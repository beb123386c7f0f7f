// The clock of the office: what time it is, how to let time go by, and the duties on the way.

import { h, icon, openSheet } from "./dom.js";
import { order } from "./link.js";
import { store } from "./store.js";
import { clockTime, dayOf, either, longDay, shortDay, t } from "./words.js";

const STEPS = [300, 3600, 86400];

export function clockPanel(dock, sheet, when, whenWords) {
  let failure = "";

  async function walk(body) {
    failure = "";
    try {
      await order("clock", body);
    } catch (error) {
      failure = t("failed", { reason: error.message });
      draw();
    }
  }

  function face(clock) {
    return h("div", { class: "face" }, h("strong", {}, clockTime(clock.now)), h("span", {}, longDay(clock.now)));
  }

  function steps(clock) {
    if (!clock.can_walk) return h("p", { class: "hint" }, t("no_walk"));
    const step = (words, body, main) =>
      h("button", { type: "button", class: main ? "step main-step" : "step", disabled: clock.walking, "aria-label": main ? words : t("forward", { distance: words }), onclick: () => walk(body) }, main ? words : `+${words}`);
    const trouble = failure || (clock.stumbled ? t("stumbled") : "");
    return h(
      "div",
      { class: "steps" },
      h("div", { class: "steps-row" }, ...STEPS.map((seconds) => step(t(`walk_${seconds}`), { seconds }, false)), step(t("next_duty"), { to: "next_duty" }, true)),
      h("p", { class: clock.walking ? "unseen" : "hint bad", role: "status" }, clock.walking ? t("walking") : trouble),
      clock.walking && h("div", { class: "progress" }),
    );
  }

  function duty(line, now) {
    const day = dayOf(line.at) === dayOf(now) ? t("today") : shortDay(line.at);
    const mark = { done: icon("check"), next: "", running: "", failed: "!" }[line.state];
    return h(
      "li",
      { class: `duty ${line.state}`, title: either(line, "note") },
      h("span", { class: "duty-mark", role: "img", "aria-label": t(`state_${line.state}`) }, mark),
      h("span", { class: "duty-words" }, h("strong", {}, either(line, "name")), h("small", {}, `${day} ${clockTime(line.at)}${either(line, "note") ? ` · ${either(line, "note")}` : ""}`)),
    );
  }

  function duties(clock) {
    const rows = clock.duties.map((line) => duty(line, clock.now));
    return h("ol", { class: "duties", "aria-label": t("duties"), tabindex: "0" }, ...(rows.length ? rows : [h("li", { class: "hint" }, t("duties_none"))]));
  }

  function fill(box, clock) {
    const before = box.querySelector(".duties");
    const scrolled = before ? [before.scrollLeft, before.scrollTop] : null;
    const focused = [...box.querySelectorAll("button")].indexOf(document.activeElement);
    box.replaceChildren(face(clock), steps(clock), duties(clock));
    const list = box.querySelector(".duties");
    if (scrolled) [list.scrollLeft, list.scrollTop] = scrolled;
    else list.querySelector(".next")?.scrollIntoView({ block: "nearest", inline: "center" });
    if (focused >= 0) box.querySelectorAll("button")[focused]?.focus();
  }

  let drawn = "";
  function draw(force = false) {
    const clock = store.clock;
    if (!clock) return;
    whenWords.textContent = `${shortDay(clock.now)} ${clockTime(clock.now)}`;
    when.classList.toggle("busy", clock.walking);
    const now = JSON.stringify([clock, failure]);
    if (!force && now === drawn) return;
    drawn = now;
    fill(dock, clock);
    fill(sheet, clock);
  }

  when.addEventListener("click", () => openSheet(sheet, when));
  return { draw };
}
