// What the page knows: the server's state, and whose phones are on this desk (kept in this browser).

export const GROUP = "group";
const DRAWER = "guanjia.phones";
const MOST_RINGS = 60;

export const store = {
  bots: new Map(),
  people: new Map(),
  chats: new Map(),
  rings: [],
  faults: { duplicates: false, flood: 0 },
  clock: null,
  phones: [],
  kept: [],
  active: 0,
};

export const place = (bot, chat) => `${bot}/${chat}`;
export const chatOf = (person) => store.chats.get(place(person.side, person.id));
export const groupsOf = (person) => [...store.chats.values()].filter((chat) => chat.bot === GROUP && chat.open && chat.members.includes(person.id));
export const unreadIn = (chat, person) => (chat?.bot === GROUP ? chat.unread[person.id] : chat?.unread) ?? 0;
export const unreadOf = (person) => [chatOf(person), ...groupsOf(person)].reduce((sum, chat) => sum + unreadIn(chat, person), 0);

// What waits for people who hold no phone on this desk.
export function unreadElsewhere() {
  const others = [...store.people.values()].filter((person) => !store.phones.includes(person.id));
  return others.reduce((sum, person) => sum + unreadOf(person), 0);
}

export function takeState(state) {
  store.bots = new Map(state.bots.map((bot) => [bot.key, bot]));
  takePeople(state.people);
  store.chats = new Map([...state.chats, ...state.groups].map((chat) => [place(chat.bot, chat.chat), chat]));
  store.rings = state.rings.slice(-MOST_RINGS);
  store.faults = state.faults;
  store.clock = state.clock;
  const known = (store.phones.length ? store.phones : store.kept).filter((id) => store.people.has(id));
  store.phones = known.length ? known : firstPhones(state);
  if (!store.phones.includes(store.active)) store.active = store.phones[0] ?? 0;
}

export function takePeople(people) {
  store.people = new Map(people.map((person, place) => [person.id, { ...person, place }]));
}

export function takeRing(ring) {
  store.rings = [...store.rings, ring].slice(-MOST_RINGS);
}

function firstPhones(state) {
  const wished = state.first_phones.filter((id) => store.people.has(id));
  if (wished.length) return wished;
  const [first] = state.bots;
  const guests = state.people.filter((person) => person.side === first?.key);
  const others = state.people.filter((person) => person.side !== first?.key);
  return [...guests.slice(0, 1), ...others.slice(0, 4)].map((person) => person.id);
}

export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(DRAWER)) ?? {};
  } catch {
    return {};
  }
}

export function remember(changes) {
  try {
    localStorage.setItem(DRAWER, JSON.stringify({ ...remembered(), ...changes }));
  } catch {
    // A browser may forbid storage; the desk then starts fresh each time.
  }
}
