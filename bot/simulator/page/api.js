// What the page asks of the server.

/** Return the answer to a request; an Error that says why where it is refused. */
async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The demo does not answer. Does it still run?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The demo answered with ${response.status}.`);
  return answer;
}

const post = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const people = () => ask("/demo/people");
export const startAfresh = () => post("/demo/fresh");
export const passHour = () => post("/demo/clock/hour");
export const passToReminder = () => post("/demo/clock/reminder");
export const fileAddress = (id) => `/demo/files/${encodeURIComponent(id)}`;

/** The doings of one person. */
export class Hand {
  #path;
  #last = Promise.resolve();

  constructor(person) {
    this.#path = `/demo/people/${person.id}`;
  }

  /** Send a text after all that was sent before it; `more` are its entities and what it replies to. */
  send(text, more) {
    const sent = this.#last.then(() => post(`${this.#path}/send`, { text, ...more }));
    this.#last = sent.catch(() => {});
    return sent;
  }

  tap(messageId, data) {
    return post(`${this.#path}/tap`, { message_id: messageId, data });
  }

  block() {
    return post(`${this.#path}/block`);
  }

  unblock() {
    return post(`${this.#path}/unblock`);
  }
}
