// The list of messages: draws what changed once a frame, follows the newest, counts what was not seen.

import { byId, eachFrame, make } from "./dom.js";
import { fill } from "./message.js";
import { dayKey, dayLabel, moment } from "./times.js";

const NEAR_BOTTOM = 48;
// The newest messages are always laid out, so that their end can be scrolled to; older ones only while in sight.
const ALWAYS_LAID_OUT = 40;

export class Chat {
  #list = byId("chat");
  #jump = byId("jump");
  #unreadCount = byId("unread");
  #items = new Map(); // message id → {item, message}
  #near = [];
  #waiting = [];
  #draw = eachFrame(() => this.#drawAll());
  #following = true;
  #unread = 0;
  #marked = null;
  #lastDay = null;
  #act;
  #listener;

  /** `act` is handed to messages; `listener` hears `arrived(message)`, `changed(message)`, `drawn(isEmpty, unread)`. */
  constructor(act, listener) {
    this.#act = act;
    this.#listener = listener;
    this.#list.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#following && this.toNewest()).observe(this.#list);
    this.#jump.onclick = () => {
      this.toNewest();
      this.#list.focus({ preventScroll: true });
    };
    document.addEventListener("visibilitychange", () => this.#scrolled());
  }

  /** Show these messages and no others. */
  replace(messages) {
    this.#waiting = [{ all: messages }];
    this.#draw();
  }

  /** Show a message that is new or has changed. */
  put(message) {
    this.#waiting.push({ message });
    this.#draw();
  }

  /** Take a message away. */
  remove(id) {
    this.#waiting.push({ gone: id });
    this.#draw();
  }

  /** Say anew which day is today. */
  renewDays() {
    for (const label of this.#list.querySelectorAll(".day [data-unix]")) {
      label.textContent = dayLabel(moment(label.dataset.unix));
    }
  }

  /** Return the message that an element belongs to. */
  messageOf(element) {
    return this.#items.get(Number(element.closest("[data-id]")?.dataset.id))?.message;
  }

  toNewest() {
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#following = true;
    this.#read();
  }

  #drawAll() {
    const waiting = this.#waiting;
    this.#waiting = [];
    let shownLast = null;
    for (const { all, message, gone } of waiting) {
      if (all) shownLast = this.#drawAfresh(all);
      else if (message) shownLast = this.#drawOne(message) ?? shownLast;
      else this.#drop(gone);
    }
    if (this.#following && shownLast) this.#reveal(shownLast);
    this.#updateJump();
    this.#listener.drawn(this.#items.size === 0, this.#unread);
  }

  #drawAfresh(messages) {
    this.#items.clear();
    this.#near = [];
    this.#lastDay = null;
    this.#following = true;
    this.#unread = 0;
    const fragment = document.createDocumentFragment();
    for (const message of messages) this.#append(message, fragment);
    this.#list.replaceChildren(fragment);
    return this.#near.at(-1) ?? null;
  }

  /** Draw a message; return its item where a person who follows the chat should see it. */
  #drawOne(message) {
    const known = this.#items.get(message.message_id);
    if (known) return this.#redraw(known, message);
    const item = this.#append(message, this.#list);
    if (message.from.id === this.#act.personId) {
      this.#following = true;
    } else {
      if (!this.#following || document.hidden) this.#countUnread(item);
      this.#listener.arrived(message);
    }
    return item;
  }

  #redraw(known, message) {
    const { item } = known;
    const heading = item.querySelectorAll(":scope > .day, :scope > .unread-line");
    const held = item.contains(document.activeElement);
    known.message = message;
    fill(item, message, this.#act);
    item.prepend(...heading);
    // The button that was tapped is gone; stay where its answer is.
    if (held) item.focus({ preventScroll: true });
    this.#listener.changed(message);
    return item === this.#list.lastElementChild ? item : null;
  }

  #append(message, parent) {
    const item = make("li", { tabIndex: -1, "data-id": message.message_id });
    fill(item, message, this.#act);
    this.#headDay(item, message);
    parent.append(item);
    this.#items.set(message.message_id, { item, message });
    this.#near.push(item);
    if (this.#near.length > ALWAYS_LAID_OUT) this.#near.shift().classList.add("far");
    return item;
  }

  #headDay(item, message) {
    const date = moment(message.date);
    const day = dayKey(date);
    if (day === this.#lastDay) return;
    this.#lastDay = day;
    item.prepend(make("div", { className: "day" }, make("span", { "data-unix": message.date }, dayLabel(date))));
  }

  #drop(id) {
    const known = this.#items.get(id);
    if (!known) return;
    const day = known.item.querySelector(":scope > .day");
    const next = known.item.nextElementSibling;
    if (day && next && !next.querySelector(":scope > .day")) next.prepend(day);
    if (known.item.contains(document.activeElement)) this.#list.focus({ preventScroll: true });
    known.item.remove();
    this.#items.delete(id);
    this.#near = this.#near.filter((item) => item !== known.item);
    if (this.#items.size === 0) this.#lastDay = null;
  }

  /** Scroll so that a message can be read: all of it, or its beginning where it is longer than the screen. */
  #reveal(item) {
    this.#list.scrollTop = this.#list.scrollHeight;
    const hidden = this.#list.getBoundingClientRect().top - item.getBoundingClientRect().top;
    if (hidden > 0) this.#list.scrollTop -= hidden;
    // Whoever sees the beginning of the newest message still follows.
    this.#following = true;
    if (!document.hidden) this.#read();
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#list;
    const newest = this.#near.at(-1);
    const seesNewest = newest && newest.offsetTop <= scrollTop + 1;
    this.#following = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM || Boolean(seesNewest);
    if (this.#following && !document.hidden) this.#read();
    this.#updateJump();
  }

  #countUnread(item) {
    if (this.#unread === 0) {
      this.#marked?.remove();
      this.#marked = make("div", { className: "unread-line" }, make("span", {}, "Unread messages"));
      item.prepend(this.#marked);
    }
    this.#unread += 1;
  }

  #read() {
    if (this.#unread === 0) return;
    this.#unread = 0;
    this.#updateJump();
    this.#listener.drawn(this.#items.size === 0, 0);
  }

  #updateJump() {
    const { scrollHeight, scrollTop, clientHeight } = this.#list;
    this.#jump.hidden = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
    this.#unreadCount.hidden = this.#unread === 0;
    this.#unreadCount.textContent = this.#unread ? `${this.#unread} unread` : "";
  }
}
