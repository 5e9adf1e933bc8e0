// What the popup is to show of a tab, and the questions that the popup puts to the background.
import { hostOf, serviceAt } from "./hosts.js";
import type { Lasting, Session } from "./store.js";
import { kinds, sendsOf } from "./tally.js";

export type Kind =
  | "unpaired"
  | "elsewhere"
  | "stopped"
  | "starting"
  | "foreign"
  | "distrusted"
  | "observing"
  | "paused"
  | "protected";

export interface View {
  kind: Kind;
  host: string;
  service: string;
  name: string;
  counted: [kind: string, count: number][];
  refused: string[];
  sends: number;
  until_ms: number;
  /** What the browser has not allowed us to see. */
  missing: string[];
}

export type Question =
  | { do: "look"; tab: number; url: string }
  | { do: "pair"; code: string }
  | { do: "pause"; service: string }
  | { do: "resume"; service: string }
  | { do: "enter" }
  | { do: "tell"; tab: number }
  | { do: "alive" };

/** Whether who decides about the proxy is us, and what we may not see. */
export interface Standing {
  holds: boolean;
  missing: string[];
}

export function look(lasting: Lasting, session: Session, standing: Standing, tab: number, url: string): View {
  const host = hostOf(url);
  const service = serviceAt(lasting.services, host);
  const sends = service ? sendsOf(session, tab) : [];
  const pauses = session.pauses.filter((one) => one.service === "" || one.service === service?.id);
  return {
    kind: kindOf(lasting, session, standing, tab, service !== undefined, pauses.length > 0),
    host,
    service: service?.id ?? "",
    name: service?.name ?? "",
    counted: kinds(sends),
    refused: sends.flatMap((send) => (send.page ? [send.page] : [])),
    sends: sends.filter((send) => send.run === session.run && !send.page).length,
    until_ms: Math.max(0, ...pauses.map((one) => one.until_ms)),
    missing: standing.missing,
  };
}

function kindOf(
  lasting: Lasting,
  session: Session,
  standing: Standing,
  tab: number,
  isCovered: boolean,
  isPaused: boolean,
): Kind {
  if (!standing.holds) return "foreign";
  if (!lasting.token) return "unpaired";
  if (!isCovered) return "elsewhere";
  if (session.state === "stopped") return "stopped";
  if (session.state !== "ready") return "starting";
  if (session.distrusted.includes(tab)) return "distrusted";
  if (session.observes) return "observing";
  return isPaused ? "paused" : "protected";
}
