// The keyboard: / to the search, arrows from paper to paper, Enter opens (links do so by themselves), Escape goes back.

function isSeen(entry) {
  if (!entry.isShown) return false;
  settle(entry.body);
  return !entry.row.closest("details.group:not([open])");
}

/** What of a row takes the focus: the link of its title, or the title where there is none. */
function focusOn(entry) {
  const title = entry.row.querySelector(".t");
  const target = title.querySelector("a") || title;
  if (target === title) title.setAttribute("tabindex", "-1");
  target.focus({preventScroll: true});
  entry.row.scrollIntoView({block: "nearest"});
}

function inOrder() {
  return bodies.flatMap(body => body.rows);
}

/** The next row that is seen, from a row or from before the first one. */
function move(from, step) {
  const entries = inOrder();
  let index = from ? entries.findIndex(entry => entry.row === from) + step : 0;
  while (entries[index] && !isSeen(entries[index])) index += step;
  if (entries[index]) focusOn(entries[index]);
  else if (step < 0) searchField.focus();
  return index >= 0 && index < entries.length;
}

function onArrow(event, step) {
  const {target} = event;
  const row = target.closest("#page_papers tbody > tr");
  if (!row && !(target === searchField && step > 0)) return;
  event.preventDefault();
  move(row, step);
}

function onEscape(event) {
  const open = menus.find(({element}) => element.open);
  if (open) {
    open.element.open = false;
    open.label.focus();
  } else if (event.target === searchField && state.q) {
    event.preventDefault();
    state.q = "";
    changed();
  } else if (event.target === searchField) searchField.blur();
  else if (event.target.closest("#page_papers tbody")) searchField.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !(event.target instanceof Element)) return;
  const isWriting = event.target.matches("input:not([type=checkbox]), textarea, select");
  if (event.key === "/" && !isWriting) {
    event.preventDefault();
    searchField.focus();
    searchField.select();
  } else if (event.key === "ArrowDown") onArrow(event, 1);
  else if (event.key === "ArrowUp") onArrow(event, -1);
  else if (event.key === "Escape") onEscape(event);
}
