// Order: the list with its sections, or one table of all papers, each once, by a column of theirs.

const SORTABLE = ["title", "venue", "year"];
const WORDS = {title: "By title", "-title": "By title, backwards", venue: "By venue", "-venue": "By venue, backwards", "-year": "Newest first", year: "Oldest first"};
const sortHeads = [];
const flat = {section: null, heading: null, table: null};
let sortedBy = "";

const sortable = () => SORTABLE.filter(name => document.querySelector(`#page_papers thead .c-${name}`));
/** All orders that an address may ask for. */
const orders = () => sortable().flatMap(name => name === "year" ? ["-year", "year"] : [name, `-${name}`]);

/** The headings of a table sort: once, the other way round, and back to the list; years begin with the newest. */
function makeSortButtons(table) {
  for (const head of table.tHead.rows[0].cells) {
    const column = SORTABLE.find(name => head.classList.contains(`c-${name}`));
    if (!column) continue;
    const [first, second] = orders().filter(order => order.replace("-", "") === column);
    head.replaceChildren(button(head.textContent, () => sortBy({"": first, [first]: second, [second]: ""}[state.sort] ?? first)));
    sortHeads.push({head, column});
  }
}

function sortBy(order) {
  state.sort = order;
  changed();
  if (order && flat.section.getBoundingClientRect().top < 0) flat.section.scrollIntoView();
}

const orderMenu = make("select", {});

function sortMenu() {
  if (!orders().length) return "";
  orderMenu.append(make("option", {value: ""}, groups.length ? "In sections" : "In the list’s order"));
  for (const value of orders().filter(order => !/^-(?!year)/.test(order))) orderMenu.append(make("option", {value}, WORDS[value]));
  orderMenu.addEventListener("change", () => sortBy(orderMenu.value));
  listeners.push(() => { orderMenu.value = state.sort.replace(/^-(?!year)/, ""); });
  return make("label", {class: "order"}, "Order ", orderMenu);
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
  if (state.sort === sortedBy) return;
  // The heading that was pressed goes with its table: the same one of the other table gets the focus.
  const pressed = document.activeElement?.closest("thead th")?.className;
  sortedBy = state.sort;
  if (sortedBy) flatten(sortedBy.replace("-", ""), sortedBy.startsWith("-") ? -1 : 1);
  else bringHome();
  document.getElementById("page_papers").classList.toggle("flat", sortedBy !== "");
  for (const {head, column: own} of sortHeads) {
    if (sortedBy.replace("-", "") === own) head.setAttribute("aria-sort", sortedBy.startsWith("-") ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  if (pressed) document.querySelector(`#page_papers > ${sortedBy ? ".all" : ":not(.all)"} thead .${pressed} button`)?.focus({preventScroll: true});
}

/** The table of all papers, made when it is first wanted. */
function makeFlat() {
  const model = homes[0].table;
  flat.table = make("table", {}, make("caption", {}, "All papers"), model.tHead.cloneNode(true));
  for (const head of flat.table.tHead.rows[0].cells) head.textContent = head.textContent;
  flat.heading = make("h2", {});
  flat.section = make("section", {class: "all"}, flat.heading, flat.table);
  document.getElementById("page_papers").prepend(flat.section);
  for (const element of [flat.table, flat.table.tHead]) nameRole(element);
  makeSortButtons(flat.table);
}

const PER_BODY = 64;

/** Move the row of each paper to one table. */
function flatten(column, sign) {
  if (!flat.table) makeFlat();
  flat.heading.textContent = `All papers, ${WORDS[sortedBy][0].toLowerCase()}${WORDS[sortedBy].slice(1)}`;
  const entries = rows.filter(({row, paper}) => paper.row === row).map(entry => ({entry, value: sortValue(entry, column)}));
  entries.sort((a, b) => compare(a, b, sign));
  const found = [];
  for (let from = 0; from < entries.length; from += PER_BODY) {
    const inside = entries.slice(from, from + PER_BODY).map(({entry}) => entry);
    found.push(newBody(make("tbody", {role: "rowgroup"}), flat.table, inside));
  }
  for (const old of [...flat.table.tBodies]) old.remove();
  bodies = found;
  bodies.forEach(refill);
  flat.table.append(...bodies.map(({body}) => body));
  watch(bodies);
}

/** Bring all rows back to where they stood. */
function bringHome() {
  bodies = homes;
  for (const home of homes) {
    home.rows = home.atHome;
    refill(home);
    if (home.isNear) furnish(home);
  }
}

/** Put the rows of a body into it. */
function refill(body) {
  for (const entry of body.rows) entry.body = body;
  body.shown = body.rows.reduce((sum, {isShown}) => sum + isShown, 0);
  body.body.replaceChildren(...body.rows.map(({row}) => row));
  putAway(body.body, !body.shown);
  estimate(body);
  body.isStale = true;
  settle(body);
}
