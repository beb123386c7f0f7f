// Small helpers to build the page; text always goes in as text, never as markup.

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  send: "M3.2 10 16.6 3.7 12.8 16.8 9.6 11.4zM9.6 11.4 16.6 3.7",
  menu: "M4 6h12M4 10h12M4 14h8",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  down: "M5.5 8l4.5 4.5L14.5 8",
  close: "M5.5 5.5l9 9M14.5 5.5l-9 9",
  plus: "M10 4.5v11M4.5 10h11",
  file: "M6 2.8h5.2L15 6.6v10.6H6zM11 2.8v4h4",
  link: "M8 12 13.5 6.5M9 6h5v5",
  copy: "M7.5 7.5h8v8h-8zM4.5 12.5v-8h8",
  edit: "M4 16l.8-3.4L13 4.4l2.6 2.6L7.4 15.2z",
  bell: "M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5l1.3 1.3H4.2zM8.7 17h2.6",
  clip: "M15.6 9.2l-5.9 5.9a3.6 3.6 0 0 1-5.1-5.1l6.4-6.4a2.4 2.4 0 0 1 3.4 3.4L8.2 13.2a1.2 1.2 0 0 1-1.7-1.7l5.4-5.4",
  picture: "M3.5 4.5h13v11h-13zM3.5 13l3.8-3.6 3 2.8 2.4-2.2 3.8 3.6M12.9 7.6h.01",
  voice: "M10 3a2.2 2.2 0 0 0-2.2 2.2v4.3a2.2 2.2 0 0 0 4.4 0V5.2A2.2 2.2 0 0 0 10 3zM5.3 9.3a4.7 4.7 0 0 0 9.4 0M10 14v3",
  pin: "M10 17.2s5-4.9 5-8.7a5 5 0 0 0-10 0c0 3.8 5 8.7 5 8.7zM10 10a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2z",
  call: "M5 3.5l2.3-.6 1.6 3.6-1.6 1.4c.8 1.8 2.3 3.3 4.1 4.1l1.4-1.6 3.6 1.6-.6 2.3c-.3.9-1.1 1.4-2 1.3C8.6 15 4.5 10.9 4 5.5c-.1-.9.1-1.7 1-2z",
  play: "M6.5 4.2v11.6l9-5.8z",
  pause: "M7 4.5v11M13 4.5v11",
  reply: "M8.5 5 4 9.5 8.5 14M4 9.5h7.5c2.8 0 4.5 1.7 4.5 5",
  people: "M7.5 9.3a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM2.8 16c.3-2.9 2.1-4.7 4.7-4.7s4.4 1.8 4.7 4.7M12.7 4.4a2.6 2.6 0 0 1 0 4.7M14 11.6c1.9.5 3 2.1 3.2 4.4",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

const HUES = 8;

export function avatar(person) {
  const letter = [...person.name.replace(/[\s（(].*$/u, "")][0] ?? "?";
  return h("span", { class: `avatar hue-${person.place % HUES}`, "aria-hidden": "true" }, letter);
}

export function badge(count = 0, label = "") {
  const element = h("span", { class: "badge" });
  setBadge(element, count, label);
  return element;
}

export function setBadge(element, count, label) {
  element.hidden = !count;
  element.textContent = count > 99 ? "99+" : String(count || "");
  element.setAttribute("aria-label", label);
}

// Makes the children of an element these, in this order, without touching those that stay: focus and clicks survive.
export function sync(parent, children) {
  const staying = new Set(children);
  for (const child of [...parent.childNodes]) if (!staying.has(child)) child.remove();
  children.forEach((child, index) => {
    if (parent.childNodes[index] !== child) parent.insertBefore(child, parent.childNodes[index] ?? null);
  });
}

// Up and down move between the buttons of a menu, and round its ends.
export function arrows(menu) {
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.querySelectorAll("button:enabled")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !items.length) return;
    event.preventDefault();
    items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
  });
}

// However often it is asked for, a drawing happens once before the next picture.
export function soon(draw) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };
}

export const narrow = matchMedia("(max-width: 640px)");
export const calm = matchMedia("(prefers-reduced-motion: reduce)");

export function restart(element, name) {
  element.classList.remove(name);
  void element.offsetWidth; // Without this the browser sees no change and does not play the animation again.
  element.classList.add(name);
}

// Shows a dialog under the element that called it; on a narrow screen it comes up from below.
export function openSheet(dialog, anchor) {
  dialog.showModal();
  dialog.style.cssText = "";
  if (narrow.matches || !anchor) return;
  const from = anchor.getBoundingClientRect();
  const { width, height } = dialog.getBoundingClientRect();
  const left = Math.max(12, Math.min(from.left, innerWidth - width - 12));
  const below = from.bottom + 8;
  const top = below + height > innerHeight - 12 ? Math.max(12, Math.min(below, innerHeight - height - 12)) : below;
  dialog.style.left = `${left}px`;
  dialog.style.top = `${top}px`;
}

export function closeOnBackdrop(dialog) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
