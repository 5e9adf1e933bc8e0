// What the extension remembers. The token and what is covered outlive the browser; what was sent by
// which page is gone with it, and holds labels only, never a value.
import type { Pause, Send, Service } from "./protocol.js";

/** Known for good: `token` is empty until paired; `port` is that of the local pages. */
export interface Lasting {
  token: string;
  port: number;
  proxy: number;
  services: Service[];
}

/** A request that a page made, to tell later whose send it was. */
export interface Noted {
  tab: number;
  host: string;
  path: string;
  at_ms: number;
}

/** A send of one run of the program, and the tab that it came from, once that is known. */
export interface Sent extends Send {
  run: string;
  tab?: number;
}

/** Known until the browser closes. */
export interface Session {
  /** What the program said last: `ready`, another state of its own, or `stopped`. */
  state: string;
  observes: boolean;
  pauses: Pause[];
  run: string;
  after: number;
  sends: Sent[];
  noted: Noted[];
  /** When the page of each tab was loaded. */
  tabs: Record<number, number>;
  /** Tabs that were shown a certificate which the browser does not trust. */
  distrusted: number[];
}

/** The ports of a Paravent that was told no others. */
export const USUAL = { token: "", port: 8788, proxy: 8787 };
const FRESH: Session = {
  state: "",
  observes: false,
  pauses: [],
  run: "",
  after: 0,
  sends: [],
  noted: [],
  tabs: {},
  distrusted: [],
};

/** What is known for good; before anything is, the services that the extension came with. */
export async function recall(): Promise<Lasting> {
  const { lasting } = await chrome.storage.local.get("lasting");
  if (lasting) return lasting as Lasting;
  const services = await (await fetch(chrome.runtime.getURL("services.json"))).json();
  return { ...USUAL, services };
}

export async function remember(lasting: Lasting): Promise<void> {
  await chrome.storage.local.set({ lasting });
}

export async function recallSession(): Promise<Session> {
  const { session } = await chrome.storage.session.get("session");
  return { ...structuredClone(FRESH), ...(session as Session | undefined) };
}

export async function rememberSession(session: Session): Promise<void> {
  await chrome.storage.session.set({ session });
}
