// The demo's own clock: what it shows, and the buttons that set it ahead.

import { passHour, passToReminder } from "./api.js";
import { byId } from "./dom.js";
import { byLetters, clock, fullDate, moment, now, setNow } from "./times.js";

const A_SECOND = 1000;
const NONE = "No reminder is coming. In the chat, turn one on or end the pause.";

let shown = "";
let renewed = () => {};

/** Show the time once it is known; `renew()` is called at each minute and each jump. */
export function runClock(renew) {
  renewed = renew;
  setInterval(() => shown && shown !== minute() && show(), A_SECOND);
}

const minute = () => now().toISOString().slice(0, 16);

/** Let the clock show this moment, in Unix seconds. */
export function setClock(unix) {
  setNow(unix);
  show();
}

function show() {
  shown = minute();
  const date = now();
  byId("clock").textContent = clock(date);
  byId("clock").dateTime = date.toISOString();
  byId("clock-day").textContent = fullDate(date);
  byId("clock-zone").textContent = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  renewed();
}

/** Let the time pass at the press of a button. */
export function offerTime() {
  const buttons = [byId("pass-hour"), byId("pass-reminder")];
  const offer = (button, pass, told) => {
    button.onclick = async () => {
      if (button.hasAttribute("aria-busy")) return;
      for (const each of buttons) each.setAttribute("aria-busy", "true");
      byId("passed").textContent = "";
      try {
        const time = await pass();
        setClock(time.now);
        byId("passed").textContent = told(time);
      } catch (error) {
        byId("passed").textContent = error.message;
      }
      for (const each of buttons) each.removeAttribute("aria-busy");
    };
  };
  offer(buttons[0], passHour, (time) => `It is ${byLetters(moment(time.now), "wt")} now.`);
  offer(buttons[1], passToReminder, ({ due, people }) => (due ? `${byLetters(moment(due), "wt")}: ${reminder(people)}` : NONE));
}

function reminder(people) {
  return people.length ? `a reminder for ${new Intl.ListFormat("en").format(people)}.` : "a reminder.";
}
