// Puts the page together: the person, the phone and the bar.

import { Hand, people } from "./api.js";
import { Box } from "./box.js";
import { choosePerson, chooseTheme, closeBar, foldBar, offerFreshStart } from "./bar.js";
import { Calls } from "./calls.js";
import { Chat } from "./chat.js";
import { offerTime, runClock, setClock } from "./clock.js";
import { Commands } from "./commands.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { renewMoments } from "./entities.js";
import { Events } from "./events.js";
import { Formats } from "./formats.js";
import { spoken } from "./message.js";
import { alertBox, Announcer, notice } from "./notices.js";
import { Quoting } from "./quoting.js";
import { Reply } from "./reply.js";
import { setLanguage } from "./times.js";

const TYPING_LASTS = 5000;
const ACTIONS = { upload_photo: "sending a photo…", upload_document: "sending a file…" };

let hand; // set once the people are known
let bot = { name: "Demo" };
let connected = false;
let typing = null;
let typingEnds = 0;

const announcer = new Announcer();
const box = new Box(byId("text"));
const reply = new Reply(() => box.focus());
const act = { personId: 0, bot: "", say: send, tap, copy, reply: (message) => reply.begin(message) };
const chat = new Chat(act, {
  arrived: (message) => announcer.say(`${bot.name}: ${spoken(message)}`),
  changed: (message) => announcer.say(`Changed: ${spoken(message).split("\n")[0]}`),
  drawn: showSurroundings,
});
const commands = new Commands(box, send, (text) => announcer.say(text));
new Composer(box, reply, send, commands);
new Formats(box);
new Quoting(chat, reply);
const calls = new Calls((yes) => events.listenToCalls(yes));
const events = new Events(heard, (yes) => {
  connected = yes;
  showStatus();
});

/** Do something with the server; say what is wrong where it fails, and return whether it went well. */
async function attempt(doing) {
  try {
    await doing;
    return true;
  } catch (error) {
    notice(error.message);
    return false;
  }
}

function send(text, more) {
  chat.toNewest();
  return attempt(begun.then(() => hand.send(text, more)));
}

async function tap(button, messageId, data) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const doing = hand.tap(messageId, data).then(({ text, alert }) => text && (alert ? alertBox : notice)(text));
  await attempt(doing);
  button.removeAttribute("aria-busy");
}

async function copy(text) {
  if (await attempt(navigator.clipboard.writeText(text))) notice("Copied.");
}

function heard(name, data) {
  switch (name) {
    case "chat":
      showAbout(data);
      showTyping(data.action);
      calls.clear();
      reply.forget((id) => !data.messages.some(({ message_id }) => message_id === id));
      return chat.replace(data.messages);
    case "message":
      return chat.put(data);
    case "gone":
      reply.forget((id) => id === data.message_id);
      return chat.remove(data.message_id);
    case "typing":
      return showTyping(data.action);
    case "about":
      return showAbout(data);
    case "clock":
      return setClock(data.now);
    case "call":
      return calls.put(data);
  }
}

function showAbout(about) {
  bot = about.bot;
  act.bot = bot.username;
  byId("bot-name").textContent = bot.name;
  byId("avatar").textContent = bot.name.slice(0, 1);
  byId("description").textContent = about.description;
  showBlocked(about.blocked);
  commands.set(about.commands);
}

function showBlocked(yes) {
  const gone = yes ? ["composer", "block"] : ["blocked"];
  const held = gone.some((id) => byId(id).contains(document.activeElement));
  byId("composer").hidden = yes;
  byId("blocked").hidden = !yes;
  byId("block").hidden = yes;
  if (!held) return;
  // What had the focus is gone; go on where the next step is.
  closeBar();
  byId(yes ? "unblock" : "chat").focus();
}

function showTyping(action) {
  clearTimeout(typingEnds);
  typing = action;
  if (action) typingEnds = setTimeout(() => showTyping(null), TYPING_LASTS);
  showStatus();
}

function showStatus() {
  const status = byId("status");
  status.textContent = !connected ? "connecting…" : typing ? (ACTIONS[typing] ?? "typing…") : "bot";
  status.classList.toggle("busy", !connected || Boolean(typing));
}

function showSurroundings(isEmpty, unread) {
  byId("welcome").hidden = !isEmpty;
  document.title = unread ? `(${unread}) ${bot.name}` : `${bot.name} · demo`;
}

function hold(person) {
  hand = new Hand(person);
  reply.end();
  act.personId = person.id;
  setLanguage(person.language_code);
  events.follow(person);
}

chooseTheme();
foldBar();
offerFreshStart();
offerTime();
runClock(() => {
  renewMoments();
  chat.renewDays();
});
byId("start").onclick = async () => {
  byId("welcome").hidden = true;
  byId("chat").focus();
  byId("welcome").hidden = await send("/start");
};
byId("block").onclick = () => attempt(begun.then(() => hand.block()));
byId("unblock").onclick = async () => (await attempt(hand.unblock())) && send("/start");
const begun = people().then((all) => choosePerson(all, hold));
attempt(begun);
