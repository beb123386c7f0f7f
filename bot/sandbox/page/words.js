// The page's own words in Chinese and English; what bots and people say is theirs.

const WORDS = {
  zh: {
    building: "天物大厦 · 客户服务演示台",
    told: "通知了谁",
    told_nobody: "还没有人收到通知。在任一部手机上写点什么，或让时间往前走。",
    trouble: "故障演练",
    trouble_hint: "打开后看看系统怎样应对。",
    duplicates: "更新重复送达",
    duplicates_hint: "每条消息和点按都送达两次",
    flood: "请求过于频繁",
    flood_hint: "接下来的 5 次发送被要求稍后再试（429）",
    flood_left: "还剩 {count} 次",
    blocked_hint: "屏蔽机器人：在手机右上角的菜单里，对每个人分别设置。",
    tabs: "手机",
    choose: "这部手机归谁",
    search: "搜索姓名、岗位",
    nobody: "没有找到这个人",
    elsewhere: "已有手机",
    add: "添加一部手机",
    remove: "收起这部手机",
    holder: "更换持机人：{name}",
    unread: "{count} 条未读",
    offline: "与服务器的连接断开了，正在重新连接…",
    bot: "机器人",
    typing: "正在输入…",
    write: "消息",
    send: "发送",
    commands: "菜单",
    commands_none: "这个机器人没有菜单命令",
    more: "更多",
    start: "开始",
    about: "这个机器人能做什么？",
    block: "屏蔽机器人",
    unblock: "解除屏蔽",
    blocked: "您已屏蔽这个机器人",
    edit_last: "修改我的上一条消息",
    editing: "修改消息",
    cancel: "取消",
    edited: "已修改",
    silent: "静音消息",
    ok: "好",
    older: "更早的消息",
    download: "下载 {name}",
    opens: "打开网页 {url}",
    copies: "复制",
    copied: "已复制",
    unsupported: "沙盒里还没有这种按钮",
    no_answer: "机器人还没有回应这次点按",
    no_such_bot: "这部手机上没有这个机器人",
    messages: "与{name}的聊天",
    time: "办公室的时间",
    walk_300: "5 分钟",
    walk_3600: "1 小时",
    walk_86400: "1 天",
    next_duty: "到下一项任务",
    forward: "时间前进 {distance}",
    walking: "时间正在前进…",
    stumbled: "这段时间没有走完，请看服务器日志。",
    no_walk: "时间随办公室的时钟走。",
    duties: "定时任务",
    duties_none: "没有定时任务",
    state_done: "已完成",
    state_next: "接下来",
    state_running: "进行中",
    state_failed: "未成功",
    today: "今天",
    other_language: "English",
    failed: "没有成功：{reason}",
    new_below: "新消息",
  },
  en: {
    building: "Tianwu Tower · customer service on your desk",
    told: "Who was told",
    told_nobody: "Nobody has been told anything yet. Write something on a phone, or let time go by.",
    trouble: "Make trouble",
    trouble_hint: "Switch it on and watch the office cope.",
    duplicates: "Duplicate updates",
    duplicates_hint: "Every message and tap is delivered twice",
    flood: "Too many requests",
    flood_hint: "The next 5 sends are told to come back later (429)",
    flood_left: "{count} left",
    blocked_hint: "Blocking the bot: for each person, in the menu at the top right of the phone.",
    tabs: "Phones",
    choose: "Who holds this phone",
    search: "Search by name or post",
    nobody: "Nobody found",
    elsewhere: "has a phone",
    add: "Add a phone",
    remove: "Put this phone away",
    holder: "Hand the phone to somebody else: {name}",
    unread: "{count} unread",
    offline: "The connection to the server is lost; reconnecting…",
    bot: "bot",
    typing: "typing…",
    write: "Message",
    send: "Send",
    commands: "Menu",
    commands_none: "This bot has no menu",
    more: "More",
    start: "Start",
    about: "What can this bot do?",
    block: "Block the bot",
    unblock: "Unblock",
    blocked: "You blocked this bot",
    edit_last: "Edit my last message",
    editing: "Edit message",
    cancel: "Cancel",
    edited: "edited",
    silent: "silent message",
    ok: "OK",
    older: "Earlier messages",
    download: "Download {name}",
    opens: "Open the page {url}",
    copies: "Copy",
    copied: "Copied",
    unsupported: "The sandbox does not know this kind of button yet",
    no_answer: "The bot has not answered this tap yet",
    no_such_bot: "That bot is not on this phone",
    messages: "Chat with {name}",
    time: "The office's time",
    walk_300: "5 min",
    walk_3600: "1 h",
    walk_86400: "1 day",
    next_duty: "To the next duty",
    forward: "Let {distance} go by",
    walking: "Time is going by…",
    stumbled: "Time stopped on the way; see the server's log.",
    no_walk: "Time follows the office's clock.",
    duties: "Duties",
    duties_none: "No duties",
    state_done: "done",
    state_next: "next",
    state_running: "running",
    state_failed: "failed",
    today: "today",
    other_language: "中文",
    failed: "That did not work: {reason}",
    new_below: "New messages",
  },
};

export const language = { now: "zh" };

export function t(key, values = {}) {
  return WORDS[language.now][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Picks the words of a record that carries both languages: {name_zh, name_en}.
export function either(record, field) {
  return record[`${field}_${language.now}`] || record[`${field}_zh`] || "";
}

export function setLanguage(code) {
  language.now = code in WORDS ? code : "zh";
  document.documentElement.lang = language.now === "zh" ? "zh-Hans" : "en";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = t(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
}

// Times come as the office's wall clock with its offset; the browser's own time zone must not touch them.
function wall(iso) {
  const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/.exec(iso).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute));
}

function format(iso, options) {
  const locale = language.now === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", hourCycle: "h23", ...options }).format(wall(iso));
}

export const dayOf = (iso) => iso.slice(0, 10);
export const clockTime = (iso) => iso.slice(11, 16);
export const longDay = (iso) => format(iso, { weekday: "long", year: "numeric", month: "long", day: "numeric" });
export const shortDay = (iso) => format(iso, { month: "short", day: "numeric", weekday: "short" });
export const chatDay = (iso) => format(iso, { month: "long", day: "numeric", weekday: "short" });
