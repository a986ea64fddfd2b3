// Sends clicks on [data-go] and [data-do] and chosen keys to Python, none lost however fast they
// come: each gets a number, and the log of those that Python has not seen yet travels with every
// message. What acts on a row is bound to that row and its version before it is sent.

// One log a page, for as long as the tab is open: Streamlit may take this component down and put it
// up again between two of its runs, and what was pressed before is still to be sent then.
const logs = (globalThis.alignerLogs ??= new Map());
const HELD = 8; // presses that wait for their row to be painted: a second of a machine that lags
const PATIENCE = 3000; // milliseconds without an answer before all is sent again, twice as long each time

// Whether a key goes into a field. One that has just been closed keeps the focus until the next
// frame; what is pressed in that instant is a key and not typed.
function isTyping(event) {
  const target = event.composedPath()[0];
  const isField =
    target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
  return isField && target.checkVisibility();
}

function combination(event) {
  return (event.shiftKey ? "Shift+" : "") + event.code;
}

// What is chosen on a page without a cursor: the element that says so of itself.
function chosen() {
  const { subject, version } = document.querySelector("[data-subject][aria-current]")?.dataset ?? {};
  return subject === undefined ? {} : { subject, version: Number(version ?? 0) };
}

class Log {
  constructor() {
    this.events = [];
    this.held = [];
    this.last = 0;
    this.refused = 0;
    this.refusedAt = 0;
    this.heard = 0;
    this.cursor = null;
    this.waiting = 0; // number of the event that has asked Python for a form
    this.lines = { done: made("div"), failed: made("div") };
    const box = { class: "said", role: "status", "aria-live": "polite" };
    this.box = made("div", box, this.lines.failed, this.lines.done);
  }

  // Where its words and forms stand.
  at(host) {
    if (this.host === host) return;
    this.host = host;
    host.append(this.box);
    if (this.events.length) this.tell(PATIENCE);
  }

  send(kind, value, bound = {}) {
    if (!value.startsWith("view:")) this.editor?.leave();
    this.last = Math.max(this.last + 1, Date.now());
    const event = { number: this.last, kind, value, ...bound };
    this.events = [...this.events, event];
    this.cursor?.play(event);
    if (this.cursor && !this.cursor.row) this.drop();
    this.tell(PATIENCE);
  }

  // Asks for other rows of the list, unless an answer is due that may move it; true where it did.
  askFor(view) {
    if (this.events.length) return false;
    this.send("go", `view:${view.join(":")}`);
    return true;
  }

  // Sends what Python has not seen; again where no answer comes, as a message can be lost with a run
  // that is broken off.
  tell(patience) {
    this.setStateValue("log", this.events);
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.events.length && this.tell(2 * patience), patience);
  }

  // A press for a row that is drawn and not painted yet waits for that instant.
  hold(key) {
    if (this.held.length === HELD) return false;
    this.held.push(key);
    return true;
  }

  release() {
    const key = this.held.shift();
    if (key) this.press(key);
  }

  drop() {
    for (const _ of this.held.splice(0)) this.refuse("the next row was not on the screen yet");
  }

  // What was done goes away by itself; what was not done stays until something is.
  say(words) {
    this.lines.done.textContent = words;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => this.say(""), 6000);
  }

  warn(words) {
    this.refusedAt = Date.now();
    this.lines.failed.textContent = words;
  }

  // What was not taken is told until the person does something else.
  forget() {
    if (Date.now() - this.refusedAt < 1500) return;
    this.refused = 0;
    this.warn("");
  }

  refuse(why) {
    this.refused += 1;
    const presses = this.refused === 1 ? "1 key press" : `${this.refused} key presses`;
    this.warn(`${presses} not taken: ${why}`);
  }

  // Whether Python is to open a form, or has one open: what is typed now is meant for it.
  get isForm() {
    const page = document.querySelector("[data-form]");
    if (this.waiting && Number(page?.dataset.seen ?? 0) >= this.waiting) this.waiting = 0;
    return Boolean(this.waiting || page?.dataset.form);
  }

  // A key, or a button that stands for one.
  press(key, isRepeated = false) {
    const { cursor, data } = this;
    this.editor?.leave();
    const form = data.forms?.[key];
    if (this.isForm) {
      this.refuse(this.waiting ? "a form is opening" : "a form is open");
      return;
    }
    if (form && !form.bound) {
      openForm(this.host, form, form.name, {}, (text) => this.send("form", form.name, { text }));
      return;
    }
    if (data.bound?.includes(key)) {
      const obstacle = isRepeated ? "one press a row" : cursor.obstacle();
      if (obstacle) {
        if (isRepeated || obstacle !== UNPAINTED || !this.hold(key)) this.refuse(obstacle);
        const away = obstacle === UNSEEN ? cursor.comeBack() : "";
        if (away) this.send("go", `row:${away}`);
        return;
      }
    }
    if (form?.source && cursor.lang === cursor.langs()[0]) {
      this.press(form.source);
      return;
    }
    const bound = cursor?.bound ?? chosen();
    if (form) {
      if (form.field === "terms" && picks.isPair) {
        this.send("form", form.name, { ...bound, subject: picks.row, text: picks.taken() });
        return;
      }
      const isCell = form.field === "cell";
      const draft = `${form.name} ${bound.subject} ${isCell ? `${bound.version} ${bound.lang}` : ""}`;
      const answer = (text) => this.send("form", form.name, { ...bound, text });
      if (isCell) this.editor = new Editor(form, draft, cursor.cell, this, answer);
      else openForm(this.host, form, draft, cursor.at, answer);
      return;
    }
    this.send("key", key, bound);
    if (data.asks?.includes(key)) this.waiting = this.last;
  }

  // Gives the focus back to a button or link that Python has drawn anew.
  keepFocus() {
    if (!this.focused || this.focused.isConnected || document.activeElement !== document.body) return;
    const { go, do: does } = this.focused.dataset;
    const same = go === undefined ? `[data-do="${CSS.escape(does)}"]` : `[data-go="${CSS.escape(go)}"]`;
    const again = document.querySelector(`:is(a, button)${same}`);
    again?.focus({ preventScroll: true }); // where it is not drawn yet, the next look finds it
  }

  // Looks whether Python has drawn anything, and whether somebody else has changed anything.
  look() {
    this.keepFocus();
    relabel();
    const { cursor } = this;
    if (!cursor) return;
    if (cursor.follow() && cursor.table) {
      const seen = Number(cursor.table.dataset.seen);
      const { said, failed } = cursor.table.dataset;
      this.events = this.events.filter((event) => event.number > seen);
      if (seen !== this.heard && said) this.say(said);
      if (seen !== this.heard && failed) this.warn(failed);
      this.heard = seen;
    }
    this.editor?.follow(cursor);
    const { newest, checked } = document.querySelector(".al-company")?.dataset ?? {};
    const drawn = cursor.table?.dataset;
    const isOld = Number(newest) > Number(drawn?.newest);
    const isBehind = Number(checked) > Number(drawn?.checked);
    const now = `${newest}:${checked}`;
    // What is only being looked for is drawn every ten seconds: keys come first.
    // What somebody else did waits while a person writes in a cell.
    if (this.editor && !this.editor.isLeft) return;
    const isTime = Date.now() - (this.askedAt ?? 0) > 10000;
    if (isBehind && !isOld && !isTime) {
      clearTimeout(this.looking);
      this.looking = setTimeout(() => this.look(), 10000);
    } else if ((isOld || isBehind) && now !== this.asked) {
      this.asked = now;
      this.askedAt = Date.now();
      this.setStateValue("newest", now);
    }
  }
}

