// Small things that the other parts use.

document.documentElement.classList.add("js");

const LETTERS = {ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ð: "d", "’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-"};

/** Text as it is compared: small letters without accents. */
function fold(text) {
  const small = text.toLowerCase();
  if (!/[^\x00-\x7f]/.test(small)) return small;
  return small.normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[øłđıßæœþð’‘–—‑]/g, letter => LETTERS[letter]);
}

/** BibTeX as letters, near enough to be searched: \o and \ss are what their names say, all other commands are accents. */
function withoutLatex(text) {
  if (!/[\\{}~]/.test(text)) return text;
  return text.replace(/\\(?:(o|l|ss|ae|oe|aa|i|j)\b|[a-zA-Z]+)\s*|\\(.)/gi, (_, letter, sign) => letter || (/[&%$#_]/.test(sign) ? sign : ""))
    .replace(/[{}]/g, "").replace(/~/g, " ");
}

/** A new element: make("button", {type: "button"}, "words", others...). */
function make(name, attributes, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

/** A button that does something. */
function button(words, action, attributes = {}) {
  const element = make("button", {type: "button", ...attributes}, words);
  element.addEventListener("click", action);
  return element;
}

/** Wait until calls have stopped for a while. */
function debounced(milliseconds, action) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}

const number = new Intl.NumberFormat("en");
const papersInWords = count => `${number.format(count)} paper${count === 1 ? "" : "s"}`;
