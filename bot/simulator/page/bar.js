// The bar beside the phone: who holds it, how it looks, and a fresh start.

import { startAfresh } from "./api.js";
import { byId, make } from "./dom.js";
import { confirmFreshStart, notice } from "./notices.js";

const THEME = "theme";

/** Show who can hold the phone; `pick(person)` is called at once for who holds it now, and at each change. */
export function choosePerson(people, pick) {
  const wanted = location.hash.slice(1);
  const now = people.find(({ id }) => String(id) === wanted) ?? people[0];
  byId("people").append(...people.map((person) => choice(person, person === now, () => {
    history.replaceState(null, "", `#${person.id}`);
    pick(person);
  })));
  pick(now);
}

function choice(person, checked, onchange) {
  const language = new Intl.DisplayNames("en", { type: "language" }).of(person.language_code);
  return make("label", { className: "person" },
    make("input", { type: "radio", name: "person", value: person.id, checked, onchange }),
    make("span", { className: "face", "aria-hidden": "true" }, person.first_name.slice(0, 1)),
    make("span", { className: "about" },
      make("span", { className: "name" }, person.first_name),
      make("span", { className: "note" }, person.note ? `${person.note} · ${language}` : language)));
}

/** Let the look be chosen; it is remembered. */
export function chooseTheme() {
  const kept = localStorage.getItem(THEME) ?? "system";
  for (const input of byId("theme").querySelectorAll("input")) {
    input.checked = input.value === kept;
    input.onchange = () => {
      localStorage.setItem(THEME, input.value);
      document.documentElement.dataset.theme = input.value;
    };
  }
  document.documentElement.dataset.theme = kept;
}

/** Let everything begin again, after a question. */
export function offerFreshStart() {
  byId("fresh").onclick = async () => {
    if (!(await confirmFreshStart())) return;
    byId("fresh").disabled = true;
    try {
      await startAfresh();
      closeBar();
      notice("All chats are empty again.");
    } catch (error) {
      notice(error.message);
    } finally {
      byId("fresh").disabled = false;
      byId("fresh").focus();
    }
  };
}

/** Let the bar be opened over the phone where there is no room beside it. */
export function foldBar() {
  byId("open-bar").onclick = () => {
    document.body.classList.add("bar-open");
    byId("open-bar").setAttribute("aria-expanded", "true");
    byId("phone").inert = true;
    byId("close-bar").focus();
  };
  byId("close-bar").onclick = closeBar;
  byId("bar").addEventListener("keydown", (event) => event.key === "Escape" && closeBar());
  matchMedia("(min-width: 60rem)").addEventListener("change", closeBar);
}

/** Give the phone its place back, where the bar is over it. */
export function closeBar() {
  if (!document.body.classList.contains("bar-open")) return;
  document.body.classList.remove("bar-open");
  byId("open-bar").setAttribute("aria-expanded", "false");
  byId("phone").inert = false;
  byId("open-bar").focus();
}
