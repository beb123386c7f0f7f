// Paying an invoice: its card in the chat, and the sheet that takes the money or says why not.

import { h } from "./dom.js";
import { t } from "./words.js";

const TELEGRAMS_WORDS = { BOT_PRECHECKOUT_TIMEOUT: "pay_too_late" };

export function money({ currency, total_amount }) {
  const sign = currency === "CNY" ? "¥" : `${currency} `;
  return `${sign}${(total_amount / 100).toFixed(2)}`;
}

export function invoiceCard(invoice) {
  return h("div", { class: "invoice" }, h("strong", {}, invoice.title), h("p", {}, invoice.description), h("b", {}, money(invoice)));
}

// `send()` -> {ok, error} or null when the order itself was refused.
export function payingSheet(overlay, invoice, send) {
  const said = h("p", { role: "status" });
  const pay = h("button", { type: "button", class: "main-button", onclick: take }, t("pay", { amount: money(invoice) }));
  const leave = h("button", { type: "button", class: "other-button", onclick: () => overlay.close() }, t("cancel"));
  const sheet = h("div", { class: "alert paying", role: "dialog", "aria-modal": "true", "aria-label": invoice.title }, invoiceCard(invoice), said, pay, leave);

  async function take() {
    pay.disabled = true;
    said.textContent = t("paying");
    const answer = await send();
    said.textContent = words(answer);
    pay.hidden = true;
    leave.textContent = t("ok");
    if (sheet.isConnected) leave.focus({ preventScroll: true });
  }

  overlay.show(sheet);
  pay.focus({ preventScroll: true });
}

function words(answer) {
  if (!answer) return t("pay_failed");
  if (answer.ok) return t("pay_done");
  return answer.error in TELEGRAMS_WORDS ? t(TELEGRAMS_WORDS[answer.error]) : answer.error;
}
