// Papers per year: a bar for each year, as high as it has papers; what the other choices leave of it is filled.

const bars = new Map();
let yearFacet;

function makeChart() {
  yearFacet = facets.find(facet => facet.name === "year");
  const all = yearFacet ? counts(yearFacet) : new Map();
  const years = [...all.keys()].filter(year => /^\d{4}$/.test(year)).sort();
  if (years.length < 2) return null;
  const most = Math.max(...years.map(year => all.get(year)));
  const chart = make("div", {class: "chart", role: "group", "aria-label": "Papers per year"});
  // Years without papers keep their place, unless that would be a long empty stretch.
  const [first, last] = [Number(years[0]), Number(years.at(-1))];
  const places = last - first < 24 ? Array.from({length: last - first + 1}, (_, index) => String(first + index)) : years;
  chart.classList.toggle("long", places.length > 12);
  for (const year of places) chart.append(all.has(year) ? makeBar(year, all.get(year), most) : make("span", {class: "gap"}));
  return chart;
}

function makeBar(year, count, most) {
  const fill = make("span", {class: "fill"});
  const shown = make("span", {class: "many", "aria-hidden": "true"});
  const column = make("span", {class: "column"}, fill);
  column.style.blockSize = `${Math.max(4, 100 * count / most)}%`;
  const words = make("span", {class: "year", "aria-hidden": "true"}, year);
  const element = button("", () => toggle(yearFacet, year), {class: "bar"});
  element.append(make("span", {class: "plot"}, shown, column), words);
  bars.set(year, {element, fill, shown, count});
  return element;
}

function updateChart() {
  if (!bars.size) return;
  const found = counts(yearFacet);
  for (const [year, {element, fill, shown, count}] of bars) {
    const many = found.get(year) || 0;
    const label = `${year}: ${papersInWords(many)}`;
    element.setAttribute("aria-pressed", String(chosenIn(yearFacet).has(year)));
    if (element.getAttribute("aria-label") === label) continue;
    element.setAttribute("aria-label", label);
    shown.textContent = number.format(many);
    fill.style.blockSize = `${100 * many / count}%`;
  }
}
