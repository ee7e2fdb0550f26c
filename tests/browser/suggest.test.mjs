// What is typed in the search box is offered completions, and the box needs none.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startService } from "./service.mjs";

let service;
before(async () => { service = await startService(); });
after(() => service?.end());

const offered = (page) => page.locator("#completions option").evaluateAll((options) =>
    options.map((option) => ({ value: option.value, label: option.label })));

async function type(page, text) {
    const answered = page.waitForResponse((response) =>
        new URL(response.url()).searchParams.get("q") === text);
    await page.locator("#q").pressSequentially(text);
    await (await answered).finished();
}

for (const path of ["/", "/help", "/no-such-page"]) {
    test(`the word that is typed is completed, with the articles that hold it: ${path}`, () =>
        service.visit(path, {}, async (page) => {
            await type(page, "truce AND qat");
            await page.locator("#completions option").first().waitFor({ state: "attached" });
            const options = await offered(page);
            assert.equal(options[0].value, "truce AND qatar");
            assert.match(options[0].label, /^qatar: \d+ articles$/);
            assert.equal(await page.locator("#q").getAttribute("list"), "completions");
            assert.equal(await page.getByRole("combobox", { name: "Search the archive" }).count(), 1);
        }));
}

test("when a completion was taken, no other is offered", () =>
    service.visit("/", {}, async (page) => {
        await type(page, "qat");
        await page.locator("#completions option").first().waitFor({ state: "attached" });
        await page.locator("#q").evaluate((box) => {
            box.value = document.querySelector("#completions option").value;
            box.dispatchEvent(new Event("input"));
        });
        assert.deepEqual(await offered(page), []);
        await page.keyboard.press("Enter");
        await page.waitForURL((url) => url.searchParams.get("q") === "qatar");
    }));

test("what is typed already is not offered", () =>
    service.visit("/", {}, async (page) => {
        await type(page, "qatar");
        await page.locator("#completions option").first().waitFor({ state: "attached" });
        assert.ok((await offered(page)).every((option) => option.value !== "qatar"));
    }));

test("without a script the box is a plain one", () =>
    service.visit("/", { javaScriptEnabled: false }, async (page) => {
        assert.equal(await page.locator("#q").getAttribute("list"), null);
        await page.locator("#q").fill("qatar");
        await page.keyboard.press("Enter");
        await page.waitForURL((url) => url.searchParams.get("q") === "qatar");
    }));
