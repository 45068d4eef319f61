// Finds what is on screen by role and accessible name. A modal dialog hides all beside it.
// The argument: a role, how the name must fit ("is", "starts", "has"), the name, and what it stands in.
const [sought] = arguments;

const IMPLICIT = [
  ["button", "button, summary, input[type=submit], input[type=button]"],
  ["link", "a[href]"],
  ["textbox", "textarea, input:not([type]), input[type=text], input[type=url], input[type=email]"],
  ["searchbox", "input[type=search]"],
  ["radio", "input[type=radio]"],
  ["checkbox", "input[type=checkbox]"],
  ["combobox", "select"],
  ["file", "input[type=file]"],
  ["date", "input[type=date]"],
  ["time", "input[type=time]"],
  ["complementary", "aside"],
  ["heading", "h1, h2, h3, h4, h5, h6"],
  ["img", "img, svg[aria-label]"],
  ["article", "article"],
  ["main", "main"],
  ["navigation", "nav"],
  ["dialog", "dialog"],
  ["progressbar", "progress"],
  ["code", "code"],
  ["listitem", "li"],
  ["row", "tr"],
  ["group", "fieldset"],
  ["region", "section[aria-labelledby], section[aria-label]"],
  ["form", "form"],
];
const FROM_CONTENT = new Set([
  "button", "link", "heading", "listitem", "row", "code", "alert",
]);

function shown(element) {
  return element.checkVisibility({ visibilityProperty: true })
    && !element.closest("[aria-hidden=true], [inert]");
}

function squeezed(text) {
  return text.replace(/\s+/g, " ").trim();
}

function content(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    return node.data;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") {
    return "";
  }
  if (node.matches("svg, script, style, input, textarea, select")) {
    return node.getAttribute("aria-label") ?? "";
  }
  if (node.matches("img")) {
    return node.alt;
  }
  const style = getComputedStyle(node);
  if (style.display === "none" || style.visibility === "hidden") {
    return "";
  }
  const inside = [...node.childNodes].map(content).join("");
  return style.display.startsWith("inline") ? inside : ` ${inside} `;
}

function nameOf(element, role) {
  const ids = element.getAttribute("aria-labelledby");
  if (ids) {
    const parts = ids.split(/\s+/).map((id) => document.getElementById(id));
    return squeezed(parts.filter(Boolean).map(content).join(" "));
  }
  if (element.hasAttribute("aria-label")) {
    return squeezed(element.getAttribute("aria-label"));
  }
  if (element.labels?.length) {
    return squeezed([...element.labels].map(content).join(" "));
  }
  if (element.matches("img")) {
    return squeezed(element.alt);
  }
  if (element.matches("fieldset")) {
    return squeezed([...element.children].filter((child) => child.matches("legend")).map(content)[0] ?? "");
  }
  if (FROM_CONTENT.has(role)) {
    return squeezed(content(element));
  }
  return squeezed(element.getAttribute("title") ?? element.getAttribute("placeholder") ?? "");
}

function fits(name, how, wanted) {
  if (how === "is") {
    return name === wanted;
  }
  return how === "starts" ? name.startsWith(wanted) : name.includes(wanted);
}

const modal = [...document.querySelectorAll("dialog:modal")].pop();

function all({ role, how, name, within }) {
  const outer = within ? all(within) : [modal ?? document];
  const implicit = IMPLICIT.find(([own]) => own === role)?.[1];
  const explicit = `[role="${role}"]`;
  const selector = implicit ? `${implicit}, ${explicit}` : explicit;
  const found = outer.flatMap((one) => [...one.querySelectorAll(selector)]);
  if (modal && role === "dialog" && !within) {
    found.push(modal);
  }
  return found.filter((element) => {
    const own = element.getAttribute("role");
    return (own === null || own === role) && shown(element)
      && fits(nameOf(element, role), how, name);
  });
}

return all(sought);
