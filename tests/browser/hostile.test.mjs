// What a search, an address or an article brings along is shown, never run.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { follow, search, searchPath } from "./reading.mjs";
import { startService } from "./service.mjs";

const script = `"><script>alert(1)</script>`;
const image = `'><img src=x onerror=alert(2)>`;
// In an article, without what would tell that it is HTML (of which the reader keeps the text alone).
const opened = `"><script>alert(1)//`;
const drawing = `'><svg/onload=alert(2)>`;
const article = {
    id: `hostile/${script}?#%2e`,
    title: `Xanthippe ${opened}`,
    date: "2025-01-02",
    source: `Source ${drawing}`,
    author: `By ${opened}`,
    desk: `Desk {{{title}}} ${drawing}`,
    url: "javascript:alert(4)",
    places: [`Place ${opened}`],
    topics: [`Topic ${drawing}`],
    deck: `Deck ${opened}`,
    text: `Xanthippe & ${drawing} said <b>so.\n\nHeading ${opened}\n\nXanthippe again; {{title}} &lt;i&gt;.`,
};
const marked = {
    id: "marked",
    title: `Sokrates ${script}`,
    date: "2025-01-03",
    source: `Source ${image}`,
    text: `<p>Sokrates ${image} said <b>so</b>.</p><script>alert(6)</script><p onclick=alert(7)>{{title}}</p></article></body>`,
};

let service;
before(async () => { service = await startService({ articles: [article, marked] }); });
after(() => service?.end());

// No element that the templates do not have, and no script but our own.
async function assertInert(page) {
    const foreign = await page.evaluate(() => ({
        elements: [...document.querySelectorAll("img, b:not(.steps b, .stepper b), iframe, style, [onload], [onerror], [style]")]
            .map((element) => element.outerHTML),
        scripts: [...document.scripts].filter((script) =>
            script.textContent !== "" || !script.src.startsWith(location.origin + "/static/"))
            .map((script) => script.outerHTML),
        links: [...document.links].filter((link) => !/^https?:$/.test(link.protocol))
            .map((link) => link.outerHTML),
        bodies: document.querySelectorAll("main").length,
    }));
    assert.deepEqual(foreign, { elements: [], scripts: [], links: [], bodies: 1 });
}

for (const query of [script, image, "javascript:alert(1)", `headline:${script}`, `"${script}`, "{{{title}}}",
                     "</title><script>alert(5)</script>", "&quot;&lt;script&gt;", "\u202ereversed"]) {
    test(`a search is shown as it was typed, and nothing of it runs: ${JSON.stringify(query)}`, () =>
        service.visit("/", {}, async (page) => {
            await search(page, query);
            assert.equal(await page.locator("#q").inputValue(), query);
            await assertInert(page);
        }));
}

for (const path of [
    searchPath("\u0007" + script),
    searchPath("truce", { source: script }),
    searchPath("truce", { desk: image, lang: script, year: script, month: image }),
    searchPath("truce", { from: script, to: image }),
    searchPath("truce", { sort: script }),
    searchPath("truce", { page: script }),
    "/article/" + encodeURIComponent(script) + "?q=" + encodeURIComponent(image),
    "/" + encodeURIComponent(script),
]) {
    test(`nothing of an address runs: ${path}`, () =>
        service.visit(path, {}, async (page) => {
            assert.ok(page.answer.status() < 500);
            await assertInert(page);
        }));
}

test("nothing of an article runs, among results or by itself, and it reads as it was written", () =>
    service.visit(searchPath("Xanthippe"), {}, async (page) => {
        await assertInert(page);
        assert.equal(await page.locator(".hits h2 a").innerText(), article.title);
        await follow(page, page.locator(".hits h2 a"));
        await assertInert(page);
        assert.equal(page.url().startsWith(service.url + "/article/"), true);
        const heading = await page.locator("h1").evaluate((h1) => {
            const copy = h1.cloneNode(true);
            copy.querySelectorAll(".steps").forEach((steps) => steps.remove());
            return copy.textContent;
        });
        assert.equal(heading, article.title);
        assert.equal(await page.locator(".kicker .source").innerText(), article.source);
        assert.match(await page.locator("article > .text").innerText(), /said <b>so\./);
        assert.equal(await page.locator('.particulars a[rel~="external"]').count(), 0, "no link to a script");
    }));

test("of an article that came as HTML the text is shown, and nothing of it runs", () =>
    service.visit(searchPath("Sokrates"), {}, async (page) => {
        await assertInert(page);
        await follow(page, page.locator(".hits h2 a"));
        await assertInert(page);
        assert.match(await page.locator("article > .text").innerText(), /said so\./);
    }));

test("a hostile source and desk can be filtered by, and unfiltered", () =>
    service.visit(searchPath("Xanthippe"), {}, async (page) => {
        await follow(page, page.locator('section[aria-labelledby="facet-source"] a'));
        await assertInert(page);
        assert.equal(await page.locator(".chips bdi").innerText(), article.source);
        assert.equal(await page.locator(".hits > li").count(), 1);
        await follow(page, page.locator(".chips a").first());
        assert.equal(await page.locator(".chips").count(), 0);
    }));

test("the front page and the help page list a hostile source as text", () =>
    service.visit("/", {}, async (page) => {
        await assertInert(page);
        assert.equal(await page.locator(".holdings a", { hasText: article.source }).count(), 1);
        await page.goto("/help");
        await assertInert(page);
    }));
