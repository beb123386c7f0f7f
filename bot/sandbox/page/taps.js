// Taps on buttons: each shows that it is under way until the bot answers it.

const PATIENCE_MS = 12000;

export class Taps {
  // `send(message, data)` -> {query} or null; `redraw(message id)`; `giveUp()` when the bot keeps silent.
  constructor({ send, redraw, giveUp }) {
    this.waiting = new Map();
    this.send = send;
    this.redraw = redraw;
    this.giveUp = giveUp;
    this.early = new Set();
  }

  async tap(message, data) {
    const key = `${message.id}:${data}`;
    if (this.waiting.has(key)) return;
    const timer = setTimeout(() => {
      this.settle(key);
      this.giveUp();
    }, PATIENCE_MS);
    this.waiting.set(key, { timer, query: null });
    this.redraw(message.id);
    const answer = await this.send(message.id, data);
    // The bot's answer may come on the live line before we are told the number of our own query.
    if (!answer || this.early.delete(answer.query)) this.settle(key);
    else if (this.waiting.has(key)) this.waiting.get(key).query = answer.query;
  }

  answered(query) {
    const known = [...this.waiting].find(([, wait]) => wait.query === query);
    if (known) this.settle(known[0]);
    else this.early.add(query);
  }

  clear() {
    for (const key of [...this.waiting.keys()]) this.settle(key);
    this.early.clear();
  }

  settle(key) {
    clearTimeout(this.waiting.get(key)?.timer);
    if (this.waiting.delete(key)) this.redraw(Number(key.split(":")[0]));
  }
}
