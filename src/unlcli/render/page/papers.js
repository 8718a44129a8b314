// What stands on the page: papers, the rows that show them, bodies of tables, and groups.

const papers = [];
const rows = [];
const bodies = [];
const groups = [];
let facets = [];

function readPage() {
  const main = document.getElementById("papers");
  facets = JSON.parse(main.dataset.facets).map(([name, heading], index) => ({name, heading, index}));
  const byBody = new Map();
  for (const table of main.querySelectorAll("table"))
    for (const body of table.tBodies) {
      const entry = {body, table, rows: [], shown: 0, estimated: 0, isNear: false, isStale: false};
      byBody.set(body, entry);
      bodies.push(entry);
    }
  const byId = new Map();
  for (const row of main.querySelectorAll("tbody > tr")) {
    const paper = byId.get(row.getAttribute("data-of")) || newPaper(row, byId);
    const entry = {row, paper, body: byBody.get(row.parentNode), order: rows.length, isShown: true};
    entry.body.rows.push(entry);
    rows.push(entry);
  }
  for (const body of bodies) body.shown = body.rows.length;
  for (const details of main.querySelectorAll("details.group")) groups.push(newGroup(details));
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
  const link = document.querySelector(`#contents a[href="#${heading.id}"]`);
  const places = [heading, link].filter(Boolean).map(place =>
    place.querySelector(".count") || place.appendChild(make("span", {class: "count"})));
  const inside = bodies.filter(({body}) => details.contains(body));
  return {details, link, places, bodies: inside, size: inside.reduce((sum, body) => sum + body.rows.length, 0)};
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
}
