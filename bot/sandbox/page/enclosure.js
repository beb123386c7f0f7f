// What a message carries besides words: photos, voice notes, documents, places, telephone numbers.

import { avatar, h, icon } from "./dom.js";
import { invoiceCard } from "./till.js";
import { enlarge } from "./viewer.js";
import { t } from "./words.js";

const CARDS = { voice, document: documentCard, location, contact, invoice: invoiceCard };

export function enclosure(message) {
  return CARDS[message.kind](message.media);
}

// One photo, or all photos of an album as a grid.
export function photos(messages) {
  const one = messages.length === 1;
  return h("div", { class: one ? "photos single" : "photos", "data-count": String(messages.length) }, ...messages.map((message) => photo(message, one)));
}

function photo({ media, text }, alone) {
  const picture = h("img", { src: media.href, alt: text || t("kind_photo"), loading: "lazy", draggable: "false" });
  if (alone) picture.style.aspectRatio = `${media.width} / ${media.height}`;
  return h("button", { type: "button", class: "photo", "aria-label": `${t("enlarge")} ${text}`.trim(), onclick: () => enlarge(media.href, text) }, picture);
}

let sounding = null;

function voice({ href, duration }) {
  const sound = new Audio();
  sound.preload = "none";
  sound.src = href;
  const bar = h("i");
  const time = h("small", {}, clock(duration));
  const button = h("button", { type: "button", class: "play" }, icon("play"));
  const show = () => {
    button.replaceChildren(icon(sound.paused ? "play" : "pause"));
    button.setAttribute("aria-label", sound.paused ? t("play", { seconds: duration }) : t("pause"));
  };
  button.addEventListener("click", () => {
    if (!sound.paused) return sound.pause();
    if (sounding !== sound) sounding?.pause();
    sounding = sound;
    return sound.play().catch(show);
  });
  for (const kind of ["play", "pause", "ended"]) sound.addEventListener(kind, show);
  sound.addEventListener("timeupdate", () => {
    // A stream does not know how long it is until it has ended.
    const whole = Number.isFinite(sound.duration) ? sound.duration : duration || 1;
    bar.style.inlineSize = `${sound.ended ? 0 : (sound.currentTime / whole) * 100}%`;
    time.textContent = clock(sound.ended || !sound.currentTime ? duration : sound.currentTime);
  });
  show();
  return h("div", { class: "voice" }, button, h("span", { class: "wave" }, bar), time);
}

function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function documentCard(file) {
  const size = file.size < 1024 ? `${file.size} B` : file.size < 1048576 ? `${Math.round(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
  return h(
    "a",
    { class: "card document", href: file.href, download: file.name, "aria-label": t("download", { name: file.name }) },
    h("span", { class: "card-icon" }, icon("file")),
    h("span", { class: "card-words" }, file.name, h("small", {}, size)),
  );
}

function location({ latitude, longitude }) {
  const where = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return h("div", { class: "place" }, h("span", { class: "map", "aria-hidden": "true" }, icon("pin")), h("span", { class: "card-words" }, t("location"), h("small", {}, where)));
}

function contact({ first_name, phone_number }) {
  return h("div", { class: "card contact" }, avatar({ name: first_name, place: first_name.length }), h("span", { class: "card-words" }, first_name, h("small", {}, phone_number)));
}
