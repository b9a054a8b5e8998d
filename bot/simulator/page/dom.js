// Small helpers to build nodes: data becomes text and properties, never markup.

export const byId = (id) => document.getElementById(id);

/** Return an element with these properties and children; `aria…` and `data-…` names become attributes. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** Return a function that asks for one run of `work` in the next frame, however often it is called. */
export function eachFrame(work) {
  let asked = false;
  const run = () => {
    if (!asked) return;
    asked = false;
    work();
  };
  // Frames stop where nobody sees the page; what waits for one is done by a timer, or on the way back.
  document.addEventListener("visibilitychange", run);
  return () => {
    if (asked) return;
    asked = true;
    if (document.hidden) setTimeout(run, 100);
    else requestAnimationFrame(run);
  };
}
