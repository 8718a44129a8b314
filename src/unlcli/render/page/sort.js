// Sorting by a column, inside each group: once up, once down, and back to the order of the list.

const SORTABLE = ["title", "venue", "year"];
const sortButtons = [];
let sortedBy = "";

function makeSortButtons() {
  for (const head of document.querySelectorAll("#papers thead th")) {
    const column = SORTABLE.find(name => head.classList.contains(`c-${name}`));
    if (!column) continue;
    const words = head.textContent;
    const element = button(words, () => {
      state.sort = {"": column, [column]: `-${column}`, [`-${column}`]: ""}[state.sort] ?? column;
      changed();
    });
    head.replaceChildren(element);
    sortButtons.push({head, column});
  }
}

/** The same for small screens, where tables have no heads. */
function sortMenu() {
  const offered = SORTABLE.filter(name => sortButtons.some(({column}) => column === name));
  if (!offered.length) return "";
  const select = make("select", {"aria-label": "Sort"}, make("option", {value: ""}, "In the list’s order"));
  const words = {title: "By title", venue: "By venue", year: "Oldest first", "-year": "Newest first"};
  for (const value of offered.flatMap(name => name === "year" ? ["-year", "year"] : [name]))
    select.append(make("option", {value}, words[value]));
  select.addEventListener("change", () => {
    state.sort = select.value;
    changed();
  });
  listeners.push(() => { select.value = state.sort; });
  return make("div", {class: "sort"}, select);
}

function sortValue(entry, column) {
  const cell = column === "title" ? entry.row.querySelector(".t") : entry.row.querySelector(`.c-${column}:not(.empty)`);
  return cell ? fold(cell.textContent) : "";
}

function compare(a, b, sign) {
  if (!a.value || !b.value) return (a.value ? 0 : 1) - (b.value ? 0 : 1) || a.entry.order - b.entry.order;
  return sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0) || a.entry.order - b.entry.order;
}

function applySort() {
  for (const {head, column} of sortButtons) {
    if (state.sort.replace("-", "") === column) head.setAttribute("aria-sort", state.sort === column ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  }
  if (state.sort === sortedBy) return;
  sortedBy = state.sort;
  const column = state.sort.replace("-", "");
  const byTable = new Map();
  for (const body of bodies) byTable.set(body.table, [...(byTable.get(body.table) || []), body]);
  for (const inTable of byTable.values()) sortTable(inTable, column, state.sort.startsWith("-") ? -1 : 1);
}

/** Deal the rows of one table out again, to its bodies as they are. */
function sortTable(inTable, column, sign) {
  const entries = inTable.flatMap(body => body.rows.map(entry => ({entry, value: column && sortValue(entry, column)})));
  entries.sort(column ? (a, b) => compare(a, b, sign) : (a, b) => a.entry.order - b.entry.order);
  let next = 0;
  for (const body of inTable) {
    body.rows = body.rows.map(() => entries[next++].entry);
    for (const entry of body.rows) entry.body = body;
    body.shown = body.rows.reduce((sum, entry) => sum + entry.isShown, 0);
    body.body.replaceChildren(...body.rows.map(entry => entry.row));
    putAway(body.body, !body.shown);
    estimate(body);
    body.isStale = true;
    settle(body);
    if (body.isNear) furnish(body);
  }
}
