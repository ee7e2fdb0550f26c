// Writes a picture of every kind of page, to be looked at: npm run screenshots -- OUTDIR
//
// OUTDIR then holds NAME-desktop.png, NAME-desktop-dark.png, NAME-phone.png, NAME-phone-dark.png.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { kinds } from "./kinds.mjs";
import { desktop, phone, startService } from "./service.mjs";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
    console.error("usage: npm run screenshots -- OUTDIR");
    process.exit(2);
}
mkdirSync(folder, { recursive: true });

const windows = { desktop, phone: { ...phone, deviceScaleFactor: 2 } };
const service = await startService();
try {
    for (const { name, path } of kinds) {
        for (const [window, options] of Object.entries(windows)) {
            for (const colorScheme of ["light", "dark"]) {
                const suffix = colorScheme === "dark" ? "-dark" : "";
                const file = `${name.replaceAll(" ", "-")}-${window}${suffix}.png`;
                // An article with its bar is pictured as the window shows it, others whole.
                const fullPage = !path.includes("#");
                await service.visit(path, { ...options, colorScheme }, (page) =>
                    page.screenshot({ path: join(folder, file), fullPage }));
                console.log(file);
            }
        }
    }
} finally {
    await service.end();
}
