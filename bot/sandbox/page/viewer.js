// A photo as large as the window allows.

import { h, icon } from "./dom.js";
import { t } from "./words.js";

const picture = h("img", { alt: "" });
const words = h("p");
const close = h("button", { type: "button", class: "round" }, icon("close"));
const dialog = h("dialog", { class: "viewer" }, close, picture, words);
dialog.addEventListener("click", () => dialog.close());

export function enlarge(src, caption) {
  if (!dialog.isConnected) document.body.append(dialog);
  picture.src = src;
  picture.alt = caption || t("kind_photo");
  words.textContent = caption;
  close.setAttribute("aria-label", t("close"));
  dialog.setAttribute("aria-label", t("enlarge"));
  dialog.showModal();
  close.focus();
}
