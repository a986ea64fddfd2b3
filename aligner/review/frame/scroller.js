// The list of rows, of which a window is drawn: it scrolls as if all were there. Space stands for
// those above and below; where it comes into sight, Python is asked for the rows that belong there.

const AHEAD = 3; // rows beyond the edges of the list that are to be drawn while somebody scrolls
const ABOVE = 3; // rows above the current one that stay in sight
const BY_HAND = 10000; // milliseconds after the wheel was turned within which the list is a person's
const BELOW = 16; // pixels between the list and the foot of the window
const LEAST = 320; // pixels of height that the list has at least

class Scroller {
  constructor(ask) {
    this.ask = ask; // for the rows around an index, so many
    this.box = null;
    this.average = 90; // pixels of a row, until some were seen
    this.anchor = null; // the row at the upper edge, and how far below it that is
    this.asked = "";
    this.touched = -Infinity; // when somebody last turned the wheel or took hold of the bar
    this.onTouch = () => (this.touched = performance.now());
    this.onScroll = () => this.scrolled();
  }

  // Takes up a table that Python has drawn: what was at the upper edge stays there. True where it is
  // another list, of which nothing is known to be there.
  take(table) {
    const box = table.closest(".st-key-rows");
    if (box !== this.box) {
      this.box = box;
      box?.addEventListener("scroll", this.onScroll, { passive: true });
      for (const kind of ["wheel", "touchmove", "pointerdown", "pointermove", "keydown"])
        box?.addEventListener(kind, this.onTouch, { passive: true });
    }
    this.table = table;
    this.rows = [...table.querySelectorAll(":scope > .al-row")];
    [this.above, this.below] = table.querySelectorAll(":scope > .al-space");
    if (!box || !this.above) return false;
    const count = Number(table.dataset.count);
    const isOther = count !== this.count;
    const drawn = `${table.dataset.first}:${this.rows.length}`;
    if (isOther || drawn !== this.drawn) this.asked = "";
    this.drawn = drawn;
    this.count = count;
    this.first = Number(table.dataset.first);
    this.size();
    this.space();
    const held = this.anchor && this.rows[this.anchor.index - this.first];
    // Who has scrolled on meanwhile stays there, though nothing of it is drawn yet.
    const isAhead = this.isUnmet && this.anchor && !held && !isOther;
    if (held) box.scrollTop += held.getBoundingClientRect().top - this.edge - this.anchor.offset;
    else if (isAhead) box.scrollTop = this.anchor.index * this.average;
    this.scrolled();
    return isOther || !(held || isAhead);
  }

  // As high as what is left of the window; on a small screen, most of it.
  size() {
    const { box } = this;
    const top = box.getBoundingClientRect().top + (box.closest(".stMain")?.scrollTop ?? 0);
    const height = Math.max(LEAST, innerHeight * (innerWidth < 1088 ? 0.75 : 0), innerHeight - top - BELOW);
    box.style.maxHeight = `${Math.floor(height)}px`;
  }

  space() {
    const height = this.below.offsetTop - this.above.offsetTop - this.above.offsetHeight;
    if (this.rows.length) this.average = height / this.rows.length;
    const after = this.count - this.first - this.rows.length;
    this.above.style.height = `${Math.round(this.first * this.average)}px`;
    this.below.style.height = `${Math.round(after * this.average)}px`;
  }

  // Where rows begin to be seen, below the names of the columns.
  get edge() {
    const head = this.table.querySelector(".al-head");
    return this.box.getBoundingClientRect().top + this.box.clientTop + (head?.offsetHeight ?? 0);
  }

  get foot() {
    return this.box.getBoundingClientRect().top + this.box.clientTop + this.box.clientHeight;
  }

  scrolled() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (!this.table?.isConnected) return;
      this.look();
      if (this.isUnmet || performance.now() - this.touched < BY_HAND) this.fill();
    });
  }

  // Remembers what is seen.
  look() {
    if (!this.box || !this.above) return;
    const { edge } = this;
    const seen = this.rows.findIndex((row) => row.getBoundingClientRect().bottom > edge);
    const isAbove = this.above.getBoundingClientRect().bottom > edge;
    const isBelow = seen < 0;
    if (isAbove || isBelow) {
      const space = isAbove ? this.above : this.below;
      const start = isAbove ? 0 : this.first + this.rows.length;
      const passed = (edge - space.getBoundingClientRect().top) / this.average;
      const index = Math.max(0, Math.min(this.count - 1, start + Math.floor(passed)));
      this.anchor = { index, offset: 0 };
    } else {
      const offset = this.rows[seen].getBoundingClientRect().top - edge;
      this.anchor = { index: this.first + seen, offset };
    }
  }

  // Asks for the rows that are missing where somebody scrolled to.
  fill() {
    if (!this.anchor || !this.box || !this.above) return; // a question may stand in its place
    const { edge, foot } = this;
    const ahead = AHEAD * this.average;
    const lacksAbove = this.first > 0 && this.above.getBoundingClientRect().bottom > edge - ahead;
    const isShort = this.first + this.rows.length < this.count;
    const lacksBelow = isShort && this.below.getBoundingClientRect().top < foot + ahead;
    this.isUnmet = false;
    if (!lacksAbove && !lacksBelow) return;
    const fits = Math.ceil((foot - edge) / this.average);
    const middle = Math.min(this.count - 1, this.anchor.index + Math.floor(fits / 2));
    const wanted = `${middle}:${fits}`;
    if (wanted === this.asked) return;
    if (this.ask(middle, fits)) this.asked = wanted;
    this.isUnmet = true; // until it is there
  }

  // Whether a row that nobody scrolled away from is out of sight, since rows were drawn anew.
  hasLost(row) {
    return this.touched < (this.revealedAt ?? 0) && !this.isInSight(row);
  }

  isInSight(row) {
    if (!this.box) return true;
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > this.edge + 8 && top < this.foot - 8;
  }

  // Brings a row into sight: after a step always to one place, below some of those before it, so
  // that the eye need not follow; else only where it is not seen whole.
  reveal(row, isStep) {
    if (!this.box || !this.above) return;
    this.revealedAt = performance.now();
    row.scrollIntoView({ block: "nearest" }); // of the page, where the list itself is out of sight
    const { edge, foot } = this;
    const { top, bottom } = row.getBoundingClientRect();
    if (!isStep && top >= edge && bottom <= foot) return;
    const before = this.rows[Math.max(0, this.rows.indexOf(row) - ABOVE)];
    const lead = top - before.getBoundingClientRect().top;
    const room = Math.min(lead, Math.max(0, (foot - edge - (bottom - top)) / 2));
    this.box.scrollTop += top - edge - room;
    this.isUnmet = false;
    this.look();
  }
}
