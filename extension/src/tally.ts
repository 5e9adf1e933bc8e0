// Whose send was it: which tab made the request that the program tells of.
//
// Program and browser share a clock, and both know host and path. A send belongs to the tab that
// asked for the same address last before it; what a site's own worker asked for, to the tab that was
// last at the site. What no page asked for belongs to none.
import type { Send } from "./protocol.js";
import type { Noted, Sent, Session } from "./store.js";

const NOTED = 300;
const SENDS = 200;
const SLACK_MS = 50;

/** Keep in mind that a tab made a request; its page being loaded anew forgets what it sent. */
export function note(session: Session, one: Noted, isPage: boolean): void {
  if (isPage) {
    session.tabs[one.tab] = [];
    session.distrusted = session.distrusted.filter((tab) => tab !== one.tab);
  }
  session.noted = [...session.noted, one].slice(-NOTED);
}

export function forget(session: Session, tab: number): void {
  delete session.tabs[tab];
  session.noted = session.noted.filter((one) => one.tab !== tab);
  session.distrusted = session.distrusted.filter((one) => one !== tab);
}

/** Take up what the program tells, and give each send to its tab. */
export function take(session: Session, run: string, sends: readonly Send[]): void {
  if (run !== session.run) session.after = 0;
  session.run = run;
  for (const send of sends) {
    if (send.number <= session.after) continue;
    session.after = send.number;
    session.sends = [...session.sends, { ...send, run }].slice(-SENDS);
    const tab = tabOf(session.noted, send);
    if (tab !== undefined) (session.tabs[tab] ??= []).push(`${run}:${send.number}`);
  }
}

function tabOf(noted: readonly Noted[], send: Send): number | undefined {
  const before = noted.filter((one) => one.host === send.host && one.at_ms <= send.at_ms + SLACK_MS);
  const from = before.filter((one) => one.path === send.path).at(-1);
  return from && from.tab < 0 ? before.filter((one) => one.tab >= 0).at(-1)?.tab : from?.tab;
}

/** The sends of a tab, the oldest first. */
export function sendsOf(session: Session, tab: number): Sent[] {
  const known = new Set(session.tabs[tab]);
  return session.sends.filter((send) => known.has(`${send.run}:${send.number}`));
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
