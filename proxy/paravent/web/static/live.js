// Keeps the parts of a page that are marked data-live as they are now, without reloading it.
// The program says that there is news; the page is then fetched again, and its parts are replaced.
"use strict";
(() => {
  if (!document.querySelector("[data-live]")) return;
  const lost = document.getElementById("lost");
  const told = document.getElementById("told");
  let source = null, busy = false, again = false, first = true;

  const newest = () => document.querySelector("[data-newest]");

  function replace(part, fresh) {
    const held = part.contains(document.activeElement) ? document.activeElement : null;
    const href = held && held.getAttribute("href");
    part.replaceWith(fresh);
    const next = href && [...fresh.querySelectorAll("a")].find((a) => a.getAttribute("href") === href);
    if (next) next.focus({ preventScroll: true });
  }

  async function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(location.href, { headers: { "x-paravent-live": "1" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const before = newest() && newest().dataset.newest;
      for (const part of document.querySelectorAll("[data-live]")) {
        const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
        if (fresh && fresh.outerHTML !== part.outerHTML) replace(part, document.importNode(fresh, true));
      }
      const now = newest();
      if (told && now && now.dataset.newest !== before) told.textContent = now.dataset.told;
    } catch {
      // The stream tells that the program is gone.
    } finally {
      busy = false;
      if (again) { again = false; refresh(); }
    }
  }

  function listen() {
    source = new EventSource("/direct");
    source.onopen = () => { lost.hidden = true; };
    source.onerror = () => { lost.hidden = false; };
    source.onmessage = () => { if (!first) refresh(); first = false; };
  }

  // A page that nobody looks at keeps no connection.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && source) { source.close(); source = null; }
    if (!document.hidden && !source) { first = false; listen(); }
  });
  listen();
})();
