// A link past the menu, for who comes by Tab: the first on every page.

const past = document.querySelector(".al-skip") ?? document.createElement("a");
past.className = "al-skip";
past.href = "#content";
past.textContent = "Skip to the content";
past.onclick = (event) => {
  event.preventDefault();
  const content = document.querySelector(".stMainBlockContainer");
  content.id = "content";
  content.tabIndex = -1;
  content.focus();
};
document.body.prepend(past);
document.querySelector(".stMainBlockContainer")?.setAttribute("id", "content");
