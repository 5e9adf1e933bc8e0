// The badge of each tab at a covered site: how much was hidden on its page, or a sign that nothing
// is. Its words stand in the button's title, for whoever does not see it.
import { origins } from "./hosts.js";
import type { Lasting, Session } from "./store.js";
import { total } from "./tally.js";
import { look, type Kind, type Standing, type View } from "./view.js";
import { plural, word } from "./words.js";

const MASKED = "#2F4B8F";
const ATTENTION = "#9A6A00";
const REFUSED = "#9C3B2E";
const ALARMS: Partial<Record<Kind, string>> = {
  unpaired: ATTENTION,
  paused: ATTENTION,
  starting: ATTENTION,
  stopped: REFUSED,
  foreign: REFUSED,
  distrusted: REFUSED,
  observing: REFUSED,
};

/** Bring the badges of all tabs at covered sites up to date. */
export async function paint(lasting: Lasting, session: Session, standing: Standing): Promise<void> {
  await chrome.action.setBadgeTextColor?.({ color: "#FFFFFF" });
  const hidden = new Set(standing.missing);
  const people = lasting.services.filter((service) => service.web);
  const sites = origins(people).filter((site) => !hidden.has(site));
  const tabs = sites.length ? await chrome.tabs.query({ url: sites }) : [];
  await Promise.all(
    tabs.map(async ({ id, url }) => {
      if (id === undefined || url === undefined) return;
      const view = look(lasting, session, standing, id, url);
      const count = total(view.counted);
      await show(id, ALARMS[view.kind] ? "!" : count ? String(count) : "", ALARMS[view.kind] ?? MASKED, title(view));
    }),
  );
}

function title(view: View): string {
  const state = word(`title_${view.kind}`, view.name);
  const count = total(view.counted);
  return count ? `${state}\n${plural("hidden", count)}` : state;
}

/** The tab may be gone meanwhile, which is no matter. */
async function show(tabId: number, text: string, color: string, words: string): Promise<void> {
  try {
    await chrome.action.setBadgeBackgroundColor({ tabId, color });
    await chrome.action.setBadgeText({ tabId, text });
    await chrome.action.setTitle({ tabId, title: words });
  } catch {
    return;
  }
}
