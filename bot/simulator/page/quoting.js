// Quoting: words that are selected in a message get a button beside them.

import { byId } from "./dom.js";
import { stretchOf } from "./entities.js";

const GAP = 8;
const LEAVES_AFTER = 250; // ms

export class Quoting {
  #button = byId("quote");
  #stage = byId("quote").parentElement;
  #chat;
  #reply;
  #found = null; // {message, from, to}
  #leaving = 0;

  constructor(chat, reply) {
    this.#chat = chat;
    this.#reply = reply;
    document.addEventListener("selectionchange", () => this.#look());
    byId("chat").addEventListener("scroll", () => this.#found && this.#look(), { passive: true });
    // The words stay selected while the button is pressed.
    this.#button.addEventListener("mousedown", (event) => event.preventDefault());
    this.#button.onclick = () => this.#take();
  }

  #look() {
    const selection = getSelection();
    const found = selection.isCollapsed ? null : this.#selected(selection.getRangeAt(0));
    clearTimeout(this.#leaving);
    if (!found) {
      // Some browsers drop a selection at the very touch that presses the button.
      this.#leaving = setTimeout(() => this.#leave(), LEAVES_AFTER);
      return;
    }
    this.#found = found;
    this.#button.hidden = false;
    this.#place(selection.getRangeAt(0).getBoundingClientRect());
  }

  /** Return which words of which message are selected, null unless they are all of one text. */
  #selected(range) {
    const text = elementOf(range.startContainer)?.closest(".text");
    const message = text && this.#chat.messageOf(text);
    if (!message || !this.#isWithin(range, text)) return null;
    const stretch = stretchOf(range, text);
    return stretch && { message, ...stretch };
  }

  /** Return whether a selection ends in this text, or just behind it, as one by a triple click does. */
  #isWithin(range, text) {
    if (text.contains(range.endContainer)) return true;
    const behind = document.createRange();
    behind.setStartAfter(text);
    behind.setEnd(range.endContainer, range.endOffset);
    return !behind.cloneContents().querySelector(".text");
  }

  #place({ left, right, top, bottom }) {
    const stage = this.#stage.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#button;
    const below = bottom - stage.top + GAP;
    const above = top - stage.top - GAP - height;
    const y = below + height <= stage.height ? below : above;
    const x = (left + right - width) / 2 - stage.left;
    // Words that are selected may be scrolled away; the button stays in sight.
    this.#button.style.top = `${within(y, stage.height - height)}px`;
    this.#button.style.left = `${within(x, stage.width - width)}px`;
  }

  #leave() {
    this.#found = null;
    this.#button.hidden = true;
  }

  #take() {
    const { message, from, to } = this.#found;
    this.#leave();
    getSelection().removeAllRanges();
    this.#reply.beginQuote(message, from, to);
  }
}

const within = (place, room) => Math.max(GAP, Math.min(place, room - GAP));
const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
