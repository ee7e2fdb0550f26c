// Offers, while one types in the search box, words of the archive that what is typed could become:
// most frequent first, as the browser's own list of suggestions (a datalist), which is at home with
// every keyboard, screen reader and phone.
//
// Without this, or without an answer, the box is as it was.

const pause = 120;      // ms without a key: so fast typing asks once
const longest = 1000;   // characters: the API takes 4,096 bytes, and nobody wants more completed

const box = document.querySelector("#q");
const list = document.createElement("datalist");

function option(completion) {
    const element = document.createElement("option");
    element.value = completion.query;
    element.label = `${completion.text}: ${completion.articles.toLocaleString("en")} ` +
        (completion.articles === 1 ? "article" : "articles");
    return element;
}

let question = null;  // the one that is under way

async function offer() {
    question?.abort();
    question = new AbortController();
    const typed = box.value;
    if (typed.trim() === "" || typed.length > longest) return list.replaceChildren();
    try {
        const address = "/api/v1/suggest?" + new URLSearchParams({ q: typed });
        const answer = await fetch(address, { signal: question.signal });
        if (!answer.ok) return;
        const { completions } = await answer.json();
        const others = completions.filter((completion) => completion.query !== typed);
        list.replaceChildren(...others.map(option));
    } catch {
        // Aborted by the next key, or nobody answers: what was offered before still begins so.
    }
}

let timer;

if (box !== null) {
    list.id = "completions";
    box.after(list);
    box.setAttribute("list", list.id);
    box.addEventListener("input", (event) => {
        clearTimeout(timer);
        // One of the list was taken: browsers say so by this kind of input, or by none.
        const taken = event.inputType === undefined || event.inputType === "insertReplacementText";
        if (taken) list.replaceChildren();
        else timer = setTimeout(offer, pause);
    });
}
