// All of it put together when the page is there.

function makeControls() {
  const filters = make("details", {class: "filters", open: ""}, make("summary", {}, "Filters"), make("div", {class: "filtering"}, makeFacets(), sortMenu()));
  // On a small screen filters are folded away at first.
  filters.open = !matchMedia("(max-width: 44rem)").matches;
  const search = make("search", {}, make("div", {class: "line"}, searchField, tally, clearButton), filters);
  const keys = make("p", {class: "keys"});
  for (const [name, words] of [["/", "search"], ["↑ ↓", "move"], ["Enter", "open"], ["Esc", "back"]]) keys.append(make("kbd", {}, name), ` ${words} `);
  search.append(keys);
  search.append(...[makeChart()].filter(Boolean));
  document.getElementById("controls").append(search);
  if (groups.length > 1) filters.querySelector(".filtering").append(foldAll());
}

/** Fold all groups, or unfold them. */
function foldAll() {
  const outer = groups.filter(({details}) => !details.parentNode.closest("details.group"));
  const element = button("Fold groups", () => {
    const isOpen = outer.some(({details}) => details.open);
    for (const {details} of outer) details.open = !isOpen;
    element.textContent = isOpen ? "Unfold groups" : "Fold groups";
  }, {class: "fold"});
  return element;
}

/** Go to the paper or group that the address names: it is unfolded, and shown if a filter hid it. */
function goToTarget() {
  let target = null;
  try {
    target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    // Not every address is well written.
  }
  if (!target?.closest("#papers")) return;
  const row = target.closest("tr");
  if (rows.some(entry => entry.row === row && !entry.isShown)) clearAll();
  bodies.forEach(settle);
  for (let group = target.closest("details.group"); group; group = group.parentNode.closest("details.group")) group.open = true;
  for (const other of document.querySelectorAll("tr.here")) other.classList.remove("here");
  row?.classList.add("here");
  (row || target).scrollIntoView({block: row ? "center" : "start", behavior: isStill() ? "auto" : "instant"});
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
  makeSortButtons();
  makeControls();
  document.getElementById("papers").append(emptyState());
  for (const body of bodies) estimate(body);
  readAddress();
  listeners.unshift(showState);
  announce({});
  tell(countInWords());
  furnishInTime();
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
