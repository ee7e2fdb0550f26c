// Everything can be done from the keyboard, and one sees where one is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { searchPath, totalOf } from "./reading.mjs";
import { startService } from "./service.mjs";

let service;
before(async () => { service = await startService(); });
after(() => service?.end());

const article = "/article/meridian-2025-07-09-doha-talks-second-round?q=ceasefire";

// What has the focus: where it stands, and whether one sees that it has it.
const focused = () => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
        text: (element.getAttribute("aria-label") ?? element.name ?? "") || element.textContent.trim(),
        part: element.closest(".skip, .masthead, .chips, .bar, .hits, .pages, .filters, .colophon")?.classList[0],
        inView: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
};

async function walkByTab(page) {
    const stops = [];
    for (;;) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(focused);
        if (stop === null || stops.length > 300) return stops;
        stops.push(stop);
    }
}

for (const path of ["/", searchPath("ceasefire"), article, "/help", "/no-such-page"]) {
    test(`the first stop skips to the text: ${path}`, () =>
        service.visit(path, {}, async (page) => {
            await page.keyboard.press("Tab");
            const skip = page.locator(".skip");
            assert.equal(await skip.evaluate((link) => link === document.activeElement), true);
            assert.ok((await skip.boundingBox()).y >= 0, "it is seen when it has the focus");
            await page.keyboard.press("Enter");
            await page.waitForURL((url) => url.hash === "#main");
            await page.keyboard.press("Tab");
            assert.equal(await page.evaluate(() => document.activeElement.closest("main, aside, footer, nav") !== null
                && document.activeElement.closest(".masthead, .front") === null), true);
        }));
}

test("Tab leads through masthead, order, hits, pages and filters, each stop in view and outlined", () =>
    service.visit(searchPath("Qatar", { desk: "World" }), {}, async (page) => {
        const stops = await walkByTab(page);
        const parts = stops.map((stop) => stop.part).filter((part, at, all) => part !== all[at - 1]);
        assert.deepEqual(parts,
            ["skip", "masthead", "chips", "bar", "hits", "pages", "filters", "colophon"]);
        for (const stop of stops) {
            assert.ok(stop.inView, `${stop.text} is in view`);
            assert.ok(stop.outlined, `${stop.text} has an outline`);
        }
        const of = (part) => stops.filter((stop) => stop.part === part).map((stop) => stop.text);
        assert.deepEqual(of("masthead"), ["Broadsheet", "q", "Search", "Help"].map((text, at) =>
            at === 0 ? of("masthead")[0] : text));
        assert.equal(of("hits").length >= 10, true);
        assert.deepEqual(of("filters").slice(-3), ["from", "to", "Apply"]);
    }));

test("a filter is set, and more of them are unfolded, by the keyboard alone", () =>
    service.visit(searchPath("date>=2019"), {}, async (page) => {
        const summary = page.locator(".filters summary").first();
        await summary.focus();
        await page.keyboard.press("Enter");
        const hidden = page.locator(".filters details[open] a").first();
        await page.keyboard.press("Tab");
        assert.equal(await hidden.evaluate((link) => link === document.activeElement), true);
        const promised = Number((await hidden.locator(".count").innerText()).match(/\d+/)[0]);
        await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
        assert.equal(await totalOf(page), promised);
    }));

for (const path of ["/", searchPath("ceasefire"), article, "/help", searchPath("(")]) {
    test(`/ leads to the search box and selects what is in it: ${path}`, () =>
        service.visit(path, {}, async (page) => {
            await page.keyboard.press("/");
            const box = page.locator("#q");
            assert.equal(await box.evaluate((input) => input === document.activeElement), true);
            const before = await box.inputValue();
            const selected = await box.evaluate((input) => input.selectionEnd - input.selectionStart);
            assert.equal(selected, before.length);
            await page.keyboard.type("and/or");
            assert.equal(await box.inputValue(), "and/or");
        }));
}

test("keys with Control or Alt are left to the browser", () =>
    service.visit(article + "#m1", {}, async (page) => {
        await page.evaluate(() => {
            window.taken = [];
            window.addEventListener("keydown", (event) => window.taken.push(event.defaultPrevented));
        });
        for (const key of ["Control+j", "Alt+n", "Control+k"]) await page.keyboard.press(key);
        const taken = await page.evaluate(() => window.taken);
        assert.ok(taken.length > 0 && taken.every((was) => !was));
        assert.equal(new URL(page.url()).hash, "#m1");
    }));

test("the single keys can be switched off, for good", () =>
    service.visit("/help", {}, async (page) => {
        await page.getByLabel("Use these keys").uncheck();
        await page.goto(article + "#m1");
        for (const key of ["/", "n"]) await page.keyboard.press(key);
        assert.equal(new URL(page.url()).hash, "#m1");
        assert.equal(await page.evaluate(() => document.activeElement.id), "");
        assert.equal(await page.locator(".stepper .keys").isVisible(), false);
        await page.goto("/help");
        assert.equal(await page.getByLabel("Use these keys").isChecked(), false);
        await page.getByLabel("Use these keys").check();
        await page.keyboard.press("Tab");
        await page.locator("h1").click();
        await page.keyboard.press("/");
        assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    }));

test("without scripts no keys are offered", () =>
    service.visit(article, { javaScriptEnabled: false }, async (page) => {
        assert.equal(await page.locator(".stepper .keys").isVisible(), false);
        await page.goto("/help");
        assert.equal(await page.locator("#keys-choice").isVisible(), false);
    }));
