// One page of each kind, for what must hold on every page.

const talks = "/article/meridian-2025-07-09-doha-talks-second-round";
const arabic = "/article/meridian-ar-2025-07-20-wasata-doha";
const search = (query, more = {}) => "/search?" + new URLSearchParams({ q: query, ...more });
const asked = (query) => "?" + new URLSearchParams({ q: query });

export const kinds = [
    { name: "front page", path: "/" },
    { name: "results", path: search("ceasefire AND Qatar") },
    { name: "filtered results", path: search("Qatar", { desk: "World", from: "2024", sort: "newest" }) },
    { name: "later page of results", path: search("date>=2019", { page: "3" }) },
    { name: "results in several languages", path: search("lang:ar OR lang:fr OR lang:de OR lang:es") },
    { name: "results with a notice", path: search("Qatar and ceasefire") },
    { name: "no results", path: search('"permanent armistice" AND Qatar') },
    { name: "search in error", path: search('colour:red AND (ceasefire OR "truce'), status: 400 },
    { name: "date in error", path: search("truce", { from: "2025-13" }), status: 400 },
    { name: "article", path: talks },
    { name: "article with matches", path: talks + asked("ceasefire AND Qatar") + "#m3" },
    { name: "article from right to left", path: arabic + asked("الهدنة") + "#m1" },
    { name: "help", path: "/help" },
    { name: "missing page", path: "/no-such-page", status: 404 },
];
