// Draws two versions of a document as bars with a ribbon for each row between them. Only numbers
// and text nodes are used, so that no text can become markup; a click is left to the listener.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 1000;
const BAR = 12;
const HEIGHT = 100;
const MOST_NUMBERED = 90; // paragraphs, so that their numbers do not run into each other
const WIDEST = 44; // pixels for one paragraph, so that a short document is not drawn huge

function element(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function shape(ribbon, scale) {
  const [top, bottom] = [ribbon.top, ribbon.bottom];
  const inset = 0.12;
  const at = (side, stretch, end) => (stretch[end] + (end ? -inset : inset)) * scale[side];
  if (top && bottom) {
    const [a, b] = [at(0, top, 0), at(0, top, 1)];
    const [c, d] = [at(1, bottom, 0), at(1, bottom, 1)];
    const [from, to, middle] = [BAR, HEIGHT - BAR, HEIGHT / 2];
    return (
      `M${a},0 L${b},0 L${b},${from} C${b},${middle} ${d},${middle} ${d},${to} L${d},${HEIGHT}` +
      ` L${c},${HEIGHT} L${c},${to} C${c},${middle} ${a},${middle} ${a},${from} Z`
    );
  }
  const side = top ? 0 : 1;
  const [a, b] = [at(side, top ?? bottom, 0), at(side, top ?? bottom, 1)];
  const [outer, inner] = top ? [0, BAR + 14] : [HEIGHT, HEIGHT - BAR - 14];
  return `M${a},${outer} L${b},${outer} L${(a + b) / 2},${inner} Z`;
}

function told(ribbon) {
  const name = ribbon.label ? `${ribbon.label}: ` : "";
  const gap = ribbon.top && ribbon.bottom ? "" : ", no counterpart";
  return `${name}${ribbon.band} ${ribbon.confidence.toFixed(2)}${gap}`;
}

function numbers(data) {
  const line = document.createElement("div");
  line.className = "numbers";
  if (data.counts[0] > MOST_NUMBERED) return line;
  for (const ribbon of data.ribbons) {
    if (!ribbon.top || !ribbon.label || ribbon.label.includes("(")) continue;
    const number = document.createElement("span");
    number.textContent = ribbon.label;
    number.style.left = `${(100 * (ribbon.top[0] + 0.5)) / data.counts[0]}%`;
    line.append(number);
  }
  return line;
}

export default function draw({ data, parentElement }) {
  parentElement.querySelector(".map")?.remove();
  const scale = data.counts.map((count) => WIDTH / Math.max(1, count));
  const svg = element("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": `Map of rows: ${data.title}`,
  });
  for (const ribbon of data.ribbons) {
    const path = element("path", { d: shape(ribbon, scale), class: ribbon.band });
    path.dataset.go = ribbon.go;
    path.append(element("title", {}, told(ribbon)));
    svg.append(path);
  }
  const map = document.createElement("div");
  map.className = "map";
  map.style.maxWidth = `${Math.max(...data.counts, 8) * WIDEST}px`;
  const names = [data.top, data.bottom].map((name, side) => {
    const label = document.createElement("div");
    label.textContent = `${name} · ${data.counts[side]}`;
    return label;
  });
  map.append(names[0], numbers(data), svg, names[1]);
  parentElement.append(map);
}
