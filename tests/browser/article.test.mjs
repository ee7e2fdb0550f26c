// Reading an article: its matches one after the other, its parts, its direction, the way back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { follow, hitsOf, judged, matchesOf, searchPath } from "./reading.mjs";
import { startService } from "./service.mjs";

let service;
before(async () => { service = await startService(); });
after(() => service?.end());

const talks = "meridian-2025-07-09-doha-talks-second-round";
const arabic = "meridian-ar-2025-07-20-wasata-doha";
const articlePath = (id, query) => `/article/${id}` + (query ? "?" + new URLSearchParams({ q: query }) : "");

// Opens the article of the talks from the results, and says how many matches it has.
async function openFromResults(page) {
    await follow(page, page.locator(`.hits h2 a[href^="/article/${talks}?"]`));
    const numbers = new Set((await matchesOf(page)).map((match) => match.number));
    assert.ok(numbers.size > 5, "the article has several matches");
    return numbers.size;
}

// Waits until the page stands at this match: address, bar and mark agree.
async function assertAt(page, number, of) {
    await page.waitForURL((url) => url.hash === `#m${number}`);
    const bar = page.locator(".steps:visible");
    await bar.waitFor();
    assert.equal(await bar.locator(".at").innerText(), `Match ${number} of ${of}`);
    const mark = page.locator(`#m${number}`);
    assert.equal(await mark.evaluate((element) => element.matches(":target")), true);
    const { y, height } = await mark.boundingBox();
    assert.ok(y >= 0 && y + height <= page.viewportSize().height, `match ${number} is in view`);
}

const next = (page) => page.locator(".steps:visible").getByLabel("Next match");
const previous = (page) => page.locator(".steps:visible").getByLabel("Previous match");

