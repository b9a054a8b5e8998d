// Writing: the box, what it replies to, and sending both.

import { byId } from "./dom.js";

export class Composer {
  #box;
  #reply;
  #send;
  #commands;

  /** `send(text, more)` returns a promise; what could not be sent is put back. */
  constructor(box, reply, send, commands) {
    this.#box = box;
    this.#reply = reply;
    this.#send = send;
    this.#commands = commands;
    byId("composer").onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    box.element.addEventListener("keydown", (event) => this.#keydown(event));
  }

  #keydown(event) {
    if (this.#commands.keydown(event)) return;
    if (event.key === "Escape") return this.#reply.end();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit();
  }

  async #submit() {
    const { text, entities } = this.#box;
    if (!text.trim()) return;
    const answered = this.#reply.take();
    this.#box.fill("");
    this.#commands.close();
    this.#box.focus();
    if ((await this.#send(text, { entities, ...answered?.asked })) || this.#box.text) return;
    this.#box.fill(text, entities);
    if (answered) this.#reply.begin(answered.message, answered.quote);
  }
}
