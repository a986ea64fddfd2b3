// Small forms that open at once, in the browser: a person who presses N and types on writes a note
// and presses no keys. What was typed and not sent is there again when the form is opened again.

const drafts = new Map();
let lastSearch = {}; // what was looked for last stands in the form again

function made(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

// One way to fill a form each: what stands in it, and how its answer is read.
const FIELDS = {
  text(spec) {
    const area = made("textarea", { rows: 7, dir: "auto", "aria-label": spec.title });
    return { nodes: [area], first: area, answer: () => area.value };
  },
  line(spec) {
    const input = made("input", { type: spec.type ?? "text", "aria-label": spec.title });
    input.value = spec.value ?? "";
    return { nodes: [input], first: input, answer: () => input.value };
  },
  // What to look for, in which column, and what is to stand in its place.
  find(spec, { langs, lang }, submit) {
    const input = (label) => made("input", { type: "text", dir: "auto", "aria-label": label });
    const words = input("Find");
    const by = input("Replace by");
    const column = made("select", { "aria-label": "Language" });
    column.append(made("option", { value: "" }, "all languages shown"));
    for (const of of langs) column.append(made("option", { value: of }, nameOf(of)));
    const box = (label) => {
      const check = made("input", { type: "checkbox" });
      return [check, made("label", { class: "setting" }, check, label)];
    };
    const [exact, exactly] = box("letter case matters");
    const [pattern, expression] = box("a regular expression");
    const asked = lastSearch;
    Object.assign(words, { value: asked.words ?? "" });
    Object.assign(by, { value: asked.by ?? "" });
    exact.checked = asked.exact ?? false;
    pattern.checked = asked.pattern ?? false;
    column.value = asked.lang ?? "";
    let replaces = false;
    const preview = made("button", { type: "button" }, "Preview the replacement…");
    preview.addEventListener("click", () => {
      replaces = true;
      column.value ||= lang;
      submit();
    });
    const line = (label, ...nodes) => made("label", {}, made("span", {}, label), ...nodes);
    const grid = made(
      "div",
      { class: "terms" },
      line("Find", words),
      line("Replace by", by),
      line("In", column),
      exactly,
      expression,
      preview,
    );
    const answer = () => {
      if (!words.value.trim()) return "";
      const asks = { words: words.value, by: by.value, lang: column.value };
      lastSearch = { ...asks, exact: exact.checked, pattern: pattern.checked };
      return JSON.stringify({ ...lastSearch, replaces });
    };
    return { nodes: [grid], first: words, answer };
  },
  // A line a language, filled with what is selected in its column.
  terms(spec, { langs }) {
    const picked = picks.words();
    const lines = langs.map((lang) => {
      const input = made("input", { type: "text", lang, dir: "auto", spellcheck: "true" });
      input.value = picked[lang] ?? "";
      return [lang, input, made("label", {}, made("span", {}, nameOf(lang)), input)];
    });
    const answer = () =>
      JSON.stringify(Object.fromEntries(lines.map(([lang, input]) => [lang, input.value])));
    const box = made("div", { class: "terms" }, ...lines.map(([, , label]) => label));
    const empty = lines.find(([, input]) => !input.value) ?? lines[0];
    return { nodes: [box], first: empty[1], answer };
  },
  sentence(spec, { cell }, submit) {
    const sentences = cell ? [...cell.querySelectorAll(".al-s")] : [];
    const list = made("ol", { class: "sentences", dir: cell?.dir ?? "auto", lang: cell?.lang ?? "" });
    let chosen = "";
    sentences.forEach((sentence, i) => {
      const text = sentence.textContent.trim();
      if (i === 0) {
        list.append(made("li", {}, text));
        return;
      }
      const button = made("button", { type: "button" }, text);
      button.addEventListener("click", () => {
        chosen = String(i);
        submit();
      });
      list.append(made("li", {}, button));
    });
    const none = made("p", {}, spec.none);
    const nodes = sentences.length > 1 ? [list] : [none];
    return { nodes, first: list.querySelector("button"), answer: () => chosen, silent: true };
  },
  // A column a language: from which sentence on the text goes down, or that all of it stays.
  columns(spec, { row, langs, hidden }) {
    const sides = langs.map((lang) => ({ lang, pieces: piecesOf(row, lang) }));
    const cuts = proposed(sides.map(({ pieces }) => pieces));
    const boxes = sides.map(({ lang, pieces }, i) => column(spec, row, lang, pieces, cuts[i]));
    const grid = made("div", { class: "columns" }, ...boxes);
    const told = hidden ? [made("p", { class: "hint" }, spec.hidden + hidden)] : [];
    const answer = () =>
      sides
        .map(({ lang, pieces }, i) => [lang, boxes[i].querySelector("input:checked")?.value, pieces])
        .filter(([, cut, pieces]) => cut !== undefined && Number(cut) < pieces.length)
        .map(([lang, cut]) => `${lang}:${cut}`)
        .join(" ");
    return { nodes: [...told, grid], first: grid.querySelector("input:checked"), answer };
  },
  help(spec) {
    const table = made("table");
    const codes = spec.lines.map(([, , code]) => code).filter(Boolean);
    for (const [keys, name, code] of spec.lines) {
      const kbd = made("kbd", {}, keys);
      const change = code ? [made("td", {}, mover(code, name, kbd, codes))] : [made("td")];
      const cell = made("th", { scope: "row" }, kbd);
      table.append(made("tr", {}, cell, made("td", {}, name), ...change));
    }
    const boxes = spec.settings.map(([name, words]) => {
      const box = made("input", { type: "checkbox" });
      box.checked = Boolean(settings()[name]);
      box.addEventListener("change", () => set(name, box.checked));
      return made("label", { class: "setting" }, box, words);
    });
    return { nodes: [...boxes, table], first: null, answer: () => "", silent: true };
  },
};

// What a person has chosen for this browser.
function settings() {
  try {
    return JSON.parse(localStorage.getItem("aligner.desk")) ?? {};
  } catch {
    return {};
  }
}

function set(name, value) {
  localStorage.setItem("aligner.desk", JSON.stringify({ ...settings(), [name]: value }));
}

// The sentences of a cell in order, each with whether it begins a paragraph.
function piecesOf(row, lang) {
  const cell = row.querySelector(`:scope > .al-cell[lang="${CSS.escape(lang)}"]`);
  return [...(cell?.querySelectorAll("p") ?? [])].flatMap((paragraph) =>
    [...paragraph.querySelectorAll(".al-s")].map((sentence, i) => ({
      text: i ? sentence.textContent : paragraph.textContent.slice(0, endOf(sentence, paragraph)),
      isFirst: i === 0,
    })),
  );
}

// Where a sentence ends in its paragraph, whose label goes before it.
function endOf(sentence, paragraph) {
  return paragraph.textContent.indexOf(sentence.textContent) + sentence.textContent.length;
}

// Where each column is best cut: at its second paragraph; where it has none, at the sentence that
// lies nearest to the cut of a column that has one.
function proposed(columns) {
  const second = (pieces) => pieces.findIndex((piece, i) => i > 0 && piece.isFirst);
  const length = (pieces) => pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  const share = (pieces, cut) => length(pieces.slice(0, cut)) / length(pieces);
  const lead = columns.find((pieces) => second(pieces) > 0) ?? columns.find((c) => c.length > 1);
  const at = lead ? share(lead, Math.max(second(lead), 1)) : 1;
  return columns.map((pieces) => {
    if (second(pieces) > 0) return second(pieces);
    const cuts = pieces.map((_, i) => i).slice(1);
    const far = (cut) => Math.abs(share(pieces, cut) - at);
    return cuts.sort((a, b) => far(a) - far(b))[0] ?? pieces.length;
  });
}

function nameOf(lang) {
  return document.querySelector(`.al-head [lang="${CSS.escape(lang)}"]`)?.textContent ?? lang;
}

function column(spec, row, lang, pieces, cut) {
  const cell = row.querySelector(`:scope > .al-cell[lang="${CSS.escape(lang)}"]`);
  const list = made("ol", { lang, dir: cell?.dir ?? "auto" });
  [...pieces.map((piece) => piece.text), pieces.length ? spec.stays : spec.none].forEach((text, i) => {
    const isEnd = i === pieces.length;
    const input = made("input", { type: "radio", name: `cut-${lang}`, value: String(i) });
    input.checked = i === cut;
    const label = made("label", {}, input, made("span", {}, text));
    list.append(made("li", { class: isEnd ? "end" : pieces[i].isFirst ? "first" : "" }, label));
  });
  return made("fieldset", {}, made("legend", {}, nameOf(lang)), list);
}

// Opens a form; `send` gets the answer unless it is empty or the person gives up.
function openForm(host, spec, key, at, send) {
  host.querySelector("dialog")?.remove();
  const dialog = made("dialog", { "aria-label": spec.title });
  const form = made("form", { method: "dialog" });
  const submit = () => form.requestSubmit();
  const field = FIELDS[spec.field](spec, at, submit);
  const keeps = spec.field === "text";
  if (keeps && drafts.has(key)) field.first.value = drafts.get(key);
  const buttons = made("div", { class: "buttons" });
  if (!field.silent) buttons.append(made("button", { type: "submit" }, spec.submit ?? "Save"));
  const leave = made("button", { type: "button" }, field.silent ? "Close" : "Cancel");
  leave.addEventListener("click", () => dialog.close());
  buttons.append(leave);
  const hint = spec.hint ? [made("p", { class: "hint" }, spec.hint)] : [];
  form.append(made("h2", {}, spec.title), ...hint, ...field.nodes, buttons);
  dialog.append(form);
  host.append(dialog);
  form.addEventListener("submit", () => {
    const answer = field.answer();
    drafts.delete(key);
    if (answer.trim()) send(answer);
  });
  if (keeps) field.first.addEventListener("input", () => drafts.set(key, field.first.value));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  });
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  (field.first ?? leave).focus();
}
