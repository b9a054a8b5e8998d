// What happens on a person's phone, as the server tells it.

const NAMES = ["chat", "message", "gone", "typing", "about", "clock", "call"];
const RETRY_AFTER = 2000;

export class Events {
  #person = null;
  #withCalls = false;
  #last = "";
  #source = null;
  #retry = 0;
  #tell;
  #connected;

  /** `tell(name, data)` hears of each event, `connected(yes)` of the line. */
  constructor(tell, connected) {
    this.#tell = tell;
    this.#connected = connected;
  }

  /** Listen to this person's phone from now on; it begins with all that is on it. */
  follow(person) {
    this.#person = person;
    this.#last = "";
    this.#open();
  }

  /** Hear of the bot's calls as well, or not. */
  listenToCalls(yes) {
    this.#withCalls = yes;
    if (this.#person) this.#open();
  }

  #open() {
    clearTimeout(this.#retry);
    this.#source?.close();
    const address = new URL(`/demo/people/${this.#person.id}/events`, location.href);
    if (this.#withCalls) address.searchParams.set("calls", "");
    if (this.#last) address.searchParams.set("after", this.#last);
    const source = (this.#source = new EventSource(address));
    source.onopen = () => this.#connected(true);
    source.onerror = () => this.#failed(source);
    for (const name of NAMES) source.addEventListener(name, (event) => this.#heard(source, event));
  }

  #heard(source, event) {
    if (source !== this.#source) return;
    this.#last = event.lastEventId || this.#last;
    this.#tell(event.type, JSON.parse(event.data));
  }

  #failed(source) {
    if (source !== this.#source) return;
    this.#connected(false);
    if (source.readyState === EventSource.CLOSED) this.#retry = setTimeout(() => this.#open(), RETRY_AFTER);
  }
}
