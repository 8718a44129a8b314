// Which papers are shown: all words of the search must stand in a paper's text, and each facet must have a chosen value.

let shownPapers = 0;

/** The words of a search; quotes keep several together. */
function wanted(query) {
  return (fold(query).match(/"[^"]*"?|[^\s"]+/g) || []).map(word => word.replace(/"/g, "").trim().replace(/\s+/g, " ")).filter(Boolean);
}

/** Note of each paper how many conditions it misses (two are as bad as many), and which facet if it is one alone. */
function judge() {
  const words = wanted(state.q);
  const asked = facets.filter(facet => chosenIn(facet).size);
  shownPapers = 0;
  for (const paper of papers) {
    paper.misses = words.length && !words.every(word => wordsOf(paper).includes(word)) ? 2 : 0;
    paper.missed = -1;
    for (const facet of asked) {
      if (paper.misses > 1) break;
      if (paper.values[facet.index].some(value => chosenIn(facet).has(value))) continue;
      paper.misses++;
      paper.missed = facet.index;
    }
    if (!paper.misses) shownPapers++;
  }
}

/** How many papers each value of a facet would show, all other choices as they are. */
function counts(facet) {
  const found = new Map();
  for (const paper of papers)
    if (!paper.misses || (paper.misses === 1 && paper.missed === facet.index))
      for (const value of paper.values[facet.index]) found.set(value, (found.get(value) || 0) + 1);
  return found;
}

const AT_ONCE = 1500;
const SCREENFUL = 60;

/** Hide and show rows. What may come into sight is done now; the rest of a long page when there is time for it. */
function showRows() {
  const stale = new Set();
  let changes = 0;
  for (const entry of rows) {
    const isShown = !entry.paper.misses;
    if (isShown === entry.isShown) continue;
    entry.isShown = isShown;
    entry.body.shown += isShown ? 1 : -1;
    entry.home.found += isShown ? 1 : -1;
    entry.body.isStale = true;
    stale.add(entry.body);
    changes++;
  }
  for (const body of stale) {
    putAway(body.body, !body.shown);
    estimate(body);
  }
  if (changes <= AT_ONCE) bodies.forEach(settle);
  else {
    settleScreen(bodies);
    settleScreen(bodies.slice(Math.max(0, bodies.findIndex(({isNear}) => isNear))));
    settleScreen(bodies.slice().reverse());
    settleLater();
  }
}

/** Hide much at once: on a long page what has no display takes long to take down and build up again; what is away does not. */
function putAway(element, isAway) {
  if (rows.length <= AT_ONCE) {
    if (element.hidden !== isAway) element.hidden = isAway;
    return;
  }
  if (element.classList.contains("away") !== isAway) element.classList.toggle("away", isAway);
}

/** Bring a body's rows to what they should be. */
function settle(body) {
  if (!body.isStale) return;
  body.isStale = false;
  for (const {row, isShown} of body.rows) if (row.hidden === isShown) row.hidden = !isShown;
}

function settleScreen(inOrder) {
  let shown = 0;
  for (const body of inOrder) {
    if (!body.shown) continue;
    settle(body);
    if ((shown += body.shown) > SCREENFUL) return;
  }
}

let settling = 0;

function settleLater() {
  clearTimeout(settling);
  settling = setTimeout(() => {
    const stale = bodies.filter(body => body.isStale && body.shown);
    stale.slice(0, 30).forEach(settle);
    if (stale.length > 30) settleLater();
  }, 30);
}

const ROW_HEIGHT = 104;

/** Tell the browser how high a body is about, for as long as it is out of sight. */
function estimate(body) {
  if (!body.shown || body.estimated === body.shown) return;
  body.estimated = body.shown;
  body.body.style.containIntrinsicBlockSize = `auto ${body.shown * ROW_HEIGHT}px`;
}

function showGroups() {
  const isNarrowed = isFiltered();
  for (const group of groups) {
    const shown = foundIn(group);
    write(group.count, shown === group.size ? `${shown}` : `${shown} of ${group.size}`);
    putAway(group.details, !shown && isNarrowed);
    if (group.link) {
      write(group.linkCount, `${shown}`);
      group.link.classList.toggle("none", !shown);
    }
    if (isNarrowed && shown && !group.details.open) group.details.open = true;
  }
  const tables = new Map();
  for (const body of homes) tables.set(body.table, (tables.get(body.table) || 0) + body.found);
  for (const [table, shown] of tables) putAway(table, !shown);
}

function foundIn({repeated, bodies: inside}) {
  if (repeated) return new Set(repeated.filter(({isShown}) => isShown).map(({paper}) => paper)).size;
  return inside.reduce((sum, {found}) => sum + found, 0);
}

const write = (place, words) => { if (place.textContent !== words) place.textContent = words; };

// The count is seen at once; it is told, as all else, to those who hear the page, and then only when typing has paused.
const tally = make("p", {class: "tally", "aria-hidden": "true"});
const status = make("p", {class: "unseen", role: "status"});
const tell = words => { status.textContent = words; };
const tellCount = debounced(150, () => {
  tell(countInWords());
  if (!shownPapers && papers.length) helpOn(state.q);
});

function countInWords() {
  const all = papersInWords(papers.length);
  return isFiltered() ? `${number.format(shownPapers)} of ${all}` : all;
}

function applyFilter() {
  judge();
  showRows();
  showGroups();
  nothing.hidden = shownPapers > 0 || !papers.length;
  clearButton.hidden = !isFiltered();
  tally.textContent = countInWords();
  tellCount();
}

const clearButton = button("Clear filters", () => {
  clearAll();
  searchField.focus();
}, {class: "clear", hidden: ""});
const searchField = make("input", {type: "search", placeholder: "Search titles, people, venues", autocomplete: "off", spellcheck: "false", enterkeyhint: "search", "aria-label": "Search papers"});

searchField.addEventListener("input", () => {
  state.q = searchField.value;
  changed({isTyping: true});
});
