// The box to write in: plain typing is the browser's, formatting is ours.

import { make } from "./dom.js";
import { added, covers, joined, moved, without } from "./marks.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const QUOTE = "blockquote";
const BREAKS = ["insertLineBreak", "insertParagraph"];
const STATES_KEPT = 200;
const ONE_STEP = 1000; // ms; what is typed within it is taken back together

export class Box {
  #text = "";
  #marks = [];
  #chosen = { start: 0, end: 0 }; // what is selected in it, also while something else has the focus
  #past = [];
  #future = [];
  #lastTyped = -Infinity;
  #element;

  /** `element` is editable as plain text; it hears `input` after every change but `fill`. */
  constructor(element) {
    this.#element = element;
    element.addEventListener("beforeinput", (event) => this.#beforeInput(event));
    element.addEventListener("input", (event) => this.#read(event));
    element.addEventListener("keydown", (event) => this.#keydown(event));
    document.addEventListener("selectionchange", () => this.#look());
  }

  get element() {
    return this.#element;
  }

  get text() {
    return this.#text;
  }

  /** What is formatted, as entities of the Bot API. */
  get entities() {
    return this.#marks.map(({ type, url, offset, length }) => ({ type, offset, length, ...(url && { url }) }));
  }

  get selected() {
    this.#look(); // the browser tells of a selection only later
    return this.#chosen;
  }

  /** Let this stand in the box, with the caret behind it. */
  fill(text, entities = []) {
    this.#keep();
    this.#set(text, entities, text.length, text.length);
  }

  /** Return whether all that is selected is formatted so. */
  has(type) {
    const { start, end } = this.selected;
    return start < end && covers(this.#marks, type, ...this.#stretch(type));
  }

  /** Return the address that the beginning of the selection leads to, or "". */
  address() {
    const { start } = this.selected;
    const inside = ({ type, offset, length }) => type === "text_link" && offset <= start && start < offset + length;
    return this.#marks.find(inside)?.url ?? "";
  }

  /** Format what is selected, or take the formatting away where it all has it. */
  toggle(type) {
    if (this.has(type)) this.clear(type);
    else this.mark(type);
  }

  mark(type, url) {
    const [offset, end] = this.#stretch(type);
    if (offset < end) this.#format(added(this.#marks, { type, ...(url && { url }), offset, length: end - offset }));
  }

  clear(type) {
    this.#format(without(this.#marks, (one) => one === type, ...this.#stretch(type)));
  }

  /** Take the focus, with this selected, or what last was. */
  focus({ start, end } = this.#chosen) {
    this.#element.focus();
    this.#select(start, end);
  }

  /** Return from where to where formatting goes: a quotation is whole lines. */
  #stretch(type) {
    const { start, end } = this.selected;
    if (type !== QUOTE) return [start, end];
    const next = this.#text.indexOf("\n", Math.max(start, end - 1));
    return [this.#text.lastIndexOf("\n", start - 1) + 1, next < 0 ? this.#text.length : next];
  }

  #format(marks) {
    const { start, end } = this.selected;
    this.#keep();
    this.#set(this.#text, marks, start, end);
    this.#tell();
  }

  #set(text, marks, start, end) {
    const isHere = this.#element.contains(getSelection().anchorNode);
    this.#text = text;
    this.#marks = marks;
    this.#draw();
    this.#chosen = { start, end };
    if (isHere) this.#select(start, end);
  }

  #tell() {
    this.#element.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  #draw() {
    const nodes = [];
    let at = 0;
    for (const { offset, length } of this.#marks.filter(({ type }) => type === QUOTE)) {
      nodes.push(...this.#pieces(at, offset), make("span", { "data-type": QUOTE }, ...this.#pieces(offset, offset + length)));
      at = offset + length;
    }
    nodes.push(...this.#pieces(at, this.#text.length));
    // Without something behind it, the last line feed would begin no line.
    this.#element.replaceChildren(...nodes, ...(this.#text.endsWith("\n") ? [make("br")] : []));
  }

  /** Return the nodes of a stretch that is in a quotation all over, or not at all. */
  #pieces(from, to) {
    const marks = this.#marks.filter(({ type, offset, length }) => type !== QUOTE && offset < to && offset + length > from);
    const edges = marks.flatMap(({ offset, length }) => [offset, offset + length]).filter((edge) => from < edge && edge < to);
    const places = [...new Set([from, ...edges, to])].sort((one, other) => one - other);
    return places.slice(1).map((end, number) => this.#piece(marks, places[number], end));
  }

  #piece(marks, from, to) {
    const inside = marks.filter(({ offset, length }) => offset <= from && to <= offset + length);
    return inside.reduce(
      (node, { type, url }) => make(TAGS[type] ?? "span", { "data-type": type, ...(url && { "data-url": url }) }, node),
      document.createTextNode(this.#text.slice(from, to)));
  }

  #beforeInput(event) {
    const breaks = BREAKS.includes(event.inputType);
    if (event.isComposing || !(breaks || (event.inputType === "insertText" && this.#isBehindMark()))) return;
    event.preventDefault();
    const { start, end } = this.selected;
    const typed = breaks ? "\n" : event.data;
    this.#keep(!breaks);
    const text = this.#text.slice(0, start) + typed + this.#text.slice(end);
    this.#set(text, moved(this.#marks, start, end, typed.length), start + typed.length, start + typed.length);
    this.#element.scrollTop = this.#element.scrollHeight;
    this.#tell();
  }

  /** Return whether the browser would let a mark grow over its end. */
  #isBehindMark() {
    const { start, end } = this.selected;
    return start === end && this.#marks.some(({ offset, length }) => offset + length === start);
  }

  /** Take notice of what the browser did. */
  #read(event) {
    if (!event.inputType) return;
    this.#keep(event.inputType === "insertText" || event.isComposing);
    let text = "";
    const marks = [];
    const walk = (node, inside) => {
      if (node.nodeType === Node.TEXT_NODE) {
        marks.push(...inside.map((mark) => ({ ...mark, offset: text.length, length: node.length })));
        text += node.data;
      } else if (node.tagName === "BR" && node !== this.#element.lastChild) {
        text += "\n";
      }
      const { type, url } = node.dataset ?? {};
      for (const child of node.childNodes) walk(child, type ? [...inside, { type, ...(url && { url }) }] : inside);
    };
    walk(this.#element, []);
    this.#text = text;
    this.#marks = joined(marks.filter(({ length }) => length));
    if (!text) this.#element.replaceChildren(); // the browser leaves a line break, which would hide the placeholder
    this.#look();
  }

  #look() {
    const selection = getSelection();
    if (!selection.rangeCount || !this.#element.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0);
    if (!this.#element.contains(range.commonAncestorContainer)) return;
    this.#chosen = { start: this.#offset(range.startContainer, range.startOffset), end: this.#offset(range.endContainer, range.endOffset) };
  }

  #offset(node, offset) {
    const before = document.createRange();
    before.selectNodeContents(this.#element);
    before.setEnd(node, offset);
    return before.toString().length;
  }

  #select(start, end) {
    getSelection().setBaseAndExtent(...this.#place(start), ...this.#place(end));
  }

  #place(offset) {
    const walker = document.createTreeWalker(this.#element, NodeFilter.SHOW_TEXT);
    let left = offset;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // A line feed at the end is followed by its line, which is another node.
      if (left < node.length || (left === node.length && !node.data.endsWith("\n"))) return [node, left];
      left -= node.length;
    }
    const last = this.#element.lastChild;
    return [this.#element, this.#element.childNodes.length - (last?.tagName === "BR" ? 1 : 0)];
  }

  #keydown(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) this.#go(this.#future, this.#past);
    else this.#go(this.#past, this.#future);
  }

  #state() {
    return { text: this.#text, marks: this.#marks, ...this.#chosen };
  }

  /** Remember how it was before a change; `isTyping` goes on in the same step as what was typed just before. */
  #keep(isTyping = false) {
    const goesOn = isTyping && performance.now() - this.#lastTyped < ONE_STEP;
    this.#lastTyped = isTyping ? performance.now() : -Infinity;
    this.#future = [];
    if (goesOn) return;
    this.#past.push(this.#state());
    if (this.#past.length > STATES_KEPT) this.#past.shift();
  }

  #go(from, to) {
    const state = from.pop();
    if (!state) return;
    to.push(this.#state());
    this.#lastTyped = -Infinity;
    this.#set(state.text, state.marks, state.start, state.end);
    this.#tell();
  }
}
