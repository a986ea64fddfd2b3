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
    else this.ranges.set(cell.lang, { range: range.cloneRange(), words: range.toString() });
    this.show();
  }

  show() {
    const ranges = [...this.ranges.values()].map(({ range }) => range);
    if (globalThis.Highlight) CSS.highlights.set("picked", new Highlight(...ranges));
  }

  drop() {
    this.ranges.clear();
    this.show();
  }

  // What Python has drawn anew, since others have decided or the list was scrolled, stays selected
  // where the row still says it.
  renew() {
    for (const [lang, { range, words }] of this.ranges) {
      if (range.toString() === words && range.startContainer.isConnected) continue;
      const anew = this.found(lang, words);
      if (anew) this.ranges.set(lang, { range: anew, words });
      else this.ranges.delete(lang);
    }
    this.show();
  }

  // Where words stand in a column of the row; null where they do not.
  found(lang, words) {
    const cell = document.querySelector(`.al-row[data-row="${this.row}"] .al-cell[lang="${lang}"]`);
    const at = cell ? cell.textContent.indexOf(words) : -1;
    if (at < 0) return null;
    const range = document.createRange();
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let start = 0, node; (node = texts.nextNode()); start += node.length) {
      const [first, last] = [at - start, at + words.length - start];
      if (first >= 0 && first < node.length) range.setStart(node, first);
      if (last > 0 && last <= node.length) range.setEnd(node, last);
    }
    return range;
  }

  // By language.
  words() {
    this.renew();
    return Object.fromEntries(
      [...this.ranges].map(([lang, { range }]) => [lang, range.toString().trim()]),
    );
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
