// The paper-clip: ready-made photos, files of this device, a voice note, a place, a telephone number.

import { h, icon } from "./dom.js";
import { asPhoto } from "./shrink.js";
import { t } from "./words.js";

const PICTURES = ["tap", "lamp", "ceiling", "lock", "card"];
const LARGEST = 50 * 1024 * 1024;
const IN_AN_ALBUM = 10;
const VOICE = { href: "voice.ogg", seconds: 3 };
// The lobby of the tower in the demo.
const HERE = { latitude: 39.13236, longitude: 117.20987 };

// The photos among the files, ten to an album, and then all others as documents: [what it is, its bytes].
async function inAlbums(files) {
  const tried = await Promise.all(files.map(asPhoto));
  const photos = tried.filter(Boolean);
  const number = Math.floor(Math.random() * 2 ** 50) + 1;
  const pieces = photos.map((photo, index) => {
    const first = index - (index % IN_AN_ALBUM);
    return [{ kind: "photo", album: photos.length - first > 1 ? String(number + first) : "" }, photo];
  });
  const others = files.filter((_, index) => !tried[index]);
  return [...pieces, ...others.map((file) => [{ kind: "document", name: file.name, mime: file.type }, file])];
}

// `line` = {takeCaption()}, what stands in the line to write in. What is sent belongs to the chat that was open.
export function attachments(phone, line, closed) {
  const chosen = new Set();
  const files = h("input", { type: "file", multiple: true, hidden: true, tabindex: "-1" });
  const panel = h("div", { class: "attachments", role: "dialog", hidden: true });
  files.addEventListener("change", () => {
    const picked = [...files.files];
    files.value = "";
    if (picked.length) send(picked);
  });

  async function built(name, type) {
    const response = await fetch(name);
    return new File([await response.blob()], name.split("/").at(-1), { type });
  }

  async function send(picked) {
    const to = phone.here;
    close();
    if (picked.some((file) => file.size > LARGEST)) return phone.note(t("too_large"));
    phone.note(t("sending"));
    let caption = line.takeCaption();
    const pieces = await inAlbums(picked);
    for (const [what, bytes] of pieces) {
      await to.upload({ ...what, caption }, bytes);
      caption = "";
    }
    return phone.noteGone();
  }

  async function sendChosen() {
    const names = PICTURES.filter((name) => chosen.has(name));
    await send(await Promise.all(names.map((name) => built(`pictures/${name}.jpg`, "image/jpeg"))));
  }

  async function sendVoice() {
    const to = phone.here;
    close();
    await to.upload({ kind: "voice", seconds: VOICE.seconds }, await built(VOICE.href, "audio/ogg"));
  }

  function share(what) {
    close();
    return phone.order("share", what);
  }

  const shareNumber = () => share({ kind: "contact" });
  const sharePlace = () => share({ kind: "location", ...HERE });

  function picture(name) {
    const words = t(`picture_${name}`);
    const choose = () => {
      if (!chosen.delete(name)) chosen.add(name);
      draw(name);
    };
    return h(
      "button",
      { type: "button", class: "sample", "data-name": name, "aria-pressed": String(chosen.has(name)), title: words, onclick: choose },
      h("img", { src: `pictures/${name}.jpg`, alt: words, draggable: "false" }),
      h("span", { class: "sample-mark" }, icon("check")),
    );
  }

  function way(name, words, deed) {
    return h("button", { type: "button", class: "way", onclick: deed }, h("span", { class: "way-icon" }, icon(name)), words);
  }

  function draw(focused) {
    const count = chosen.size;
    panel.setAttribute("aria-label", t("attach"));
    panel.replaceChildren(
      h("h3", {}, t("pictures")),
      h("div", { class: "gallery" }, ...PICTURES.map(picture)),
      count ? h("button", { type: "button", class: "main-button", onclick: sendChosen }, t("send_pictures", { count })) : "",
      count ? h("p", { class: "hint" }, t("caption_hint")) : "",
      h(
        "div",
        { class: "ways" },
        way("picture", t("from_device"), () => files.click()),
        way("voice", t("voice_note"), sendVoice),
        way("pin", t("my_location"), sharePlace),
        way("call", t("my_number"), shareNumber),
      ),
    );
    panel.querySelector(focused ? `[data-name="${focused}"]` : "button")?.focus();
  }

  function open() {
    const room = panel.parentElement.getBoundingClientRect().top - panel.closest(".screen").getBoundingClientRect().top;
    panel.style.maxHeight = `${room - 14}px`;
    panel.hidden = false;
    draw();
  }

  // Returns whether it was open.
  function close() {
    const was = !panel.hidden;
    panel.hidden = true;
    chosen.clear();
    if (was) closed();
    return was;
  }

  return { panel, files, open, close, shareNumber, sharePlace };
}
