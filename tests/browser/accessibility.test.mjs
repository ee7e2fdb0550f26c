// Every kind of page, in light and dark, on a desk and on a phone, before axe-core's rules.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { kinds } from "./kinds.mjs";
import { desktop, phone, startService } from "./service.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let service;
before(async () => { service = await startService(); });
after(() => service?.end());

async function violationsOf(page) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate((tags) => window.axe.run(document, {
        runOnly: tags,
        preload: false,  // it would fetch the style sheet anew, which the page's policy forbids
        resultTypes: ["violations"],
    }), tags);
    return violations.flatMap(({ id, help, nodes }) =>
        nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.html}`));
}

for (const { name, path, status = 200 } of kinds) {
    test(`axe-core finds nothing to complain of: ${name}`, () =>
        service.visit(path, {}, async (page) => {
            assert.equal(page.answer.status(), status);
            for (const [window, { viewport }] of Object.entries({ desktop, phone })) {
                await page.setViewportSize(viewport);
                for (const colorScheme of ["light", "dark"]) {
                    await page.emulateMedia({ colorScheme });
                    assert.deepEqual(await violationsOf(page), [], `${window}, ${colorScheme}`);
                }
            }
        }));
}

test("axe-core does complain where there is reason to", () =>
    service.visit("/help", {}, async (page) => {
        await page.evaluate(() => document.querySelector("h1").replaceWith(document.createElement("img")));
        const found = (await violationsOf(page)).join("\n");
        assert.match(found, /image-alt/);
        assert.match(found, /page-has-heading-one/);
    }));
