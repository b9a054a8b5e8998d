// The command menu: opened by its button, or by typing "/" as a completion. One list for both.

import { byId, make } from "./dom.js";

const BEGINNING = /^\/(\w*)$/;

export class Commands {
  #list = byId("commands");
  #button = byId("menu");
  #box;
  #all = [];
  #shown = [];
  #chosen = -1;
  #owner = null; // what has the focus while the list is open: the text box, or the list itself
  #send;
  #say;

  /** `send(text)` sends a command, `say(text)` tells a screen reader how many there are. */
  constructor(box, send, say) {
    this.#box = box;
    this.#send = send;
    this.#say = say;
    this.#button.onclick = () => (this.#owner ? this.close() : this.#openMenu());
    this.#box.element.addEventListener("input", () => this.complete());
    this.#box.element.addEventListener("blur", () => this.#owner === this.#box.element && this.close());
    this.#list.addEventListener("blur", () => this.#owner === this.#list && this.close());
    // The focus stays where it is while a command is picked with the mouse.
    for (const target of [this.#list, this.#button]) target.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => this.#clicked(event));
    this.#list.addEventListener("keydown", (event) => this.keydown(event));
  }

  /** Offer these commands from now on. */
  set(commands) {
    this.#all = commands;
    this.#button.hidden = commands.length === 0;
    this.close();
    // What was typed before they came may be the beginning of one.
    if (document.activeElement === this.#box.element) this.complete();
  }

  /** Show what the text box may be the beginning of. */
  complete() {
    const typed = BEGINNING.exec(this.#box.text);
    const fitting = typed ? this.#all.filter(({ command }) => command.startsWith(typed[1].toLowerCase())) : [];
    if (fitting.length) this.#open(this.#box.element, fitting);
    else this.close();
  }

  close() {
    if (!this.#owner) return;
    const owner = this.#owner;
    this.#owner = null;
    owner.removeAttribute("aria-activedescendant");
    this.#list.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
  }

  /** Take a key where the list is open; return whether it was taken. */
  keydown(event) {
    if (!this.#owner || event.isComposing) return false;
    const taken = this.#take(event);
    if (taken) event.preventDefault();
    return taken;
  }

  #take({ key, shiftKey }) {
    const last = this.#shown.length - 1;
    switch (key) {
      case "ArrowDown":
        return this.#choose(this.#chosen >= last ? 0 : this.#chosen + 1);
      case "ArrowUp":
        return this.#choose(this.#chosen <= 0 ? last : this.#chosen - 1);
      case "Home":
        return this.#owner === this.#list && this.#choose(0);
      case "End":
        return this.#owner === this.#list && this.#choose(last);
      case "Enter":
        return !shiftKey && this.#pick();
      case " ":
        return this.#owner === this.#list && this.#pick();
      case "Tab":
        return this.#owner === this.#box.element && !shiftKey && this.#fillIn();
      case "Escape":
        return this.#leave();
    }
    return false;
  }

  #openMenu() {
    this.#open(this.#list, this.#all);
    this.#list.focus();
    this.#choose(0);
  }

  #open(owner, commands) {
    const isNew = this.#owner !== owner || commands.length !== this.#shown.length;
    this.#owner = owner;
    this.#shown = commands;
    this.#list.replaceChildren(...commands.map(option));
    this.#list.hidden = false;
    this.#list.scrollTop = 0;
    this.#button.setAttribute("aria-expanded", "true");
    this.#choose(owner === this.#box.element && this.#box.text === "/" ? -1 : 0);
    if (isNew && owner === this.#box.element) this.#say(commands.length === 1 ? "1 command" : `${commands.length} commands`);
  }

  #choose(index) {
    this.#list.children[this.#chosen]?.setAttribute("aria-selected", "false");
    this.#chosen = index;
    const chosen = this.#list.children[index];
    if (chosen) {
      chosen.setAttribute("aria-selected", "true");
      chosen.scrollIntoView({ block: "nearest" });
      this.#owner.setAttribute("aria-activedescendant", chosen.id);
    } else {
      this.#owner.removeAttribute("aria-activedescendant");
    }
    return true;
  }

  #clicked(event) {
    const picked = event.target.closest("[role=option]");
    if (!picked) return;
    this.#chosen = [...this.#list.children].indexOf(picked);
    this.#pick();
  }

  #pick() {
    const picked = this.#shown[this.#chosen];
    if (!picked) return false;
    if (this.#owner === this.#box.element) this.#box.fill("");
    this.#leave();
    this.#send(`/${picked.command}`);
    return true;
  }

  #fillIn() {
    const picked = this.#shown[Math.max(0, this.#chosen)];
    this.#box.fill(`/${picked.command} `);
    this.close();
    return true;
  }

  #leave() {
    const fromMenu = this.#owner === this.#list;
    this.close();
    if (fromMenu) this.#button.focus();
    return true;
  }
}

function option({ command, description }) {
  return make("div", { id: `command-${command}`, role: "option", "aria-selected": "false" },
    make("span", { className: "command-name" }, `/${command}`),
    make("span", { className: "command-about" }, description));
}
