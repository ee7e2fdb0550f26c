// Every kind of page fits into a phone's window, and keeps its measure on a desk.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kinds } from "./kinds.mjs";
import { desktop, phone, startService } from "./service.mjs";

let service;
before(async () => { service = await startService(); });
after(() => service?.end());

const sizes = [desktop.viewport, { width: 700, height: 900 }, phone.viewport, { width: 320, height: 640 }];

// What sticks out of the window at its side, though nobody scrolls there.
const tooWide = () => {
    const width = document.documentElement.clientWidth;
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
        const { left, right, width: own } = element.getBoundingClientRect();
        return own > 1 && (right > width + 0.5 || left < -0.5);
    });
    return { scrolls: document.documentElement.scrollWidth - width,
             wide: wide.map((element) => element.outerHTML.slice(0, 120)) };
};

for (const { name, path } of kinds) {
    test(`nothing makes a window scroll sideways: ${name}`, () =>
        service.visit(path, {}, async (page) => {
            for (const size of sizes) {
                await page.setViewportSize(size);
                const { scrolls, wide } = await page.evaluate(tooWide);
                assert.deepEqual(wide, [], `at ${size.width} pixels`);
                assert.equal(scrolls, 0, `at ${size.width} pixels`);
            }
        }));
}

test("on a phone the filters stand below the results, one link away", () =>
    service.visit("/search?q=ceasefire", phone, async (page) => {
        const link = page.getByRole("link", { name: "Narrow these results" });
        await link.click();
        await page.waitForURL((url) => url.hash === "#filters");
        const filters = await page.locator("#filters").boundingBox();
        const hits = await page.locator(".hits").boundingBox();
        assert.ok(filters.height > 100);
        assert.ok((await page.locator("#filters-title").boundingBox()).y < phone.viewport.height);
        assert.ok(filters.y > hits.y + hits.height - 1);
    }));

test("on a phone the bar of matches says how many, and is a whole sentence", () =>
    service.visit("/article/meridian-2025-07-09-doha-talks-second-round?q=ceasefire", phone, async (page) => {
        const bar = page.getByRole("navigation", { name: "Matches" });
        assert.match(await bar.innerText(), /^\d+ matches\s+First\s+Last$/);
    }));

test("what is to be tapped on a phone can be hit with a thumb", () =>
    service.visit("/article/meridian-2025-07-09-doha-talks-second-round?q=ceasefire#m2", phone, async (page) => {
        for (const name of ["Previous match", "Next match"]) {
            const { width, height } = await page.locator(".steps:visible").getByLabel(name).boundingBox();
            assert.ok(width >= 40 && height >= 40, `${name} is ${width} by ${height}`);
        }
        const { height } = await page.locator("form.search button").boundingBox();
        assert.ok(height >= 40);
    }));

for (const path of ["/", "/search?q=Qatar&desk=World", "/article/meridian-2025-07-09-doha-talks-second-round?q=ceasefire#m2"]) {
    test(`letters twice as large push nothing out of the window: ${path}`, () =>
        service.visit(path, phone, async (page) => {
            await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
            const { scrolls, wide } = await page.evaluate(tooWide);
            assert.deepEqual(wide, []);
            assert.equal(scrolls, 0);
        }));
}
