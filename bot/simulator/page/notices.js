// Short words over the chat, words that must be acknowledged, and words for screen readers only.

import { byId, make } from "./dom.js";

const SHOWN_FOR = 5000;
const GATHER_FOR = 250;
const READ_OUT_AT_ONCE = 3;

/** Show a line over the chat for a while. */
export function notice(text) {
  const line = make("p", { className: "notice" }, text);
  byId("notices").replaceChildren(line);
  setTimeout(() => line.remove(), SHOWN_FOR + 40 * text.length);
}

/** Show something that has to be acknowledged. */
export function alertBox(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

/** Ask whether to begin again; return the answer. */
export function confirmFreshStart() {
  const dialog = byId("confirm");
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}

/** Reads messages out, each once; in a flood only how many there are. */
export class Announcer {
  #element = byId("announcer");
  #waiting = [];
  #timer = 0;

  say(text) {
    this.#waiting.push(text);
    this.#timer ||= setTimeout(() => this.#readOut(), GATHER_FOR);
  }

  #readOut() {
    const texts = this.#waiting;
    this.#waiting = [];
    this.#timer = 0;
    const lines = texts.length > READ_OUT_AT_ONCE ? [`${texts.length} new messages`] : texts;
    this.#element.replaceChildren(...lines.map((line) => make("p", {}, line)));
  }
}
