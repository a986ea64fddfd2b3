// Small forms that open at once, in the browser: a person who presses N and types on writes a note
// and presses no keys. What was typed and not sent is there again when the form is opened again.

const drafts = new Map();

function made(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function written(cell) {
  if (!cell) return "";
  const parts = [...cell.querySelectorAll(".al-body")].map((part) => part.textContent);
  return parts.join(" ");
}

// One way to fill a form each: what stands in it, and how its answer is read.
const FIELDS = {
  text(spec, cell) {
    const area = made("textarea", { rows: 7, "aria-label": spec.title });
    if (spec.fill && cell) {
      area.value = written(cell);
      area.lang = cell.lang;
      area.dir = cell.dir;
    } else area.dir = "auto";
    return { nodes: [area], first: area, answer: () => area.value };
  },
  line(spec) {
    const input = made("input", { type: spec.type ?? "text", "aria-label": spec.title });
    input.value = spec.value ?? "";
    return { nodes: [input], first: input, answer: () => input.value };
  },
  sentence(spec, cell, submit) {
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
  help(spec) {
    const table = made("table");
    for (const [keys, name] of spec.lines) {
      const cell = made("th", { scope: "row" }, made("kbd", {}, keys));
      table.append(made("tr", {}, cell, made("td", {}, name)));
    }
    return { nodes: [table], first: null, answer: () => "", silent: true };
  },
};

// Opens a form; `send` gets the answer unless it is empty or the person gives up.
function openForm(host, spec, key, cell, send) {
  host.querySelector("dialog")?.remove();
  const dialog = made("dialog", { "aria-label": spec.title });
  const form = made("form", { method: "dialog" });
  const submit = () => form.requestSubmit();
  const field = FIELDS[spec.field](spec, cell, submit);
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
    if (keeps && spec.fill) drafts.set(key, answer);
    else drafts.delete(key);
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
