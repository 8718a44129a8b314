// What the reader chose, and the same in the address: ?q=words&venue=ICLR&venue=ACL&sort=-year

const state = {q: "", chosen: new Map(), sort: ""};
const listeners = [];
let wasTyping = false;

// A facet may be named like one of our own parameters.
const parameter = facet => facet.name === "q" || facet.name === "sort" ? `facet-${facet.name}` : facet.name;
const chosenIn = facet => state.chosen.get(facet) || new Set();
const isFiltered = () => state.q.trim() !== "" || facets.some(facet => chosenIn(facet).size);

function readAddress() {
  const asked = new URLSearchParams(location.search);
  state.q = asked.get("q") || "";
  const sort = asked.get("sort") || "";
  state.sort = orders().includes(sort) ? sort : "";
  state.chosen = new Map(facets.map(facet => [facet, new Set(asked.getAll(parameter(facet)))]));
}

function address() {
  const asked = new URLSearchParams();
  if (state.q) asked.set("q", state.q);
  for (const facet of facets) for (const value of chosenIn(facet)) asked.append(parameter(facet), value);
  if (state.sort) asked.set("sort", state.sort);
  const query = asked.toString();
  return location.href.split(/[?#]/)[0] + (query ? `?${query}` : "") + location.hash;
}

/** Put the state into the address. A choice is a step that Back takes back; so is each time of typing, as a whole. */
function writeAddress(isTyping) {
  const target = address();
  if (target !== location.href) {
    try {
      history[isTyping && wasTyping ? "replaceState" : "pushState"](null, "", target);
    } catch {
      // Some browsers let no page that is a file change its address: then it has no state, and all else works.
    }
  }
  wasTyping = isTyping;
}

const writeTyped = debounced(250, () => writeAddress(true));

/** Tell all parts that the state changed. */
function announce(change) {
  for (const listener of listeners) listener(change);
}

function changed(change = {}) {
  announce(change);
  if (change.isTyping) writeTyped();
  else writeAddress(false);
}

function toggle(facet, value) {
  const values = chosenIn(facet);
  if (!values.delete(value)) values.add(value);
  state.chosen.set(facet, values);
  changed();
}

function clearAll() {
  state.q = "";
  state.chosen = new Map();
  changed({isCleared: true});
}
