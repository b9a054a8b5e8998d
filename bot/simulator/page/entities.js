// Telegram's text and entities as nodes.

import { make } from "./dom.js";
import { byLetters, inFull, moment } from "./times.js";

const LINES_SHOWN = 3;
const LETTERS_A_LINE = 40;
const WEB = ["http:", "https:", "mailto:"];
const BLOCKS = ["blockquote", "expandable_blockquote", "pre"];
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

const origins = new WeakMap(); // nodes → which stretch of the message they show; `whole` where in other words

let quotes = 0;

/** Return a fragment that shows the text; `act.say(text)` sends something, `act.bot` is the bot's user name. */
export function formatted(text, entities, act) {
  const waiting = [...(entities ?? [])].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return stretch(text, 0, text.length, waiting, act);
}

/** Return which stretch of its message a selection holds, {from, to} in UTF-16 units; null for none of it. */
export function stretchOf(range, root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let found = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const origin = origins.get(node) ?? origins.get(node.parentNode);
    const first = node === range.startContainer ? range.startOffset : 0;
    const last = node === range.endContainer ? range.endOffset : node.length;
    if (!origin || first >= last || !range.intersectsNode(node)) continue;
    const from = origin.whole ? origin.from : origin.from + first;
    found = { from: found?.from ?? from, to: origin.whole ? origin.to : origin.from + last };
  }
  return found;
}

/** Return the nodes of one stretch; takes the entities that begin in it out of those that wait. */
function stretch(text, from, to, waiting, act) {
  const nodes = document.createDocumentFragment();
  let at = from;
  let afterBlock = false;
  const show = (end) => {
    // A block begins and ends its own lines: the line feed behind it is not one more.
    const start = afterBlock && text[at] === "\n" ? at + 1 : at;
    if (start >= end) return;
    const node = document.createTextNode(text.slice(start, end));
    origins.set(node, { from: start, to: end });
    nodes.append(node);
  };
  while (waiting.length && waiting[0].offset < to) {
    const entity = waiting.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    show(start);
    nodes.append(shown(entity, text.slice(start, end), stretch(text, start, end, waiting, act), act));
    at = end;
    afterBlock = BLOCKS.includes(entity.type);
  }
  show(to);
  return nodes;
}

function shown(entity, text, content, act) {
  switch (entity.type) {
    case "bold":
    case "italic":
    case "underline":
    case "strikethrough":
    case "code":
      return make(TAGS[entity.type], {}, content);
    case "pre":
      return preformatted(entity.language, content);
    case "blockquote":
      return make("blockquote", {}, content);
    case "expandable_blockquote":
      return isLong(text) ? expandable(content) : make("blockquote", {}, content);
    case "spoiler":
      return spoiler(content);
    case "date_time":
      return time(entity, content);
    case "text_link":
      return link(entity.url, content, act);
    case "url":
      return link(/^[a-z]+:/i.test(text) ? text : `http://${text}`, content, act);
    case "email":
      return link(`mailto:${text}`, content, act);
    case "bot_command":
      return make("button", { type: "button", className: "command", onclick: () => act.say(text) }, content);
    default:
      return make("span", { className: "tag" }, content);
  }
}

const parsed = (address) => (URL.canParse(address) ? new URL(address) : null);

/** Return what a link to this bot starts it with, or null for a link elsewhere. */
export function startOf(address, bot) {
  const url = parsed(address);
  if (url?.hostname !== "t.me" || url.pathname.toLowerCase() !== `/${bot}`.toLowerCase()) return null;
  return `/start ${url.searchParams.get("start") ?? ""}`.trim();
}

/** Return the properties of a link that leads out of the page, or null where a browser must not follow it. */
export function outward(address) {
  const url = parsed(address);
  return url && WEB.includes(url.protocol) ? { href: url.href, target: "_blank", rel: "noopener noreferrer" } : null;
}

function link(address, content, act) {
  const start = startOf(address, act.bot);
  if (start) return make("button", { type: "button", className: "command", onclick: () => act.say(start) }, content);
  const properties = outward(address);
  return properties ? make("a", properties, content) : make("span", { className: "tag", title: address }, content);
}

function preformatted(language, content) {
  const pre = make("pre", { tabIndex: 0 }, make("code", {}, content));
  if (language) pre.prepend(make("span", { className: "language" }, language));
  return pre;
}

function time(entity, content) {
  const date = moment(entity.unix_time);
  const element = make("time", { dateTime: date.toISOString(), title: inFull(date) }, content);
  const letters = entity.date_time_format;
  if (letters) {
    element.textContent = byLetters(date, letters);
    origins.set(element, { from: entity.offset, to: entity.offset + entity.length, whole: true });
  }
  if (letters?.toLowerCase() === "r") element.dataset.relative = entity.unix_time;
  return element;
}

/** Say anew how far away moments are. */
export function renewMoments() {
  for (const element of document.querySelectorAll("time[data-relative]")) {
    element.textContent = byLetters(moment(element.dataset.relative), "r");
  }
}

function isLong(text) {
  const lines = text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LETTERS_A_LINE)), 0);
  return lines > LINES_SHOWN;
}

function expandable(content) {
  const id = `quote-${(quotes += 1)}`;
  const body = make("div", { id, className: "body" }, content);
  const toggle = make("button", { type: "button", className: "toggle", "aria-controls": id });
  const quote = make("blockquote", { className: "expandable" }, body, toggle);
  const open = (yes) => {
    quote.classList.toggle("open", yes);
    toggle.setAttribute("aria-expanded", yes);
    toggle.textContent = yes ? "Show less" : "Show more";
    // What is cut off must not take the focus.
    for (const target of body.querySelectorAll("a, button, [tabindex]")) target.tabIndex = yes ? 0 : -1;
  };
  toggle.onclick = () => open(!quote.classList.contains("open"));
  body.onclick = () => quote.classList.contains("open") || open(true);
  open(false);
  return quote;
}

function spoiler(content) {
  const inside = make("span", { inert: true }, content);
  const cover = make("span", { className: "spoiler", tabIndex: 0, role: "button", "aria-label": "Hidden text, show it" }, inside);
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    cover.removeEventListener("click", reveal);
    cover.removeEventListener("keydown", reveal);
    for (const name of ["role", "aria-label"]) cover.removeAttribute(name);
    cover.tabIndex = -1;
    cover.classList.add("revealed");
    inside.inert = false;
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}
