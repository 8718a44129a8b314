// The list of sections: beside the papers, or folded away on a phone; it marks the section that is being read.

const SMALL = matchMedia("(max-width: 44rem)");

/** On a phone the list stands below the search, so that the papers are not far down; elsewhere it stays where it was. */
function placeContents(place) {
  const nav = document.getElementById("page_contents");
  if (!nav) return;
  const [before, details] = [document.querySelector("main"), nav.querySelector("details")];
  const move = () => {
    if (SMALL.matches) place.append(nav);
    else if (nav.nextElementSibling !== before) before.before(nav);
    details.open = !SMALL.matches;
  };
  move();
  SMALL.addEventListener("change", move);
}

/** At the end of the page, where the last sections cannot reach its top: the one that was gone to, else the last. */
function atTheEnd(linked) {
  if (!scrollY || innerHeight + scrollY < document.documentElement.scrollHeight - 4) return null;
  const isAsked = ({link, details}) => link.hash === location.hash && details.getBoundingClientRect().top > 0;
  return linked.find(isAsked) || linked.findLast(({details}) => details.offsetHeight);
}

/** Of the sections that are a little below the top of the window, the innermost is the one that is read. */
function markCurrent() {
  const linked = groups.filter(({link}) => link);
  const byElement = new Map(linked.map(group => [group.details, group]));
  const seen = new Set();
  const mark = () => {
    const current = atTheEnd(linked) || linked.findLast(group => seen.has(group));
    for (const {link} of linked) {
      if (current?.link === link) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const watcher = new IntersectionObserver(changes => {
    for (const {target, isIntersecting} of changes) seen[isIntersecting ? "add" : "delete"](byElement.get(target));
    mark();
  }, {rootMargin: "-25% 0px -74% 0px"});
  for (const {details} of linked) watcher.observe(details);
  addEventListener("scrollend", mark);
  addEventListener("hashchange", mark);
}

/** Go to the paper or section that the address names: it is unfolded, and shown if a filter or an order hid it. */
function goToTarget() {
  let target = null;
  try {
    target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    // Not every address is well written.
  }
  if (!target?.closest("#page_papers")) return;
  const row = target.closest("tr");
  const section = groups.find(({details}) => details === target.closest("details.group"));
  if (!row && section && state.sort) sortBy("");
  if (rows.some(entry => entry.row === row && !entry.isShown) || (!row && section && !foundIn(section))) clearAll();
  bodies.forEach(settle);
  for (let group = target.closest("details.group"); group; group = group.parentNode.closest("details.group")) group.open = true;
  for (const other of document.querySelectorAll("tr.here")) other.classList.remove("here");
  row?.classList.add("here");
  bringIntoSight(row || target, row ? "center" : "start");
}

/** Scroll to an element, and again while rows on the way turn out higher or lower than they were taken to be. */
function bringIntoSight(element, block, times = 5) {
  element.scrollIntoView({block, behavior: "instant"});
  if (times) requestAnimationFrame(() => setTimeout(bringIntoSight, 0, element, block, times - 1));
}
