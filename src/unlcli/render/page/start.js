// All of it put together when the page is there.

function makeControls() {
  const field = make("div", {class: "field"}, searchField, make("kbd", {"aria-hidden": "true"}, "/"));
  const filtering = make("div", {class: "filtering"}, makeFacets(), sortMenu());
  const chart = makeChart();
  if (groups.length > 1) filtering.append(foldAll());
  // On a small screen filters are folded away at first, and the chart with them.
  const filters = make("details", {class: "filters"}, make("summary", {}, "Filters"), make("div", {class: "inside"}, filtering, chart || ""));
  filters.open = !SMALL.matches;
  filters.classList.toggle("has-long", Boolean(chart?.classList.contains("long")));
  const narrow = make("div", {class: "narrow"}, filters);
  placeContents(narrow);
  document.getElementById("page_controls").replaceWith(make("search", {}, make("div", {class: "line"}, field, tally, clearButton, status)), narrow);
  const keys = make("p", {class: "keys"});
  for (const [name, words] of [["/", "search"], ["↑ ↓", "move"], ["Enter", "open"], ["Esc", "back"]]) keys.append(make("kbd", {}, name), ` ${words} `);
  document.querySelector("footer").append(keys);
}

/** Fold all sections, or unfold them. */
function foldAll() {
  const outer = groups.filter(({details}) => !details.parentNode.closest("details.group"));
  const element = button("Fold sections", () => {
    const isOpen = outer.some(({details}) => details.open);
    for (const {details} of outer) details.open = !isOpen;
    element.textContent = isOpen ? "Unfold sections" : "Fold sections";
  }, {class: "fold"});
  listeners.push(() => { element.hidden = state.sort !== ""; });
  return element;
}

function showState({isTyping}) {
  if (searchField.value !== state.q) searchField.value = state.q;
  applyFilter();
  applySort();
  // Counts follow a moment later while somebody types: they are many, and the papers are what is looked at.
  if (isTyping) countSoon();
  else countNow();
}

function countNow() {
  updateChart();
  updateFacets();
}

const countSoon = debounced(60, countNow);

function start() {
  readPage();
  if (!papers.length) return;
  for (const table of document.querySelectorAll("#page_papers table")) makeSortButtons(table);
  makeControls();
  document.getElementById("page_papers").append(nothing);
  for (const body of bodies) estimate(body);
  readAddress();
  listeners.unshift(showState);
  announce({});
  tell(countInWords());
  watch(homes);
  markCurrent();
  addEventListener("popstate", () => {
    readAddress();
    announce({});
  });
  addEventListener("hashchange", goToTarget);
  addEventListener("beforeprint", () => bodies.forEach(settle));
  document.addEventListener("keydown", onKey);
  if (location.hash) goToTarget();
  setTimeout(foldAhead, 200);
}

document.addEventListener("DOMContentLoaded", start);
