// What stands on a page, as a person would read it.

import { readFileSync } from "node:fs";

const corpus = new URL("../../corpus/", import.meta.url);

function rows(file) {
    const text = readFileSync(new URL(file, corpus), "utf8");
    return text.trimEnd().split("\n").slice(1).map((line) => line.split("\t"));
}

// A judged query of corpus/queries.tsv, and the articles that answer it.
export function judged(id) {
    const query = rows("queries.tsv").find((row) => row[0] === id)[2];
    const articles = rows("judgements.tsv").filter((row) => row[0] === id).map((row) => row[1]);
    return { query, articles: articles.sort() };
}

export const searchPath = (query, more = {}) =>
    "/search?" + new URLSearchParams({ q: query, ...more });

// Types a query into the search box and sends it, as a person does.
export async function search(page, query) {
    await page.locator("#q").fill(query);
    await Promise.all([
        page.waitForURL((url) => url.searchParams.get("q") === query),
        page.locator("form.search button").click(),
    ]);
}

// Follows a link, or sends a form, to another page.
export async function follow(page, locator) {
    await Promise.all([page.waitForEvent("load"), locator.click()]);
}

export async function totalOf(page) {
    const text = await page.locator("h1 .count").innerText();
    return text === "No articles" ? 0 : Number(text.match(/^([\d,]+) articles?$/)[1].replace(",", ""));
}

export function hitsOf(page) {
    return page.locator(".hits > li").evaluateAll((hits) => hits.map((hit) => ({
        id: decodeURIComponent(new URL(hit.querySelector("h2 a").href).pathname.split("/")[2]),
        headline: hit.querySelector("h2").textContent,
        date: hit.querySelector("time")?.dateTime ?? "",
        marks: [...hit.querySelectorAll("mark")].map((mark) => mark.textContent),
    })));
}

// The hits of every page of results, from the first on.
export async function hitsOfAllPages(page) {
    const hits = await hitsOf(page);
    const next = page.locator(".pages a[rel=next]");
    while (await next.count() > 0) {
        await follow(page, next);
        hits.push(...await hitsOf(page));
    }
    return hits;
}

export const idsOf = (hits) => hits.map((hit) => hit.id).sort();

// The matches of an article: text and number of each mark, in the order of the page.
export function matchesOf(page) {
    return page.locator("article mark").evaluateAll((marks) => marks.map((mark) => ({
        text: [...mark.childNodes].find((node) => node.nodeType === Node.TEXT_NODE).data,
        number: mark.dataset.match,
        id: mark.id,
    })));
}
