// What stands in place of the papers when there are none to show: why, and what was perhaps meant.

const help = make("div", {});
const nothing = make("div", {id: "page_nothing", hidden: ""}, make("p", {}, "No paper fits all of this."), help);

function helpOn(query) {
  const hints = [];
  const meant = nearest(wanted(query));
  if (meant) hints.push(make("p", {}, "Did you mean ", button(meant, () => search(meant), {class: "meant"}), "?"));
  if (wanted(query).length > 1) hints.push(make("p", {}, "Every word must stand in a paper’s title, people, venue or key."));
  if (wanted(query).some(isField)) hints.push(make("p", {}, "Fields such as ", make("code", {}, "has:code"), " are for ", make("code", {}, "unl search"), "; here there are filters."));
  if (facets.some(facet => chosenIn(facet).size)) hints.push(make("p", {}, "Filters are set: fewer of them show more."));
  help.replaceChildren(...hints);
}

/** has:code, -year:2024, but no address. */
const isField = word => /^-?\w+:(?!\/)./.test(word);

function search(query) {
  state.q = query;
  changed();
  searchField.focus();
}

/** The query with each word that no paper has changed into the nearest word of a title; nothing where there is none. */
function nearest(asked) {
  const known = new Set(papers.flatMap(paper => fold(titleOf(paper)).match(/[\p{L}\p{N}]{3,}/gu) || []));
  const words = asked.filter(word => !isField(word));
  let isOther = words.length > 0 && words.length < asked.length;
  const found = words.map(word => {
    if (papers.some(paper => wordsOf(paper).includes(word))) return word;
    isOther = true;
    return nearestOf(word, known);
  });
  return isOther && found.every(Boolean) ? found.join(" ") : "";
}

function nearestOf(word, known) {
  let most = word.length < 4 ? 0 : word.length < 6 ? 1 : 2;
  let best = "";
  for (const other of known) {
    if (Math.abs(other.length - word.length) > most) continue;
    const changes = distance(word, other, most);
    if (changes > most) continue;
    best = other;
    most = changes - 1;
  }
  return best;
}

/** How many letters are to be added, left out, changed or swapped; any number above `most` where they are more. */
function distance(a, b, most) {
  let [older, last] = [[], Array.from({length: b.length + 1}, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [older, last] = [last, row];
  }
  return last[b.length];
}
