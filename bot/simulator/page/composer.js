// The box to write in.

import { byId } from "./dom.js";

const MOST_CHARACTERS = 4096; // UTF-16 units, as Telegram and JavaScript count

export class Composer {
  #form = byId("composer");
  #text = byId("text");
  #tooLong = byId("too-long");
  #send;
  #commands;

  /** `send(text)` returns a promise; what could not be sent is put back. */
  constructor(send, commands) {
    this.#send = send;
    this.#commands = commands;
    this.#form.onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    this.#text.addEventListener("keydown", (event) => this.#keydown(event));
    this.#text.addEventListener("input", () => this.#fit());
  }

  #keydown(event) {
    if (this.#commands.keydown(event)) return this.#fit();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit();
  }

  async #submit() {
    const text = this.#text.value.trim();
    if (!text || text.length > MOST_CHARACTERS) return this.#fit();
    this.#fill("");
    this.#commands.close();
    this.#text.focus();
    if (!(await this.#send(text)) && !this.#text.value) this.#fill(text);
  }

  #fill(text) {
    this.#text.value = text;
    this.#fit();
  }

  /** Make the box as high as its text, and say where that is too long to send. */
  #fit() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight}px`;
    const over = this.#text.value.trim().length - MOST_CHARACTERS;
    this.#tooLong.hidden = over <= 0;
    this.#tooLong.textContent = over > 0 ? `${over} too many` : "";
    this.#text.setAttribute("aria-invalid", over > 0);
  }
}
