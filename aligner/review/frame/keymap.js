// Which key does what in this browser: a person may move single keys elsewhere, or switch them off.

const MOVABLE = /^(Shift\+)?(Key[A-Z]|Digit[0-9])$/;

// What was moved: the key that was pressed before, and the one that is pressed now.
function moved() {
  return settings().moved ?? {};
}

// What a pressed key stands for; nothing where what it stood for lies elsewhere now.
function meant(pressed) {
  const places = moved();
  const found = Object.keys(places).find((code) => places[code] === pressed);
  return found ?? (pressed in places ? "" : pressed);
}

function shownAs(code) {
  return (moved()[code] ?? code).replace(/Key|Digit/, "").replace("+", " ");
}

// Buttons say where their key lies now.
function relabel() {
  if (!Object.keys(moved()).length && !relabel.isDone) return;
  relabel.isDone = true;
  for (const button of document.querySelectorAll("[data-do]")) {
    const kbd = button.querySelector("kbd");
    const shown = shownAs(button.dataset.do);
    if (!kbd || kbd.textContent === shown) continue;
    kbd.textContent = shown;
    button.setAttribute("aria-keyshortcuts", shown.replace(" ", "+"));
  }
}

// A button that takes the next key as the place of another.
function mover(code, name, kbd, codes) {
  const button = made("button", { type: "button", class: "move", "aria-label": `Change the key: ${name}` });
  const rest = () => {
    button.textContent = "Change";
    kbd.textContent = shownAs(code);
  };
  button.addEventListener("click", () => (button.textContent = "Press a key"));
  button.addEventListener("blur", rest);
  button.addEventListener("keydown", (event) => {
    if (button.textContent === "Change" || event.key === "Tab" || event.key === "Shift") return;
    event.preventDefault();
    const pressed = combination(event);
    const isTaken = codes.some((other) => other !== code && (moved()[other] ?? other) === pressed);
    if (event.key === "Escape") rest();
    else if (isTaken || !MOVABLE.test(pressed)) button.textContent = isTaken ? "Taken: another" : "A letter";
    else {
      const { [code]: _, ...others } = moved();
      set("moved", pressed === code ? others : { ...others, [code]: pressed });
      relabel();
      rest();
    }
  });
  rest();
  return button;
}
