// Facets: a menu of values with counts for each, or one button where there is only one value (has code: yes).

const menus = [];

function makeFacets() {
  const place = make("div", {class: "facets", role: "group", "aria-label": "Filters"});
  for (const facet of facets) {
    const totals = counts(facet);
    // What all papers have in common is no choice.
    if (!totals.size || (totals.size === 1 && [...totals.values()][0] === papers.length)) continue;
    const menu = totals.size === 1 ? oneValue(facet, [...totals.keys()][0]) : menuOf(facet, totals);
    menus.push(menu);
    place.append(menu.element);
  }
  document.addEventListener("click", event => {
    for (const {element} of menus) if (element.open && !element.contains(event.target)) element.open = false;
  });
  return place;
}

const isYes = value => /^(?:yes|true)$/i.test(value);

function oneValue(facet, value) {
  const count = make("span", {class: "count"});
  const element = button(isYes(value) ? facet.heading : `${facet.heading}: ${value}`, () => toggle(facet, value), {class: "one"});
  element.append(" ", count);
  return {
    element,
    update() {
      element.setAttribute("aria-pressed", String(chosenIn(facet).has(value)));
      count.textContent = number.format(counts(facet).get(value) || 0);
    },
  };
}

/** Years newest first, all else by how many papers there are. */
function ordered(totals) {
  const values = [...totals.keys()];
  if (values.every(value => /^\d{4}$/.test(value))) return values.sort().reverse();
  return values.sort((a, b) => totals.get(b) - totals.get(a) || a.localeCompare(b));
}

function menuOf(facet, totals) {
  const label = make("summary", {}, facet.heading);
  const panel = make("div", {class: "panel"});
  const element = make("details", {class: "facet", name: "facet"}, label, panel);
  const options = new Map();
  const update = isOpening => {
    const chosen = chosenIn(facet);
    const values = [...chosen];
    label.textContent = facet.heading + (values.length === 1 ? `: ${values[0]}` : values.length ? `: ${values.length} chosen` : "");
    label.classList.toggle("chosen", values.length > 0);
    if (!element.open && !isOpening) return;
    const found = counts(facet);
    for (const [value, option] of options) {
      const count = found.get(value) || 0;
      option.box.checked = chosen.has(value);
      option.count.textContent = number.format(count);
      option.label.classList.toggle("none", !count);
    }
  };
  // Values are made when the menu is opened first: a library may have hundreds of venues.
  label.addEventListener("click", () => {
    if (!options.size) fillPanel(panel, facet, ordered(totals), options);
    update(true);
  });
  element.addEventListener("toggle", () => keepInside(panel));
  return {element, update, label};
}

/** Move a menu that would run off the screen. */
function keepInside(panel) {
  panel.style.translate = "";
  const over = panel.getBoundingClientRect().right + 12 - document.documentElement.clientWidth;
  if (over > 0) panel.style.translate = `${-over}px`;
}

function fillPanel(panel, facet, values, options) {
  const list = make("fieldset", {}, make("legend", {class: "unseen"}, facet.heading));
  if (values.length > 12) panel.append(finder(facet, options));
  for (const value of values) {
    const box = make("input", {type: "checkbox"});
    const count = make("span", {class: "count"});
    box.addEventListener("change", () => toggle(facet, value));
    const label = make("label", {}, box, make("span", {class: "value", dir: "auto"}, value), " ", count);
    options.set(value, {box, count, label, words: fold(value)});
    list.append(label);
  }
  panel.append(list);
}

function finder(facet, options) {
  const field = make("input", {type: "search", placeholder: `Find in ${number.format(counts(facet).size)}`, "aria-label": `Find in ${facet.heading}`, autocomplete: "off"});
  field.addEventListener("input", () => {
    const words = wanted(field.value);
    for (const option of options.values()) option.label.hidden = !words.every(word => option.words.includes(word));
  });
  return field;
}

function updateFacets() {
  for (const menu of menus) menu.update();
}
