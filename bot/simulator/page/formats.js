// The bar that formats what is selected in the text box, and the keys for it, as in Telegram's apps.

import { byId } from "./dom.js";
import { notice } from "./notices.js";

const KEYS = { b: "bold", i: "italic", u: "underline", k: "text_link" };
const SHIFT_KEYS = { x: "strikethrough", m: "code", ".": "blockquote", ">": "blockquote" };
const ADDRESS = /^(?:[a-z]+:\S+|\S+\.\S+)$/i;

export class Formats {
  #bar = byId("formats");
  #buttons = [...byId("formats").children];
  #dialog = byId("link");
  #address = byId("link-address");
  #box;
  #linking = null; // what was selected, while the address is asked for

  constructor(box) {
    this.#box = box;
    for (const button of this.#buttons) button.onclick = () => this.#format(button.dataset.type);
    // The words stay selected while a button is pressed.
    this.#bar.addEventListener("mousedown", (event) => event.preventDefault());
    box.element.addEventListener("keydown", (event) => this.#keydown(event));
    for (const name of ["selectionchange", "focusin", "focusout"]) document.addEventListener(name, () => this.#show());
    box.element.addEventListener("input", () => this.#show());
    byId("keep-link").onclick = () => this.#leave();
    byId("unlink").onclick = () => {
      this.#leave();
      this.#box.clear("text_link");
    };
    this.#dialog.oncancel = (event) => {
      event.preventDefault();
      this.#leave();
    };
    this.#dialog.onsubmit = (event) => {
      event.preventDefault();
      this.#leave();
      this.#link(this.#address.value.trim());
    };
  }

  #show() {
    const { start, end } = this.#box.selected;
    const isHere = [this.#box.element, ...this.#buttons].includes(document.activeElement);
    this.#bar.hidden = start === end || !(isHere || this.#dialog.open);
    for (const button of this.#buttons) button.setAttribute("aria-pressed", this.#box.has(button.dataset.type));
  }

  #keydown(event) {
    const { start, end } = this.#box.selected;
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const type = (event.shiftKey ? SHIFT_KEYS : KEYS)[event.key.toLowerCase()];
    if (!type) return;
    event.preventDefault();
    if (start < end) this.#format(type);
  }

  #format(type) {
    if (type === "text_link") return this.#askAddress();
    this.#box.toggle(type);
    this.#show();
  }

  #askAddress() {
    this.#linking = this.#box.selected;
    this.#address.value = this.#box.address();
    byId("unlink").hidden = !this.#address.value;
    this.#dialog.showModal();
    this.#address.select();
  }

  #leave() {
    this.#dialog.close();
    this.#box.focus(this.#linking);
  }

  #link(address) {
    if (ADDRESS.test(address)) this.#box.mark("text_link", address);
    else notice("This is no web address.");
  }
}
