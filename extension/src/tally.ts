// Whose send was it: which tab made the request that the program tells of.
//
// Program and browser share a clock, and both know host and path. A send belongs to the tab that
// asked for the same address last before it; what a site's own worker asked for, to the tab that was
// last at the site. What no page asked for belongs to none. Request and send become known in either
// order.
import type { Send } from "./protocol.js";
import type { Noted, Sent, Session } from "./store.js";

const NOTED = 300;
const SENDS = 200;
const SLACK_MS = 50;

/** Keep in mind that a tab made a request. */
export function note(session: Session, one: Noted): void {
  session.noted = [...session.noted, one].slice(-NOTED);
  settle(session);
}

/** A tab's page is loaded anew at this time: what it sent before is another page's. */
export function renew(session: Session, tab: number, at_ms: number): void {
  session.tabs[tab] = at_ms;
  session.distrusted = session.distrusted.filter((one) => one !== tab);
}

/** A tab is gone. */
export function forget(session: Session, tab: number): void {
  renew(session, tab, 0);
  delete session.tabs[tab];
  session.noted = session.noted.filter((one) => one.tab !== tab);
  session.sends = session.sends.filter((one) => one.tab !== tab);
}

/** Take up what the program tells. */
export function take(session: Session, run: string, sends: readonly Send[]): void {
  const after = run === session.run ? session.after : 0;
  const fresh = sends.filter((send) => send.number > after);
  session.run = run;
  session.after = Math.max(after, ...fresh.map((send) => send.number));
  session.sends = [...session.sends, ...fresh.map((send) => ({ ...send, run }))].slice(-SENDS);
  settle(session);
}

/** The sends of a tab's page, the oldest first. */
export function sendsOf(session: Session, tab: number): Sent[] {
  const since = (session.tabs[tab] ?? 0) - SLACK_MS;
  return session.sends.filter((send) => send.tab === tab && send.at_ms >= since);
}

/** The values that were hidden on a tab's page, by kind, each counted once. */
export function kinds(sends: readonly Sent[]): [kind: string, count: number][] {
  const seen = new Map<string, Set<string>>();
  for (const send of sends.filter((one) => !one.page)) {
    for (const { kind, key } of send.hidden) seen.set(kind, (seen.get(kind) ?? new Set()).add(key));
  }
  return [...seen].map(([kind, keys]) => [kind, keys.size]);
}

/** How many values were hidden. */
export function total(counted: readonly [string, number][]): number {
  return counted.reduce((sum, [, count]) => sum + count, 0);
}

/** Give each send that is nobody's yet to its tab. */
function settle(session: Session): void {
  for (const send of session.sends) {
    const tab = send.tab ?? tabOf(session.noted, send);
    if (tab !== undefined) send.tab = tab;
  }
}

function tabOf(noted: readonly Noted[], send: Send): number | undefined {
  const before = noted.filter((one) => one.host === send.host && one.at_ms <= send.at_ms + SLACK_MS);
  const from = before.filter((one) => one.path === send.path).at(-1);
  return from && from.tab < 0 ? before.filter((one) => one.tab >= 0).at(-1)?.tab : from?.tab;
}
