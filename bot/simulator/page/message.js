// One message of the Bot API as one item of the chat.

import { fileAddress } from "./api.js";
import { byId, make } from "./dom.js";
import { formatted, outward, startOf } from "./entities.js";
import { clock, inFull, moment } from "./times.js";

const STYLES = ["primary", "danger", "success"];

/** Fill an item of the chat with a message; `act` knows what taps and links do, and who holds the phone. */
export function fill(item, message, act) {
  const mine = message.from.id === act.personId;
  item.className = `message ${mine ? "mine" : "theirs"}`;
  item.replaceChildren(
    make("div", { className: "bubble" },
      make("span", { className: "unseen" }, mine ? "You: " : `${message.from.first_name}: `),
      ...reply(message),
      ...attachment(message),
      ...words(message, act),
      meta(message, act)),
    ...keyboard(message, act));
}

/** Return what a message says, without what a person has to open first. */
export function spoken(message) {
  const text = message.text ?? message.caption ?? "";
  const entities = message.entities ?? message.caption_entities ?? [];
  const hidden = entities.filter(({ type }) => type === "spoiler" || type === "expandable_blockquote");
  const parts = [];
  let at = 0;
  for (const { offset, length } of hidden) {
    parts.push(text.slice(at, Math.max(at, offset)));
    at = Math.max(at, offset + length);
  }
  const file = message.document ? `File ${message.document.file_name}. ` : message.photo ? "Photo. " : "";
  return (file + [...parts, text.slice(at)].join("")).trim();
}

function words(message, act) {
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  return text ? [make("div", { className: "text", dir: "auto" }, formatted(text, entities, act))] : [];
}

function meta(message, act) {
  const date = moment(message.date);
  const time = make("time", { dateTime: date.toISOString(), title: inFull(date) }, clock(date));
  // Like Telegram's apps: a message with buttons is a card that changes, which is not worth a word.
  const edited = message.edit_date && !message.reply_markup ? ["edited "] : [];
  return make("div", { className: "meta" }, replyButton(message, act), make("span", {}, ...edited, time));
}

function replyButton(message, act) {
  const onclick = () => act.reply(message);
  return make("button", { type: "button", className: "answer", onclick }, make("span", {}, "Reply"));
}

function reply({ reply_to_message: to, quote }) {
  if (!to) return [];
  const what = quote?.text ?? to.text ?? to.caption ?? to.document?.file_name ?? "Photo";
  const className = quote ? "reply quoted" : "reply";
  return [make("div", { className }, make("b", {}, to.from.first_name), make("span", {}, what))];
}

function attachment(message) {
  if (message.photo) return [photo(message)];
  if (message.document) return [file(message.document)];
  for (const kind of ["sticker", "voice"]) if (message[kind]) return [make("span", { className: "tag" }, `(${kind})`)];
  return [];
}

function photo(message) {
  const { file_id, width, height } = message.photo.at(-1);
  const image = make("img", { src: fileAddress(file_id), alt: message.caption ?? "Photo", width, height, loading: "lazy" });
  image.onerror = () => image.replaceWith(make("span", { className: "no-photo" }, "Photo"));
  return make("a", { className: "photo", href: fileAddress(file_id), download: "", "aria-label": "Download photo" }, image);
}

function file(document) {
  const icon = byId("file-icon").content.cloneNode(true);
  return make("a", { className: "file", href: fileAddress(document.file_id), download: document.file_name },
    make("span", { className: "disc" }, icon),
    make("span", { className: "about" },
      make("span", { className: "name" }, document.file_name),
      make("span", { className: "size" }, `${size(document.file_size)}, download`)));
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function keyboard(message, act) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return [];
  const shown = rows.map((row) => make("div", { className: "row" }, ...row.map((button) => key(message, button, act))));
  return [make("div", { className: "keyboard", role: "group", "aria-label": "Buttons" }, ...shown)];
}

function key(message, button, act) {
  const className = `key ${STYLES.includes(button.style) ? button.style : ""}`.trim();
  const start = button.url && startOf(button.url, act.bot);
  const leads = button.url && !start && outward(button.url);
  if (leads) return make("a", { ...leads, className: `${className} leads-out` }, button.text);
  const element = make("button", { type: "button", className }, button.text);
  if (start) element.onclick = () => act.say(start);
  else if (button.callback_data) element.onclick = () => act.tap(element, message.message_id, button.callback_data);
  else if (button.copy_text) element.onclick = () => act.copy(button.copy_text.text);
  else element.disabled = true;
  return element;
}
