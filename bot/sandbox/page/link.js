// The line to the server: one stream of events in, orders out.

const KINDS = ["state", "message", "gone", "chat", "group", "answered", "action", "ring", "people", "commands", "clock", "faults"];

export function listen(hear, setOnline) {
  const source = new EventSource("/phones/events");
  for (const kind of KINDS) source.addEventListener(kind, (event) => hear(kind, JSON.parse(event.data)));
  source.addEventListener("open", () => setOnline(true));
  source.addEventListener("error", () => {
    setOnline(false);
    // A browser gives up after some errors; a fresh line starts over with the full state.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(hear, setOnline), 1500);
  });
}

export function order(name, body) {
  return post(name, "application/json", JSON.stringify(body));
}

// The bytes go as they are; `what` says what they are and where they belong.
export function upload(what, bytes) {
  return post(`upload?${new URLSearchParams(what)}`, "application/octet-stream", bytes);
}

async function post(path, type, body) {
  const response = await fetch(`/phones/${path}`, { method: "POST", headers: { "content-type": type }, body });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.reason);
  return answer;
}

export async function fetchChat(bot, chat, before = 0) {
  const response = await fetch(`/phones/chats/${encodeURIComponent(bot)}/${chat}?before=${before}`);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}
