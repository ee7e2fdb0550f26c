// What a search shows: how many, which, in which order, and what of them is marked.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { follow, hitsOf, hitsOfAllPages, idsOf, judged, search, searchPath, totalOf } from "./reading.mjs";
import { startService } from "./service.mjs";

let service;
before(async () => { service = await startService(); });
after(() => service?.end());

const talks = judged("e01");
const aboutTalks = /^(cease-?fires?|Qatar(['’]s)?)$/i;

// The words of each hit that are marked, none of them twice.
function assertMarked(hits, expected) {
    for (const hit of hits) {
        assert.ok(hit.marks.length > 0, `${hit.id} has marks`);
        for (const mark of hit.marks) assert.match(mark, expected, hit.id);
    }
}

test("a search from the front page finds the judged articles and marks the words asked for", () =>
    service.visit("/", {}, async (page) => {
        assert.equal(talks.query, "ceasefire AND Qatar");
        await search(page, talks.query);
        assert.equal(await page.locator("#q").inputValue(), talks.query);
        assert.equal(await totalOf(page), talks.articles.length);
        assert.match(await page.title(), new RegExp(`^${talks.articles.length} articles · ceasefire AND Qatar`));
        const hits = await hitsOfAllPages(page);
        assert.deepEqual(idsOf(hits), talks.articles);
        assertMarked(hits, aboutTalks);
    }));

test("Enter in the search box sends the search", () =>
    service.visit("/", {}, async (page) => {
        await page.locator("#q").fill("truce");
        await Promise.all([page.waitForURL(/\/search\?q=truce$/), page.locator("#q").press("Enter")]);
        assert.ok(await totalOf(page) > 0);
    }));

test("the same search finds and marks the same without scripts", () =>
    service.visit("/", { javaScriptEnabled: false }, async (page) => {
        await search(page, talks.query);
        const hits = await hitsOfAllPages(page);
        assert.deepEqual(idsOf(hits), talks.articles);
        assertMarked(hits, aboutTalks);
    }));

test("a word that is excluded is never marked", () =>
    service.visit(searchPath(judged("e02").query), {}, async (page) => {
        const hits = await hitsOfAllPages(page);
        assert.deepEqual(idsOf(hits), judged("e02").articles);
        assertMarked(hits, /^cease-?fires?$/i);
    }));

test("a phrase is marked as a whole, by one mark", () =>
    service.visit(searchPath('"60-day ceasefire"'), {}, async (page) => {
        const hits = await hitsOfAllPages(page);
        assert.ok(hits.length > 0);
        assertMarked(hits, /^60[- ]day cease-?fire$/i);
    }));

test("a facet leaves as many results as it promises, shows as a chip, and can be removed", () =>
    service.visit(searchPath(talks.query), {}, async (page) => {
        const all = await totalOf(page);
        const wire = page.locator('section[aria-labelledby="facet-source"] a', { hasText: "Meridian Wire" });
        const promised = Number((await wire.locator(".count").innerText()).match(/\d+/)[0]);
        assert.ok(promised > 0 && promised < all);
        await follow(page, wire);
        assert.equal(await totalOf(page), promised);
        assert.equal((await hitsOfAllPages(page)).length, promised);
        assert.equal(await wire.getAttribute("aria-current"), "true");

        const chip = page.locator(".chips a", { hasText: "Meridian Wire" });
        assert.match(await chip.textContent(), /^Remove the filter Source Meridian Wire \(synthetic\)/);
        await follow(page, chip);
        assert.equal(await totalOf(page), all);
        assert.equal(await page.locator(".chips").count(), 0);
    }));

test("every facet value leaves as many results as it promises", () =>
    service.visit(searchPath("ceasefire"), {}, async (page) => {
        const values = await page.locator(".filters section li a").evaluateAll((links) => links.map(
            (link) => ({ href: link.href, count: Number(link.querySelector(".count").firstChild.data) })));
        assert.ok(values.length > 8, "there are years, months, sources, desks");
        for (const { href, count } of values) {
            await page.goto(href);
            assert.equal(await totalOf(page), count, href);
        }
    }));

test("a filter stays in force for the next search, and all are removed at once", () =>
    service.visit(searchPath("ceasefire", { desk: "World", year: "2025" }), {}, async (page) => {
        assert.equal(await page.locator(".chips li").count(), 3);
        await search(page, "Qatar");
        assert.equal(new URL(page.url()).searchParams.get("desk"), "World");
        assert.equal(new URL(page.url()).searchParams.get("year"), "2025");
        await follow(page, page.getByRole("link", { name: "Remove all filters" }));
        assert.deepEqual([...new URL(page.url()).searchParams.keys()], ["q"]);
    }));

test("results can be put in order of date, both ways", () =>
    service.visit(searchPath(talks.query), {}, async (page) => {
        const bar = page.getByRole("navigation", { name: "Order of results" });
        const current = () => bar.locator("[aria-current]").allInnerTexts();
        assert.deepEqual(await current(), ["Relevance"]);
        await follow(page, bar.getByRole("link", { name: "Newest" }));
        assert.deepEqual(await current(), ["Newest"]);
        const newest = (await hitsOfAllPages(page)).map((hit) => hit.date.slice(0, 10));
        assert.equal(newest.length, talks.articles.length);
        assert.deepEqual(newest, [...newest].sort().reverse());
        await follow(page, bar.getByRole("link", { name: "Oldest" }));
        const oldest = (await hitsOfAllPages(page)).map((hit) => hit.date.slice(0, 10));
        assert.deepEqual(oldest, [...oldest].sort());
    }));

test("a broad search has pages, which together hold each result once", () =>
    service.visit(searchPath("date>=2019"), {}, async (page) => {
        const total = await totalOf(page);
        assert.equal(total, 72, "the whole sample");
        const pages = page.getByRole("navigation", { name: "Pages of results" });
        const current = () => pages.locator('[aria-current="page"]').allTextContents();
        assert.deepEqual(await current(), ["Page 1"]);
        assert.equal(await pages.locator("[rel=prev]").count(), 0);
        await follow(page, pages.locator("[rel=next]"));
        assert.deepEqual(await current(), ["Page 2"]);
        assert.equal(await page.locator(".hits").getAttribute("start"), "11");
        assert.equal(await page.getByRole("status").innerText(), "Results 11 to 20, page 2 of 8");
        assert.match(await page.title(), /page 2/);
        await follow(page, pages.locator("[rel=prev]"));
        const hits = await hitsOfAllPages(page);
        assert.deepEqual(await current(), ["Page 8"]);
        assert.equal(hits.length, total);
        assert.equal(new Set(idsOf(hits)).size, total);
    }));

test("a range of dates narrows the results, beside a filter in force", () =>
    service.visit(searchPath(talks.query, { desk: "World" }), {}, async (page) => {
        const before = await totalOf(page);
        await page.locator("#from").fill("2025-07-01");
        await page.locator("#to").fill("2025-07-09");
        await follow(page, page.getByRole("button", { name: "Apply" }));
        const days = (await hitsOfAllPages(page)).map((hit) => hit.date.slice(0, 10));
        assert.ok(days.length > 0 && days.length < before);
        assert.ok(days.every((day) => day >= "2025-07-01" && day <= "2025-07-09"), days.join(" "));
        assert.equal(await page.locator("#from").inputValue(), "2025-07-01");
        assert.equal(await page.locator("#to").inputValue(), "2025-07-09");
        const chips = await page.locator(".chips bdi").allInnerTexts();
        assert.deepEqual(chips, ["World", "1 July 2025", "9 July 2025"]);
    }));

test("the last day of a range counts, in the article's own time zone", () =>
    service.visit(searchPath(talks.query, { from: "2025-07-01", to: "2025-07-09" }), {}, async (page) => {
        assert.deepEqual(idsOf(await hitsOf(page)), judged("e12").articles);
    }));

test("a date that is none is named, and the search is kept", () =>
    service.visit(searchPath("truce"), {}, async (page) => {
        await page.locator("#from").fill("2025-13");
        await follow(page, page.getByRole("button", { name: "Apply" }));
        assert.match(await page.locator(".detail").innerText(), /from=2025-13/);
        assert.equal(await page.locator("#q").inputValue(), "truce");
    }));

test("a search without results says so and leads on", () =>
    service.visit("/", {}, async (page) => {
        await search(page, judged("e37").query);
        assert.equal(await totalOf(page), 0);
        assert.equal(await page.locator("h1 .count").innerText(), "No articles");
        assert.equal(await page.getByRole("status").innerText(), "Nothing was found");
        assert.equal(await page.locator("#q").inputValue(), judged("e37").query);
        await follow(page, page.getByRole("link", { name: "Search without them" }));
        assert.equal(await page.locator("#q").inputValue(), "permanent armistice AND Qatar");
    }));

test("filters that leave nothing can be removed from the page that says so", () =>
    service.visit(searchPath("ceasefire", { desk: "Sport", year: "2019" }), {}, async (page) => {
        assert.equal(await totalOf(page), 0);
        await follow(page, page.getByRole("link", { name: "Search without any filter" }));
        assert.ok(await totalOf(page) > 0);
    }));

// What is wrong in each, as the page must mark it; nothing where something is missing.
for (const [query, marked] of [
    ['"ceasefire AND Qatar', '"'],
    ["(ceasefire OR truce", "("],
    ["colour:red ceasefire", "colour"],
    ["ceasefire AND", "AND"],
    ["date:2025-13-40", "2025-13-40"],
]) {
    test(`a search that cannot be read keeps its words and marks the place: ${query}`, () =>
        service.visit("/", {}, async (page) => {
            await search(page, query);
            const box = page.locator("#q");
            assert.equal(await box.inputValue(), query);
            assert.equal(await box.getAttribute("aria-invalid"), "true");
            const errors = page.locator("#" + await box.getAttribute("aria-describedby"));
            const shown = await errors.locator(".echo code").evaluate((code) => {
                const copy = code.cloneNode(true);
                copy.querySelectorAll(".sr, sup").forEach((extra) => extra.remove());
                return { whole: copy.textContent, marked: copy.querySelector("mark")?.textContent };
            });
            assert.equal(shown.whole, query);
            assert.ok(shown.marked.startsWith(marked) || marked.startsWith(shown.marked), shown.marked);
            assert.match(await errors.locator(".faults li").first().innerText(), /^[A-Z"'“‘(].{10,}\.$/s);
        }));
}

test("several errors are marked and told together", () =>
    service.visit(searchPath("colour:red AND (shape:round"), {}, async (page) => {
        assert.ok(await page.locator(".faults li").count() >= 3);
        assert.ok(await page.locator(".echo mark").count() >= 3);
    }));

test("a search that can be read in two ways says how it was read", () =>
    service.visit(searchPath("ceasefire OR truce AND Qatar"), {}, async (page) => {
        assert.ok(await page.locator(".notices li").count() > 0);
        assert.deepEqual(await totalOf(page), judged("e23").articles.length);
    }));

test("a hit says how many copies it stands for, and leads to all of them; what alone matches stays", async () => {
    const words = Array.from({ length: 90 }, (_, i) => `word${i * i}`);
    const printed = (id, at, word) => ({
        id, title: "Tolls on the strait", source: id, date: "2025-07-09",
        text: words.map((other, i) => i === at ? word : other).join(" "),
    });
    const articles = [printed("wire", 1, "stillwater"), printed("courier", 40, "stillwaters"),
                      printed("post", 70, "postscriptum")];
    const service = await startService({ articles });
    try {
        await service.visit(searchPath("word4"), {}, async (page) => {
            assert.equal(await totalOf(page), 3);
            assert.equal((await hitsOf(page)).length, 1);
            assert.match(await page.locator(".folded").innerText(), /^2 copies folded, list all$/);
            await follow(page, page.locator(".hits .copies", { hasText: "+2 copies" }));
            assert.deepEqual(idsOf(await hitsOf(page)), ["courier", "post", "wire"]);
            await follow(page, page.locator(".chips a", { hasText: "Copies of one article" }));
            assert.equal((await hitsOf(page)).length, 1);
            await follow(page, page.locator(".folded a"));
            assert.equal((await hitsOf(page)).length, 3);
            await follow(page, page.locator(".bar a", { hasText: "Oldest" }));
            assert.equal((await hitsOf(page)).length, 3);
            await follow(page, page.locator(".folded a", { hasText: "Fold copies" }));
            assert.equal((await hitsOf(page)).length, 1);
            await search(page, "postscriptum");
            assert.deepEqual(idsOf(await hitsOf(page)), ["post"]);
            assert.equal(await page.locator(".hits .copies").count(), 0);
        });
    } finally {
        await service.end();
    }
});