test("every match is marked, and nothing else", () =>
    service.visit(articlePath(talks, judged("e01").query), {}, async (page) => {
        for (const match of await matchesOf(page)) assert.match(match.text, /^(cease-?fires?|Qatar(['’]s)?)$/i);
        const text = await page.locator("article > .text, article > header").evaluateAll((parts) =>
            parts.map((part) => {
                const copy = part.cloneNode(true);
                copy.querySelectorAll(".steps, .pilcrow, .origin, .kicker").forEach((extra) => extra.remove());
                return copy.textContent;
            }).join(" "));
        const words = text.match(/\b(cease-?fires?|Qatar)(?![\p{L}-])/giu).length;
        assert.equal(await page.locator("article mark").count(), words);
    }));

for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? "" : " without scripts";
    test(`an article opens at its first match and is stepped through by links${how}`, () =>
        service.visit(searchPath(judged("e01").query), { javaScriptEnabled }, async (page) => {
            const count = await openFromResults(page);
            await assertAt(page, 1, count);
            for (let number = 2; number <= count; ++number) {
                await next(page).click();
                await assertAt(page, number, count);
            }
            await next(page).click();
            await assertAt(page, 1, count);
            await previous(page).click();
            await assertAt(page, count, count);
        }));

    test(`the bar leads to the first and the last match${how}`, () =>
        service.visit(articlePath(talks, judged("e01").query), { javaScriptEnabled }, async (page) => {
            const count = (await matchesOf(page)).length;
            const bar = page.getByRole("navigation", { name: "Matches" });
            assert.match(await bar.innerText(), new RegExp(`^${count} matches of ceasefire AND Qatar`));
            await bar.getByRole("link", { name: "Last" }).click();
            await assertAt(page, count, count);
        }));
}

test("the keys n and p, j and k step through the matches and say where one is", () =>
    service.visit(searchPath(judged("e01").query), {}, async (page) => {
        const count = await openFromResults(page);
        const status = page.locator("#match-status");
        for (const [key, number] of [["n", 2], ["j", 3], ["p", 2], ["k", 1], ["p", count], ["n", 1]]) {
            await page.keyboard.press(key);
            await assertAt(page, number, count);
            assert.equal(await status.textContent(), `Match ${number} of ${count}`);
            assert.equal(await page.locator("mark.current").first().getAttribute("id"), `m${number}`);
        }
        await page.goBack();
        assert.match(page.url(), /\/search\?/, "steps leave no trail: one step back leads to the results");
    }));

test("a first press of n goes to the first match, wherever the article was entered", () =>
    service.visit(articlePath(talks, judged("e01").query), {}, async (page) => {
        const count = (await matchesOf(page)).length;
        await page.keyboard.press("n");
        await assertAt(page, 1, count);
    }));

test("the focus follows the steps, so that Enter goes on stepping", () =>
    service.visit(articlePath(talks, judged("e01").query) + "#m1", {}, async (page) => {
        const count = (await matchesOf(page)).length;
        await next(page).focus();
        for (const number of [2, 3, 4]) {
            await page.keyboard.press("Enter");
            await assertAt(page, number, count);
            const focused = page.locator("*:focus");
            assert.equal(await focused.getAttribute("aria-label"), "Next match");
            assert.equal(await focused.evaluate((link) => link.closest("mark").id), `m${number}`);
        }
    }));

test("letters typed into the search box are letters", () =>
    service.visit(articlePath(talks, judged("e01").query) + "#m1", {}, async (page) => {
        await page.locator("#q").fill("");
        await page.locator("#q").pressSequentially("npjk/");
        assert.equal(await page.locator("#q").inputValue(), "npjk/");
        assert.equal(new URL(page.url()).hash, "#m1");
    }));

test("a phrase is one match and one mark", () =>
    service.visit(articlePath(talks, '"60-day ceasefire"'), {}, async (page) => {
        const matches = await matchesOf(page);
        assert.ok(matches.length > 0);
        for (const match of matches) assert.match(match.text, /^60[- ]day cease-?fire$/i);
        assert.equal(new Set(matches.map((match) => match.number)).size, matches.length);
    }));

test("an excluded word is not marked, even in an article that has it", () =>
    service.visit(articlePath(talks, "ceasefire NOT Qatar"), {}, async (page) => {
        for (const match of await matchesOf(page)) assert.match(match.text, /^cease-?fires?$/i);
    }));

test("a snippet leads to its paragraph in the article", () =>
    service.visit(searchPath('commentary:"humanitarian crisis"'), {}, async (page) => {
        await follow(page, page.locator(".snippet .path a").first());
        const { hash } = new URL(page.url());
        assert.match(hash, /^#p\d+$/);
        const paragraph = page.locator(hash);
        assert.match(await paragraph.locator("mark").first().textContent(), /^humanitarian crisis/);
        assert.equal(await paragraph.evaluate((element) => element.closest("[role=region]").ariaLabel), "Commentary");
        const { y, height } = await paragraph.boundingBox();
        assert.ok(y >= 0 && y + height <= page.viewportSize().height, "the paragraph is in view");
    }));

test("an article without a search has neither marks nor a bar", () =>
    service.visit(articlePath(talks), {}, async (page) => {
        assert.equal(await page.locator("mark").count(), 0);
        assert.equal(await page.locator(".stepper").count(), 0);
        assert.equal(await page.locator(".back").count(), 0);
    }));

test("the way back leads to the results of the search", () =>
    service.visit(searchPath(judged("e01").query), {}, async (page) => {
        const results = page.url();
        await openFromResults(page);
        await follow(page, page.locator(".back a"));
        assert.equal(new URL(page.url()).searchParams.get("q"), judged("e01").query);
        assert.deepEqual(new URL(page.url()).pathname, new URL(results).pathname);
    }));

test("the way back leads to the very page of results, with its filters and order", () =>
    service.visit(searchPath("Qatar", { desk: "World", sort: "newest", page: "2" }), {}, async (page) => {
        const results = page.url();
        const headlines = (await hitsOf(page)).map((hit) => hit.headline);
        await follow(page, page.locator(".hits h2 a").first());
        await page.keyboard.press("n");
        await follow(page, page.locator(".back a"));
        assert.equal(page.url(), results);
        assert.deepEqual((await hitsOf(page)).map((hit) => hit.headline), headlines);
    }));

test("the particulars of an article lead to its like", () =>
    service.visit(articlePath(talks), {}, async (page) => {
        const particulars = page.locator(".particulars");
        const original = particulars.locator('a[rel~="noopener"]');
        assert.match(await original.getAttribute("href"), /^https:\/\/example\.org\//);
        assert.match(await original.getAttribute("rel"), /noreferrer/);
        await follow(page, particulars.getByRole("link", { name: "World" }));
        assert.deepEqual(await page.locator(".chips bdi").allInnerTexts(), ["World"]);
        assert.ok((await hitsOf(page)).length > 0);
    }));

test("an article in Arabic runs from right to left, on a page that does not", () =>
    service.visit(articlePath(arabic), {}, async (page) => {
        const article = page.locator("main > article");
        assert.equal(await article.getAttribute("dir"), "rtl");
        assert.equal(await article.getAttribute("lang"), "ar");
        assert.equal(await page.locator("html").getAttribute("lang"), "en");
        const directions = await page.evaluate(() => ["body", ".masthead", "article h1", ".text p",
            ".particulars", ".kicker"].map((what) => getComputedStyle(document.querySelector(what)).direction));
        assert.deepEqual(directions, ["ltr", "ltr", "rtl", "rtl", "ltr", "rtl"]);
        // The first line of the text begins at the right edge of its column.
        const { first, column } = await page.locator(".text p").first().evaluate((paragraph) => {
            const range = document.createRange();
            range.setStart(paragraph.firstChild, 0);
            range.setEnd(paragraph.firstChild, 1);
            return { first: range.getBoundingClientRect().right, column: paragraph.getBoundingClientRect().right };
        });
        assert.ok(Math.abs(first - column) < 3, `${first} is at ${column}`);
    }));

test("matches in Arabic text are marked and stepped through", () =>
    service.visit(articlePath(arabic, "قطر OR الهدنة"), {}, async (page) => {
        const matches = await matchesOf(page);
        assert.ok(matches.length > 0);
        await page.keyboard.press("n");
        await assertAt(page, 1, matches.length);
        assert.equal(await page.locator("#m1 .steps").evaluate((bar) => getComputedStyle(bar).direction), "ltr");
    }));

test("an article that does not exist is said to be missing, on a page with a way on", () =>
    service.visit("/article/no-such-article?q=truce", {}, async (page) => {
        assert.equal(page.answer.status(), 404);
        assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
        assert.equal(await page.locator(".advice a[href='/']").count(), 1);
    }));
