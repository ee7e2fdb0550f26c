// What is offered as an example works.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startService } from "./service.mjs";

let service;
before(async () => { service = await startService(); });
after(() => service?.end());

const linksOf = (page, selector) => page.locator(selector).evaluateAll((links) =>
    links.map((link) => ({ text: link.textContent, href: link.getAttribute("href") })));

test("every example of the help page asks what it shows, and is read without an error", () =>
    service.visit("/help", {}, async (page) => {
        const examples = await linksOf(page, ".forms dt a");
        assert.ok(examples.length >= 10);
        for (const { text, href } of examples) {
            const answer = await page.goto(href);
            assert.equal(answer.status(), 200, text);
            assert.equal(await page.locator("#q").inputValue(), text);
            assert.equal(await page.locator(".query-errors").count(), 0, text);
        }
    }));

test("every example of the front page finds something", () =>
    service.visit("/", {}, async (page) => {
        const examples = await linksOf(page, ".examples a");
        assert.ok(examples.length > 0);
        for (const { text, href } of examples) {
            const answer = await page.goto(href);
            assert.equal(answer.status(), 200, text);
            assert.ok(await page.locator(".hits > li").count() > 0, text);
        }
    }));

test("every other link of the front page and the help page leads somewhere", () =>
    service.visit("/", {}, async (page) => {
        const links = await linksOf(page, "a[href^='/']");
        await page.goto("/help");
        links.push(...await linksOf(page, "a[href^='/']"));
        for (const href of new Set(links.map((link) => link.href))) {
            const answer = await page.request.get(href);
            assert.equal(answer.status(), 200, href);
        }
    }));

test("the front page tells what the archive holds", () =>
    service.visit("/", {}, async (page) => {
        const facts = await page.locator(".dateline p").allInnerTexts();
        assert.equal(facts[0], "72 articles");
        assert.match(facts[1], /^\d+ \w+ 2019 – \d+ \w+ 2025$/);
        assert.equal(facts[2], "5 sources");
    }));
