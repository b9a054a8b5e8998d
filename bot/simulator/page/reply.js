// What the next message replies to: a message, or a part of it that was quoted.

import { byId } from "./dom.js";
import { notice } from "./notices.js";

const LONGEST_QUOTE = 1024; // UTF-16 units, as Telegram's apps have it

export class Reply {
  #bar = byId("replying");
  #dialog = byId("choose");
  #whole = byId("whole");
  #now = null; // {message, quote}
  #focus;

  /** `focus()` leads on to where the answer is written. */
  constructor(focus) {
    this.#focus = focus;
    byId("stop-replying").onclick = () => {
      this.end();
      focus();
    };
    byId("choose-part").onclick = () => this.#choose();
    // A text box, so that words can be selected with the keyboard; nothing can be changed in it.
    this.#whole.addEventListener("beforeinput", (event) => event.preventDefault());
    this.#whole.onclick = () => this.#selectSentence();
    this.#dialog.onsubmit = (event) => this.#chosen(event, event.submitter.value === "quote");
    this.#dialog.oncancel = (event) => this.#chosen(event, false);
  }

  /** Let the next message reply to this one; `quote` is {position, text}. */
  begin(message, quote = null) {
    this.#now = { message, quote };
    byId("replying-to").textContent = quote ? `Quote from ${message.from.first_name}` : `Reply to ${message.from.first_name}`;
    byId("replying-text").textContent = quote?.text ?? said(message) ?? "";
    byId("choose-part").hidden = !said(message);
    this.#bar.hidden = false;
    this.#focus();
  }

  /** Let the next message reply to a part of this one. */
  beginQuote(message, from, to) {
    const text = said(message).slice(from, to);
    const position = from + text.length - text.trimStart().length;
    const quote = { position, text: text.trim() };
    if (quote.text.length > LONGEST_QUOTE) return notice("This is too long to quote. Select less of it.");
    if (quote.text) this.begin(message, quote);
  }

  end() {
    this.#now = null;
    this.#bar.hidden = true;
  }

  /** Reply to nothing where that message is gone. */
  forget(isGone) {
    if (this.#now && isGone(this.#now.message.message_id)) this.end();
  }

  /** Return what is replied to, and what to ask of the server for it; null where nothing is. */
  take() {
    const taken = this.#now;
    this.end();
    if (!taken) return null;
    const { message, quote } = taken;
    return { ...taken, asked: { reply_to: message.message_id, ...(quote && { quote }) } };
  }

  #choose() {
    const { message, quote } = this.#now;
    this.#whole.value = said(message);
    this.#dialog.showModal();
    this.#whole.focus();
    const from = quote?.position ?? 0;
    this.#whole.setSelectionRange(from, from + (quote?.text.length ?? 0));
  }

  /** Select all of a sentence that was only pointed at. */
  #selectSentence() {
    const { value, selectionStart: at, selectionEnd } = this.#whole;
    if (at !== selectionEnd) return;
    const { index, segment } = new Intl.Segmenter("en", { granularity: "sentence" }).segment(value).containing(at) ?? {};
    if (segment) this.#whole.setSelectionRange(index, index + segment.trimEnd().length);
  }

  #chosen(event, isTaken) {
    event.preventDefault();
    this.#dialog.close();
    const { selectionStart, selectionEnd } = this.#whole;
    if (isTaken && this.#now) this.beginQuote(this.#now.message, selectionStart, selectionEnd);
    this.#focus();
  }
}

const said = ({ text, caption }) => text ?? caption;
