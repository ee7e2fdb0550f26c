// Steps through the matches of an article by key (see keys.js), and says where one is.
//
// The page works without this: each match holds links to its neighbours, and the style sheet shows
// those of the match that the address names. So a step here is only a change of the address.

const marks = [...document.querySelectorAll("mark[id]")];
const status = document.querySelector("#match-status");

function currentIndex() {
    return marks.findIndex((mark) => "#" + mark.id === location.hash);
}

// From where a reader is who has scrolled and not stepped yet: the first match below the top of the
// window, or the last above it.
function indexFromScroll(step) {
    const below = marks.findIndex((mark) => mark.getBoundingClientRect().top > 0);
    if (step > 0) return below === -1 ? 0 : below;
    return below === -1 ? marks.length - 1 : below - 1;
}

// Replaces the address, so that "back" leaves the article rather than walking the matches back.
function go(step) {
    const current = currentIndex();
    const index = current === -1 ? indexFromScroll(step) : current + step;
    location.replace("#" + marks[(index + marks.length) % marks.length].id);
}

// A match may have several parts; all of them are current together.
function showCurrent() {
    const index = currentIndex();
    const number = index === -1 ? null : marks[index].dataset.match;
    for (const mark of document.querySelectorAll("mark[data-match]")) {
        mark.classList.toggle("current", mark.dataset.match === number);
    }
    status.textContent = index === -1 ? "" : `Match ${index + 1} of ${marks.length}`;
}

// The links of a step do as the keys do. They vanish with the step, so the focus goes on to the same
// link of the new one.
let focusAfterStep = null;

function followStepLink(event) {
    const link = event.target.closest(".steps a, .stepper a");
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    focusAfterStep = link.getAttribute("aria-label") ?? "Next match";
    location.replace(link.getAttribute("href"));
}

function moveFocus() {
    const links = marks[currentIndex()]?.querySelectorAll(".steps a") ?? [];
    for (const link of links) {
        if (link.getAttribute("aria-label") === focusAfterStep) link.focus({ preventScroll: true });
    }
    focusAfterStep = null;
}

document.addEventListener("broadsheet:step", (event) => go(event.detail));
document.addEventListener("click", followStepLink);
window.addEventListener("hashchange", () => {
    showCurrent();
    if (focusAfterStep !== null) moveFocus();
});
showCurrent();

// Back to the very page of results, with its filters, where one came from there.
const back = document.querySelector("[data-back]");
if (back !== null && document.referrer.startsWith(location.origin + "/search?")) {
    back.href = document.referrer;
}
