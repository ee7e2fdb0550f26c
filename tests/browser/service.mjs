// What the tests look at: an archive made of the sample articles, the daemon that serves it, and
// Debian's Chromium. Each test file starts them once, and ends them by their handles, come what may.

import { spawn, execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { watch } from "./watch.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const programs = process.env.BROADSHEET_PROGRAMS ?? join(root, "build/dev/bin");
const browserPath = process.env.BROADSHEET_CHROMIUM ?? "/usr/bin/chromium";

// Nothing that Chromium does of itself may reach for the network.
const browserFlags = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export const desktop = { viewport: { width: 1280, height: 800 } };
export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

// Longer than anything takes on a busy machine; nothing waits for it unless it fails.
const patience = 20_000;

async function makeArchive(folder, articles) {
    const archive = join(folder, "archive");
    const inputs = [join(root, "corpus/text"), join(root, "corpus/jsonl")];
    if (articles.length > 0) {
        const file = join(folder, "more.jsonl");
        writeFileSync(file, articles.map((article) => JSON.stringify(article) + "\n").join(""));
        inputs.push(file);
    }
    const indexer = join(programs, "broadsheet-indexer");
    await promisify(execFile)(indexer, ["add", "--archive", archive, ...inputs]);
    return archive;
}

// The daemon says on one line of its output where it is to be found.
async function startDaemon(archive) {
    const flags = ["--archive", archive, "--listen", "127.0.0.1:0", "--log-level", "warn"];
    const daemon = spawn(join(programs, "broadsheet-searchd"), flags,
                         { stdio: ["ignore", "pipe", "inherit"] });
    const gone = new Promise((resolve) => daemon.once("close", resolve));
    const url = await new Promise((resolve, reject) => {
        daemon.once("error", reject);
        daemon.once("exit", (code) => reject(new Error(`broadsheet-searchd ended with ${code}`)));
        createInterface({ input: daemon.stdout }).on("line", (line) => {
            const address = line.match(/https?:\/\/\S+/);
            if (address !== null) resolve(address[0].replace(/\/$/, ""));
        });
    });
    return { daemon, gone, url };
}

// Starts all three. `articles` are indexed with the sample, as lines of a JSONL file.
export async function startService({ articles = [] } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "broadsheet-browser-"));
    const ends = [() => rmSync(folder, { recursive: true, force: true })];
    const end = async () => {
        while (ends.length > 0) await ends.pop()();
    };
    try {
        const archive = await makeArchive(folder, articles);
        const { daemon, gone, url } = await startDaemon(archive);
        const killDaemon = () => daemon.kill("SIGKILL");
        process.once("exit", killDaemon);
        ends.push(async () => {
            daemon.kill("SIGTERM");
            await gone;
            process.off("exit", killDaemon);
        });
        const browser = await chromium.launch({ executablePath: browserPath, args: browserFlags });
        ends.push(() => browser.close());
        return new Service(url, browser, end);
    } catch (error) {
        await end();
        throw error;
    }
}

class Service {
    constructor(url, browser, end) {
        this.url = url;
        this.browser = browser;
        this.end = end;
    }

    // Opens a window at `path`, hands it to `use`, closes it, and fails where the page complained:
    // of a script, of what its policy forbids, or by a dialog.
    async visit(path, options, use) {
        const context = await this.browser.newContext({ baseURL: this.url, ...desktop, ...options });
        context.setDefaultTimeout(patience);
        try {
            const page = await context.newPage();
            const complaints = watch(page);
            page.answer = await page.goto(path);
            const result = await use(page);
            complaints.assertNone();
            return result;
        } finally {
            await context.close();
        }
    }
}
