// The words of a cell, written where they stand: the cell itself becomes the field, beside its
// source. A line of the field is a paragraph of the cell. What is left by Esc is kept as a draft.

class Editor {
  constructor(spec, key, cell, log, send) {
    Object.assign(this, { spec, log, send, isLeft: false });
    this.lang = cell.lang;
    this.rowId = cell.closest(".al-row").dataset.row;
    this.words = [...cell.querySelectorAll(".al-body")].map((body) => body.textContent).join("\n");
    this.opener = document.activeElement;
    this.area = made("textarea", {
      rows: 1,
      lang: cell.lang,
      dir: cell.dir,
      spellcheck: "true",
      "aria-label": `${spec.title}: ${cell.dataset.name}`,
    });
    this.area.value = drafts.get(key) ?? this.words;
    const labels = [...cell.querySelectorAll(".al-label")].map((label) => label.textContent.trim());
    const save = made("button", { type: "button", class: "al-do" }, spec.submit);
    const leave = made("button", { type: "button", class: "al-do" }, "Cancel");
    const tools = made("div", { class: "al-tools", lang: "en", dir: "ltr" }, save, leave, spec.hint);
    this.box = made("div", { class: "al-editor" }, this.area, tools);
    if (labels.length) this.box.prepend(made("span", { class: "al-label" }, labels.join("  ")));
    save.addEventListener("click", () => this.save());
    leave.addEventListener("click", () => this.leave());
    this.area.addEventListener("input", () => {
      drafts.set(key, this.area.value);
      this.fit();
    });
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.box.addEventListener("click", (event) => event.stopPropagation());
    this.put(cell);
  }

  get isChanged() {
    return !this.isLeft && this.area.value !== this.words;
  }

  // Stands in the cell; what stands there otherwise is not seen until it goes.
  put(cell) {
    this.row = cell.closest(".al-row");
    this.row.dataset.editing = this.lang;
    cell.append(this.box);
    this.fit();
    this.area.focus({ preventScroll: true });
    this.box.scrollIntoView({ block: "nearest" });
  }

  // As high as its text, where the browser does not see to that itself.
  fit() {
    if (CSS.supports("field-sizing", "content")) return;
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
  }

  // Stands again in what Python has drawn anew.
  follow(cursor) {
    if (this.isLeft || this.box.isConnected || !cursor.table) return;
    const cell = cursor.cellOf(cursor.find(this.rowId), this.lang);
    if (cell) this.put(cell);
    else this.leave();
  }

  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") this.leave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  save() {
    const words = this.area.value;
    if (!words.trim()) {
      this.log.warn(this.spec.empty);
      return;
    }
    const cell = this.box.parentElement;
    const isSame = !this.isChanged;
    this.words = words;
    this.leave();
    if (isSame) return;
    cell.replaceChildren(...words.split("\n").map((line) => made("p", {}, line)));
    this.send(words);
  }

  leave() {
    if (this.isLeft) return;
    if (this.isChanged) this.log.say("What you wrote is kept: E opens it again");
    this.isLeft = true;
    delete this.row.dataset.editing;
    this.box.remove();
    if (this.opener?.isConnected) this.opener.focus({ preventScroll: true });
  }
}
