// What covers a phone's screen for a moment: an alert of the bot, or a menu.

import { arrows, h } from "./dom.js";

export class Overlay {
  // `screen` is what it covers; `back()` is called when it is gone.
  constructor(screen, back) {
    this.screen = screen;
    this.back = back;
    this.element = h("div", { class: "overlay", hidden: true });
    this.element.addEventListener("click", (event) => event.target === this.element && this.close());
  }

  alert(text, agreed) {
    const ok = h("button", { type: "button", class: "main-button", onclick: () => this.close() }, agreed);
    this.show(h("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "aria-label": text }, h("p", {}, text), ok));
    ok.focus({ preventScroll: true });
  }

  // `items` = [{words, act, disabled}]
  menu(items) {
    const deed = (act) => () => {
      this.close();
      act();
    };
    const buttons = items.map(({ words, act, disabled }) => h("button", { type: "button", role: "menuitem", disabled, onclick: deed(act) }, words));
    const menu = h("div", { class: "phone-menu", role: "menu" }, ...buttons);
    arrows(menu);
    this.show(menu);
    menu.querySelector("button:enabled").focus();
  }

  show(content) {
    this.element.replaceChildren(content);
    this.element.hidden = false;
    this.cover(true);
  }

  // Returns whether there was anything to close.
  close() {
    if (this.element.hidden) return false;
    this.element.hidden = true;
    this.element.replaceChildren();
    this.cover(false);
    this.back();
    return true;
  }

  cover(covered) {
    for (const part of this.screen.children) if (part !== this.element) part.inert = covered;
  }
}
