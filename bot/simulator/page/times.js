// Moments as the holder of the phone reads them: by the demo's clock, in this machine's zone, in that person's language.

const formatters = new Map();
let locale = "en";
let hour = "numeric";
let ahead = 0; // milliseconds that the demo's clock is ahead of this machine's

/** Take this for the present moment, in Unix seconds. */
export function setNow(unix) {
  ahead = unix * 1000 - Date.now();
}

/** Return the present moment. */
export const now = () => new Date(Date.now() + ahead);

/** Show moments in this language from now on. */
export function setLanguage(code) {
  try {
    locale = Intl.getCanonicalLocales(code)[0] ?? "en";
  } catch {
    locale = "en";
  }
  formatters.clear();
  // Where the day has 24 hours, they have two digits.
  hour = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions().hour12 ? "numeric" : "2-digit";
}

function formatted(date, options) {
  const key = JSON.stringify(options);
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale, options));
  return formatters.get(key).format(date);
}

export const moment = (unix) => new Date(unix * 1000);
export const clock = (date) => formatted(date, { hour, minute: "2-digit" });
export const clockWithSeconds = (date) => formatted(date, { hour, minute: "2-digit", second: "2-digit" });
export const fullDate = (date) => formatted(date, { dateStyle: "full" });
export const inFull = (date) => formatted(date, { dateStyle: "full", timeStyle: "long" });
export const dayKey = (date) => `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;

/** Return what stands over the first message of a day. */
export function dayLabel(date) {
  const today = now();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (dayKey(date) === dayKey(today)) return "Today";
  if (dayKey(date) === dayKey(yesterday)) return "Yesterday";
  const year = date.getFullYear() === today.getFullYear() ? {} : { year: "numeric" };
  return formatted(date, { day: "numeric", month: "long", ...year });
}

const LETTERS = {
  w: { weekday: "long" },
  d: { day: "2-digit", month: "2-digit", year: "2-digit" },
  D: { day: "numeric", month: "long", year: "numeric" },
  t: { minute: "2-digit" },
  T: { minute: "2-digit", second: "2-digit" },
};

/** Return a moment by Telegram's format letters (`r`, or some of `w d D t T`). */
export function byLetters(date, letters) {
  if (letters.toLowerCase() === "r") return relative(date);
  const options = Object.assign({}, ...[...letters].map((letter) => LETTERS[letter] ?? LETTERS[letter.toLowerCase()]));
  if (options.minute) options.hour = hour;
  return formatted(date, options);
}

const UNITS = [["year", 31536000], ["month", 2592000], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

function relative(date) {
  const seconds = (date - now()) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
