// A field that says what stands in it as a person types, a moment after the last letter.

const PAUSE = 150; // milliseconds

export default function field({ parentElement, data, setStateValue }) {
  let input = parentElement.querySelector("input");
  if (!input) {
    input = document.createElement("input");
    input.type = "search";
    input.dir = "auto";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.maxLength = data.longest;
    input.value = data.words;
    parentElement.append(input);
    input.focus();
  }
  input.placeholder = data.placeholder;
  input.setAttribute("aria-label", data.label);
  let waiting = 0;
  const say = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => setStateValue("words", input.value), PAUSE);
  };
  const leaving = new AbortController();
  // What an input method is still putting together is no word yet.
  input.addEventListener("input", (event) => event.isComposing || say(), leaving);
  input.addEventListener("compositionend", say, leaving);
  return () => {
    clearTimeout(waiting);
    leaving.abort();
  };
}