export default function listen({ data, parentElement, setStateValue }) {
  const log = logs.get(data.page) ?? new Log();
  logs.set(data.page, log);
  // Streamlit calls this again with each run, but the clean-up only when the page is left.
  log.listening?.abort();
  log.listening = new AbortController();
  log.data = data;
  log.setStateValue = setStateValue;
  log.events = log.events.filter((event) => event.number > data.seen);
  log.at(parentElement);
  if (data.moves)
    log.cursor ??= new Cursor(
      () => log.events,
      data.moves,
      () => log.release(),
      (...view) => log.askFor(view),
    );
  log.look();

  const onClick = (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const path = event.composedPath();
    const strip = path.find((node) => node.dataset?.strip !== undefined);
    if (strip) {
      const box = strip.getBoundingClientRect();
      log.send("strip", String((event.clientX - box.left) / box.width));
      return;
    }
    const column = path.find((node) => node.dataset?.turn);
    if (column) {
      log.cursor?.turnTo(column.dataset.turn);
      return;
    }
    const target = path.find((node) => node.dataset?.go !== undefined || node.dataset?.do);
    if (!target || target.disabled) return;
    event.preventDefault();
    log.forget();
    const isControl = ["A", "BUTTON"].includes(target.tagName);
    if (!isControl && String(document.getSelection())) return;
    if (target.dataset.do) log.press(target.dataset.do);
    else log.send("go", target.dataset.go);
  };

  const onKey = (event) => {
    const isFind = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.code === "KeyF";
    if (isFind && data.forms?.KeyF && !parentElement.querySelector("dialog[open]")) {
      event.preventDefault();
      log.press("KeyF");
    }
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    if (isTyping(event) || parentElement.querySelector("dialog[open]")) return;
    if (settings().noKeys) return;
    const key = meant(combination(event));
    const turn = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (turn && !event.shiftKey && log.cursor?.langs().length > 1) {
      event.preventDefault();
      log.cursor.turn(turn);
    }
    if (!data.keys.includes(key)) return;
    event.preventDefault();
    log.forget();
    log.press(key, event.repeat);
  };

  const onFocus = ({ target }) => {
    const isOurs = target.dataset.go !== undefined || target.dataset.do !== undefined;
    log.focused = isOurs ? target : null;
  };

  const onLeave = (event) => {
    if ((log.cursor && log.events.length) || log.editor?.isChanged) event.preventDefault();
  };

  const { signal } = log.listening;
  document.addEventListener("click", onClick, { signal });
  document.addEventListener("keydown", onKey, { signal });
  document.addEventListener("focusin", onFocus, { signal });
  window.addEventListener("beforeunload", onLeave, { signal });
  const observer = new MutationObserver(() => log.look());
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-newest", "data-checked"],
  });
  signal.addEventListener("abort", () => observer.disconnect());
  document.documentElement.dataset.listening = data.page;
  return () => {
    log.listening.abort();
    clearTimeout(log.telling);
    // The page that comes next may listen already.
    if (document.documentElement.dataset.listening === data.page)
      delete document.documentElement.dataset.listening;
  };
}
