// What stands on the page: papers, the rows that show them, bodies of tables, and groups.

const papers = [];
const rows = [];
// The bodies of the list as it was written; `bodies` are those that rows stand in now.
const homes = [];
let bodies = homes;
const groups = [];
let facets = [];

function readPage() {
  const main = document.getElementById("page_papers");
  facets = JSON.parse(main.dataset.facets).map(([name, heading], index) => ({name, heading, index}));
  const byBody = new Map();
  for (const table of main.querySelectorAll("table"))
    for (const body of table.tBodies) {
      const entry = newBody(body, table, []);
      byBody.set(body, entry);
      homes.push(entry);
    }
  const byId = new Map();
  for (const row of main.querySelectorAll("tbody > tr")) {
    const paper = byId.get(row.getAttribute("data-of")) || newPaper(row, byId);
    const home = byBody.get(row.parentNode);
    const entry = {row, paper, body: home, home, order: rows.length, isShown: true};
    home.rows.push(entry);
    rows.push(entry);
  }
  for (const home of homes) {
    home.atHome = home.rows;
    home.shown = home.found = home.rows.length;
  }
  for (const details of main.querySelectorAll("details.group")) groups.push(newGroup(details));
}

/** A body of a table: `shown` of its rows are to be seen, `found` of those that it had at first. */
function newBody(body, table, inside) {
  return {body, table, rows: inside, shown: inside.length, found: 0, estimated: 0, isNear: false, isStale: false};
}

function newPaper(row, byId) {
  const values = facets.map(({index}) => (row.getAttribute(`data-f${index}`) || "").split("\t").filter(Boolean));
  const paper = {row, values, words: null, misses: 0, missed: -1};
  byId.set(row.id, paper);
  papers.push(paper);
  return paper;
}

function newGroup(details) {
  const heading = details.querySelector("summary").firstElementChild;
  const link = document.querySelector(`#page_contents a[href="#${heading.id}"]`);
  const inside = homes.filter(({body}) => details.contains(body));
  const entries = inside.flatMap(body => body.rows);
  const size = new Set(entries.map(({paper}) => paper)).size;
  // A paper that stands twice in a section is counted once there.
  const repeated = size < entries.length ? entries : null;
  return {details, link, count: countIn(heading), linkCount: link && countIn(link), bodies: inside, repeated, size};
}

function countIn(place) {
  const found = place.querySelector(".count");
  if (found) return found;
  const count = make("span", {class: "count"});
  place.append(" ", count);
  return count;
}

const titleOf = paper => paper.row.querySelector(".t").textContent;

/** Type, key and fields of a paper, as the row has them. */
function fieldsOf(paper) {
  const [type, key, ...parts] = (paper.row.getAttribute("data-bib") || "misc").split("\t");
  const link = paper.row.querySelector(".t a");
  const shown = {title: () => titleOf(paper), url: () => link ? link.getAttribute("href") : ""};
  const fields = parts.map(part => {
    const end = part.indexOf("=");
    return end < 0 ? [part, shown[part] ? shown[part]() : ""] : [part.slice(0, end), part.slice(end + 1)];
  });
  return {type, key: key || "", fields};
}

const UNSEARCHED = /^(?:title|url|urldate|issn|isbn|pages|volume|number|month|date|archiveprefix|eprinttype)(?:=|$)/;

/** All that a search looks at, folded once: what the row shows but for its abstract, and what only its data says. */
function wordsOf(paper) {
  if (paper.words !== null) return paper.words;
  const {row} = paper;
  const parts = [row.querySelector(".t").textContent, row.getAttribute("data-q") || ""];
  const by = row.querySelector(".by");
  if (by) parts.push(by.textContent);
  for (const cell of row.cells) if (cell.tagName === "TD" && cell.className !== "more") parts.push(cell.textContent);
  const [, key, ...fields] = (row.getAttribute("data-bib") || "").split("\t");
  parts.push(key || "", row.id);
  for (const field of fields)
    if (!UNSEARCHED.test(field) && !(by && field.startsWith("author="))) parts.push(withoutLatex(field.slice(field.indexOf("=") + 1)));
  for (const values of paper.values) parts.push(...values);
  return paper.words = fold(parts.join(" | ").replace(/\s+/g, " "));
}

/** Fold words before they are needed, a little at a time. */
function foldAhead(from = 0) {
  const end = Math.min(from + 400, papers.length);
  for (let index = from; index < end; index++) wordsOf(papers[index]);
  if (end < papers.length) setTimeout(foldAhead, 0, end);
  else setTimeout(nameRoles, 0);
}

const ROLES = {TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell"};
const HEADS = {col: "columnheader", row: "rowheader"};

/** Say what tables are made of: they are laid out as grids, at which some browsers forget that they are tables. */
function nameRoles(from = 0) {
  if (!from) for (const head of document.querySelectorAll("#page_papers :is(table, thead, thead *)")) nameRole(head);
  const end = Math.min(from + 400, rows.length);
  for (let index = from; index < end; index++) {
    const {row} = rows[index];
    nameRole(row);
    for (const cell of row.cells) nameRole(cell);
    nameRole(row.parentNode);
  }
  if (end < rows.length) setTimeout(nameRoles, 0, end);
}

function nameRole(element) {
  const role = HEADS[element.getAttribute("scope")] || ROLES[element.tagName];
  if (role && !element.hasAttribute("role")) element.setAttribute("role", role);
}
