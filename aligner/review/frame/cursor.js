// The current row of the page Review. It moves in the browser, at once, and Python follows: so a
// key is bound to the row that the person sees, in the version that is drawn, however fast keys come.
//
// Python draws a window of rows and some more below it, hidden until the mark comes near. Each
// answer draws the window again; the presses that it does not know of yet are then played over it.

const UNPAINTED = "the row was not on the screen yet";
const NEAR = 3; // rows in sight on either side of the current one; as many in all at either end

class Cursor {
  constructor(pending, moves, onPainted) {
    this.pending = pending; // () => events that Python may not have seen
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
    const seen = Number(table.dataset.seen);
    for (const event of this.pending()) if (event.number > seen) this.play(event);
    this.mark();
    return true;
  }

  // What is wrong with acting on the current row now; empty where nothing is.
  obstacle() {
    if (!this.table) return "there is no row here";
    if (this.table.classList.contains("al-question")) return "a question is open";
    if (!this.row) return "the next row was not on the screen yet";
    if (this.row.dataset.sent) return "the row is being saved";
    return this.painted === named(this.row) ? "" : UNPAINTED;
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
    return { cell: this.cell, row: this.row, langs: this.langs(), hidden };
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
    if (move === "stay" || move?.startsWith("words:")) return;
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
    this.table.toggleAttribute("data-waiting", !this.row);
    this.table.setAttribute("aria-busy", String(!this.row));
    if (!this.row) return;
    const rows = [...this.table.querySelectorAll(".al-row")];
    const here = rows.indexOf(this.row);
    const first = Math.max(0, Math.min(here - NEAR, rows.length - 2 * NEAR - 1));
    rows.forEach((row, i) => {
      row.toggleAttribute("aria-current", row === this.row);
      if (row === this.row) row.setAttribute("aria-current", "true");
      row.hidden = i < first || i > first + 2 * NEAR;
    });
    for (const cell of this.table.querySelectorAll("[data-active]")) delete cell.dataset.active;
    for (const cell of this.table.querySelectorAll(`.al-head [lang="${CSS.escape(this.lang)}"]`))
      cell.dataset.active = "";
    if (this.cell) this.cell.dataset.active = "";
    const isTall = this.row.offsetHeight > window.innerHeight * 0.8;
    this.row.scrollIntoView({ block: isTall ? "start" : "nearest" });
    const row = this.row;
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
