// Copying a paper's BibTeX and the link to its row.

function bibtexOf(paper) {
  const {type, key, fields} = fieldsOf(paper);
  return `@${type}{${key},\n${fields.map(([name, value]) => `  ${name} = {${value}},\n`).join("")}}\n`;
}

const linkTo = paper => `${location.href.split(/[?#]/)[0]}#${paper.row.id}`;

/** Some browsers have no clipboard for pages that are files: there a hidden text is selected and copied. */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const before = document.activeElement;
    const field = make("textarea", {class: "unseen", readonly: ""}, text);
    document.body.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    before?.focus();
    return isDone;
  }
}

function copyButton(words, what, paper, textOf) {
  const title = titleOf(paper);
  const label = `Copy ${what} of ${title}`;
  return button(words, async event => {
    const element = event.currentTarget;
    const isDone = await toClipboard(textOf(paper));
    tell(isDone ? `Copied the ${what} of ${title}` : `This browser does not let the ${what} be copied`);
    element.textContent = isDone ? "Copied" : "Not copied";
    element.classList.add("done");
    setTimeout(() => {
      element.textContent = words;
      element.classList.remove("done");
      tell(countInWords());
    }, 2000);
  }, {"aria-label": label, title: `Copy ${what}`});
}

/** Give the rows of a body their buttons; done when it comes near, for thousands of rows have thousands of buttons. */
function furnish(body) {
  for (const {row, paper} of body.rows) {
    if (row.querySelector(".tools")) continue;
    const tools = make("div", {class: "tools"},
      copyButton("BibTeX", "BibTeX", paper, bibtexOf), copyButton("Link", "link", paper, linkTo));
    // With the abstract, where there is one, in a line of what can be done with the paper.
    const more = row.querySelector(".more") || row.appendChild(make("td", {class: "more", role: "cell"}));
    more.append(tools);
  }
}

const byElement = new WeakMap();
const near = new IntersectionObserver(seen => {
  for (const {target, isIntersecting} of seen) {
    const body = byElement.get(target);
    body.isNear = isIntersecting;
    if (!isIntersecting) continue;
    settle(body);
    furnish(body);
  }
}, {rootMargin: "800px"});

/** Give bodies what they need when they come near. */
function watch(some) {
  for (const body of some) {
    byElement.set(body.body, body);
    near.observe(body.body);
  }
}
