// The log of the bot's calls, for developers.

import { byId, eachFrame, make } from "./dom.js";
import { clockWithSeconds, moment } from "./times.js";

const MOST_SHOWN = 200;

export class Calls {
  #toggle = byId("toggle-calls");
  #panel = byId("calls");
  #list = byId("call-list");
  #filter = byId("filter");
  #polls = byId("polls");
  #waiting = [];
  #draw = eachFrame(() => this.#drawAll());

  /** `listen(yes)` is told whether anyone looks; nothing arrives otherwise. */
  constructor(listen) {
    this.#toggle.onclick = () => {
      const open = this.#panel.hidden;
      this.#panel.hidden = !open;
      this.#toggle.setAttribute("aria-expanded", open);
      listen(open);
      if (open) this.#panel.scrollIntoView({ block: "nearest" });
    };
    this.#filter.oninput = () => this.#sift();
    this.#polls.onchange = () => this.#sift();
  }

  /** Forget what is shown: all that is known comes again. */
  clear() {
    this.#waiting = [];
    this.#list.replaceChildren();
  }

  put(call) {
    this.#waiting.push(call);
    this.#draw();
  }

  #drawAll() {
    const known = Number(this.#list.lastElementChild?.dataset.number ?? 0);
    // Where the panel was closed in between, calls that are here already come again.
    const fresh = this.#waiting.filter(({ number }) => number > known).slice(-MOST_SHOWN);
    this.#waiting = [];
    const atEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 40;
    const rows = fresh.map(row);
    for (const one of rows) one.hidden = !this.#fits(one);
    this.#list.append(...rows);
    while (this.#list.childElementCount > MOST_SHOWN) this.#list.firstElementChild.remove();
    if (atEnd) this.#list.scrollTop = this.#list.scrollHeight;
  }

  #sift() {
    for (const one of this.#list.children) one.hidden = !this.#fits(one);
  }

  #fits(one) {
    if (one.dataset.method === "getUpdates" && !this.#polls.checked) return false;
    const wanted = this.#filter.value.trim().toLowerCase();
    return !wanted || one.textContent.toLowerCase().includes(wanted);
  }
}

function row({ number, method, code, time, parameters, answer }) {
  const details = make("details", {},
    make("summary", {},
      make("span", { className: `code ${code === 200 ? "fine" : "refused"}` }, code || "cut"),
      make("span", { className: "method" }, method),
      make("time", {}, clockWithSeconds(moment(time)))),
    make("h4", {}, "Parameters"), make("pre", { tabIndex: 0 }, parameters),
    make("h4", {}, "Answer"), make("pre", { tabIndex: 0 }, answer));
  return make("li", { "data-number": number, "data-method": method }, details);
}
