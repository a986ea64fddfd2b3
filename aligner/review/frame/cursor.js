// The current row of the page Review. It moves in the browser, at once, and Python follows: so a
// key is bound to the row that the person sees, in the version that is drawn, however fast keys come.
//
// Python draws a window of rows, and the list scrolls as if all were there (scroller.js). Each answer
// draws the window again; the presses that it does not know of yet are then played over it.

const UNPAINTED = "the row was not on the screen yet";
const UNSEEN = "the row was out of sight; here it is";

class Cursor {
  constructor(pending, moves, onPainted, ask) {
    this.pending = pending; // () => events that Python may not have seen
    this.scroller = new Scroller(ask);
    this.isStepping = true; // the last move was a step, after which the mark stays where it is
    this.revealed = ""; // the row that was brought into sight last
    this.onPainted = onPainted;
    this.moves = moves;
    this.table = null;
    this.row = null; // none while it is not known which row comes next
    this.painted = ""; // id and version of the row that has been on the screen
    this.lang = "";
  }

  // Takes up what Python has drawn; false where nothing new was.
  follow() {
    const table = document.querySelector(".al-rows[data-seen]");
    if (table === this.table) return false;
    this.table = table;
    this.row = table?.querySelector(".al-row[aria-current]") ?? null;
    if (!table) return true;
    if (this.scroller.take(table)) this.revealed = "";
    picks.renew();
    const seen = Number(table.dataset.seen);
    for (const event of this.pending()) if (event.number > seen) this.play(event);
    this.mark();
    return true;
  }

  // What is wrong with acting on the current row now; empty where nothing is.
  obstacle() {
    if (!this.table) return "there is no row here";
    if (this.table.classList.contains("al-question")) return "a question is open";
    if (this.isAway) return UNSEEN;
    if (!this.row) return "the next row was not on the screen yet";
    if (this.row.dataset.sent) return "the row is being saved";
    if (this.painted !== named(this.row)) return UNPAINTED;
    return this.scroller.isInSight(this.row) ? "" : UNSEEN;
  }

  // The list was scrolled so far that the current row is not drawn.
  get isAway() {
    return !this.row && Boolean(this.table?.dataset.away);
  }

  // Brings the current row into sight again; where it is not drawn, its id is given to ask for it.
  comeBack() {
    if (this.isAway) return this.table.dataset.away;
    this.scroller.reveal(this.row, true);
    return "";
  }

  get bound() {
    if (!this.row) return {};
    const below = this.row.nextElementSibling;
    return {
      subject: this.row.dataset.row,
      version: Number(this.row.dataset.version),
      below: below?.dataset.row ? [Number(below.dataset.row), Number(below.dataset.version)] : [],
      lang: this.lang,
      langs: this.langs(),
      locked: Boolean(settings().locked),
    };
  }

  // What a form can be about.
  get at() {
    const hidden = this.table?.dataset.hidden ?? "";
    return { cell: this.cell, row: this.row, langs: this.langs(), lang: this.lang, hidden };
  }

  get cell() {
    return this.cellOf(this.row, this.lang);
  }

  cellOf(row, lang) {
    return row?.querySelector(`:scope > .al-cell[lang="${CSS.escape(lang)}"]`) ?? null;
  }

  // Does here what Python will do with an event.
  play(event) {
    if (!this.table) return;
    const subject = this.find(event.subject);
    const move = event.kind === "key" ? this.moves[event.value] : event.value;
    if (event.kind === "form" && ["note", "term"].includes(event.value)) return;
    if (move === "stay" || /^(words|view):/.test(move)) return;
    this.isStepping = !move?.startsWith("row:");
    if (move === "next") this.goTo(this.row?.nextElementSibling);
    else if (move === "previous") this.goTo(this.row?.previousElementSibling);
    else if (move === "uncertain") this.goTo(after(this.row, "[data-uncertain]"));
    else if (move?.startsWith("row:")) this.goTo(this.find(move.slice(4)));
    else if (move === "decide") {
      if (subject) subject.dataset.sent = "1";
      this.goTo(after(subject, "[data-status=candidate]:not([data-sent])"));
    } else this.goTo(null);
  }

  // Another column to work on.
  turn(step) {
    const langs = this.langs();
    const at = langs.indexOf(this.lang) + step;
    this.lang = langs[(at + langs.length) % langs.length] ?? "";
    this.mark();
  }

  // The column that was clicked.
  turnTo(lang) {
    this.lang = lang;
    this.mark();
  }

  langs() {
    return (this.table?.dataset.langs ?? "").split(" ").filter(Boolean);
  }

  find(id) {
    return this.table?.querySelector(`.al-row[data-row="${Number(id)}"]`) ?? null;
  }

  goTo(row) {
    this.row = row?.dataset?.row ? row : null;
    this.mark();
  }

  mark() {
    if (!this.table) return;
    if (!this.langs().includes(this.lang)) this.lang = this.table.dataset.lang;
    const isWaiting = !this.row && !this.isAway;
    this.table.toggleAttribute("data-waiting", isWaiting);
    this.table.setAttribute("aria-busy", String(isWaiting));
    if (this.isAway) this.revealed = "";
    if (!this.row) return;
    for (const row of this.table.querySelectorAll(".al-row[aria-current]"))
      if (row !== this.row) row.removeAttribute("aria-current");
    this.row.setAttribute("aria-current", "true");
    for (const cell of this.table.querySelectorAll("[data-active]")) delete cell.dataset.active;
    for (const cell of this.table.querySelectorAll(`.al-head [lang="${CSS.escape(this.lang)}"]`))
      cell.dataset.active = "";
    if (this.cell) this.cell.dataset.active = "";
    const row = this.row;
    if (this.revealed !== row.dataset.row || this.scroller.hasLost(row))
      this.scroller.reveal(row, this.isStepping);
    this.revealed = row.dataset.row;
    // A message sent while a frame is made up arrives when it has been painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        if (this.row !== row || !row.isConnected) return;
        this.painted = named(row);
        this.onPainted();
      };
      port2.postMessage(null);
    });
  }
}

function named(row) {
  return `${row.dataset.row}:${row.dataset.version}`;
}

function after(row, selector) {
  let next = row?.nextElementSibling;
  while (next && !next.matches(selector)) next = next.nextElementSibling;
  return next;
}
