// Single keys: `/` goes to the search box, n and j to the next match of an article, p and k to the
// previous one (matches.js does that, on the event "broadsheet:step").
//
// They can be switched off, on /help, as WCAG 2.1.4 asks: speech input types letters.
//
// No module imports another: files are named with a hash of their content, which an import could
// not name.

const storageKey = "broadsheet-single-keys";

function keysAreOn() {
    try {
        return localStorage.getItem(storageKey) !== "off";
    } catch {
        return true;  // storage may be forbidden
    }
}

function setKeys(on) {
    try {
        localStorage.setItem(storageKey, on ? "on" : "off");
    } catch {
        // Then the choice holds no longer than this page.
    }
    document.documentElement.classList.toggle("with-keys", on);
}

// Whether a key press is meant for us: no modifier, and nothing that takes text has the focus.
function isShortcut(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return false;
    return document.documentElement.classList.contains("with-keys");
}

function goToSearchBox() {
    const box = document.querySelector("#q");
    box.focus();
    box.select();
}

function step(by) {
    document.dispatchEvent(new CustomEvent("broadsheet:step", { detail: by }));
}

const actions = new Map([
    ["/", goToSearchBox],
    ["n", () => step(1)],
    ["j", () => step(1)],
    ["p", () => step(-1)],
    ["k", () => step(-1)],
]);

setKeys(keysAreOn());

document.addEventListener("keydown", (event) => {
    const action = actions.get(event.key);
    if (action === undefined || !isShortcut(event)) return;
    event.preventDefault();
    action();
});

const choice = document.querySelector("#keys-choice");
if (choice !== null) {
    const checkbox = choice.querySelector("input");
    choice.hidden = false;
    checkbox.checked = keysAreOn();
    checkbox.addEventListener("change", () => setKeys(checkbox.checked));
}
