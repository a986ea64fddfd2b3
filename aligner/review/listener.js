// Sends clicks on [data-go] and chosen keys to Python, none lost however fast they come: each gets
// a number, and the log of those that Python has not seen yet travels with every message.

const logs = new WeakMap();

function isTyping(event) {
  const target = event.composedPath()[0];
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

export default function listen({ data, parentElement, setStateValue }) {
  const log = logs.get(parentElement) ?? { events: [], last: 0 };
  logs.set(parentElement, log);
  // Streamlit calls this again with each run, but the clean-up only when the page is left.
  log.listening?.abort();
  log.listening = new AbortController();
  log.events = log.events.filter((event) => event.number > data.seen);

  const send = (kind, value) => {
    log.last = Math.max(log.last + 1, Date.now());
    log.events = [...log.events, { number: log.last, kind, value }];
    setStateValue("log", log.events);
  };

  const onClick = (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const path = event.composedPath();
    const strip = path.find((node) => node.dataset?.strip !== undefined);
    if (strip) {
      const box = strip.getBoundingClientRect();
      send("strip", String((event.clientX - box.left) / box.width));
      return;
    }
    const target = path.find((node) => node.dataset?.go !== undefined);
    if (!target) return;
    event.preventDefault();
    const isMarkingText = target.tagName !== "A" && String(document.getSelection());
    if (!isMarkingText) send("go", target.dataset.go);
  };

  const onKey = (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event)) return;
    if (!data.keys.includes(event.code)) return;
    event.preventDefault();
    send("key", event.code);
  };

  const { signal } = log.listening;
  document.addEventListener("click", onClick, { signal });
  document.addEventListener("keydown", onKey, { signal });
  document.documentElement.dataset.listening = data.page;
  return () => {
    log.listening.abort();
    delete document.documentElement.dataset.listening;
  };
}
