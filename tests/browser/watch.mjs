// What a page complains of: errors on the console (a forbidden script, style or address among them),
// errors of scripts, dialogs, requests to anywhere else, answers that are errors of the daemon's.

import assert from "node:assert/strict";

// Chromium writes a line for each page that answers with an error, which a mistyped search is.
const answeredWithError = /^Failed to load resource: the server responded with a status of 4\d\d/;

export function watch(page) {
    const complaints = [];
    const pages = new Set();
    page.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (hostname !== "127.0.0.1" || protocol !== "http:") complaints.push(`asks ${request.url()}`);
        if (request.isNavigationRequest()) pages.add(request.url());
    });
    page.on("response", (response) => {
        const wrong = response.status() >= (pages.has(response.url()) ? 500 : 400);
        if (wrong) complaints.push(`${response.status()} for ${response.url()}`);
    });
    page.on("console", (message) => {
        if (!["error", "warning"].includes(message.type())) return;
        const expected = answeredWithError.test(message.text()) && pages.has(message.location().url);
        if (!expected) complaints.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
    page.on("dialog", (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        dialog.dismiss().catch(() => {});
    });
    return {
        assertNone() {
            assert.deepEqual(complaints, [], "the page complains of nothing");
        },
    };
}
