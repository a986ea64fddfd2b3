// The words that a person selects in the columns of a row, one selection a column: a browser keeps
// one only, so what was selected before it in another column is remembered, and stays marked.

class Picks {
  constructor() {
    this.row = "";
    this.ranges = new Map();
    document.addEventListener("selectionchange", () => this.look());
  }

  look() {
    const selection = document.getSelection();
    if (!selection?.rangeCount) return;
    const range = selection.getRangeAt(0);
    const holder = range.commonAncestorContainer;
    const cell = (holder.nodeType === Node.TEXT_NODE ? holder.parentElement : holder)?.closest(
      ".al-row .al-cell",
    );
    const row = cell?.closest(".al-row")?.dataset.row;
    if (!row || cell.querySelector(".al-editor")) return;
    if (row !== this.row) this.drop();
    this.row = row;
    if (range.collapsed) this.ranges.delete(cell.lang);
    else this.ranges.set(cell.lang, range.cloneRange());
    this.show();
  }

  show() {
    if (globalThis.Highlight) CSS.highlights.set("picked", new Highlight(...this.ranges.values()));
  }

  drop() {
    this.ranges.clear();
    this.show();
  }

  // By language; what Python has drawn anew since is not selected any more.
  words() {
    const kept = [...this.ranges].filter(([, range]) => range.startContainer.isConnected);
    return Object.fromEntries(kept.map(([lang, range]) => [lang, range.toString().trim()]));
  }

  get isPair() {
    return Object.values(this.words()).filter(Boolean).length > 1;
  }

  taken() {
    const words = JSON.stringify(this.words());
    this.drop();
    return words;
  }
}

const picks = (globalThis.alignerPicks ??= new Picks());
