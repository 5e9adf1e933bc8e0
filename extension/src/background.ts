// The part that is always there: it leads the browser to Paravent, keeps count for each tab, shows
// the explaining page when Paravent does not answer, and is the only one to ask the program.
//
// The browser may stop it at any time and start it for the next event, so nothing is kept in its
// memory; what changes what is remembered happens one thing after another.
import { ask, inOurs, Refused, Stopped, Unpaired } from "./api.js";
import { paint } from "./badge.js";
import { hostOf, origins, serviceAt } from "./hosts.js";
import type { Service, State, Whole } from "./protocol.js";
import type { Route } from "./route.js";
import { recall, recallSession, remember, rememberSession, USUAL, type Lasting, type Session } from "./store.js";
import { forget, note, renew, sendsOf, take } from "./tally.js";
import { look, type Question, type Standing } from "./view.js";

const ALL = { urls: ["<all_urls>"] };
const UNREACHED = /ERR_PROXY_CONNECTION_FAILED|NS_ERROR_(UNKNOWN_)?PROXY|PROXY_CONNECTION_REFUSED/;
const QUIET = new Set(["GET", "HEAD", "OPTIONS"]);
const DISTRUSTED = /ERR_CERT_AUTHORITY_INVALID|UNKNOWN_ISSUER|issuer is (unknown|not recogni[sz]ed)/i;

let turn: Promise<unknown> = Promise.resolve();

/** Do something once all that was begun before is done. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = turn.then(work);
  turn = result.catch(() => undefined);
  return result;
}

/** Begin to listen; `route` leads the browser. */
export function start(route: Route): void {
  const standing = async (services: readonly Service[]): Promise<Standing> => ({
    holds: await route.holds(),
    missing: await missing(route.sees(services)),
  });

  const changing = (work: (session: Session, lasting: Lasting) => Promise<void> | void): Promise<void> =>
    inTurn(async () => {
      const [lasting, session] = [await recall(), await recallSession()];
      await work(session, lasting);
      await rememberSession(session);
      await paint(lasting, session, await standing(lasting.services));
    });

  let awaited: Promise<void> | undefined;
  /** Ask how things are; who asks while another waits for its turn gets the same answer. */
  const refresh = (): Promise<void> =>
    (awaited ??= changing(async (session, lasting) => {
      awaited = undefined;
      await route.follow(lasting.services, lasting.proxy); // before anything is waited for
      const news = await inquire(session, lasting);
      Object.assign(lasting, news);
      await route.follow(lasting.services, lasting.proxy);
    }).catch((error: unknown) => {
      awaited = undefined;
      throw error;
    }));

  chrome.runtime.onInstalled.addListener(({ reason }) => {
    void refresh();
    if (reason === "install") void chrome.tabs.create({ url: "popup.html" });
  });
  chrome.runtime.onStartup.addListener(() => void refresh());
  void chrome.alarms.create("look", { periodInMinutes: 1 });
  chrome.alarms.onAlarm.addListener(() => void refresh());
  chrome.tabs.onUpdated.addListener((_, { status }) => {
    if (status === "complete") void changing(() => undefined);
  });
  chrome.tabs.onRemoved.addListener((tab) => void changing((session) => forget(session, tab)));
  watch(changing, refresh);

  const answers = {
    look: async ({ tab, url }) => {
      await refresh();
      const lasting = await recall();
      return look(lasting, await recallSession(), await standing(lasting.services), tab, url);
    },
    pair: async ({ code }) => {
      await pair(code);
      await refresh();
      return {};
    },
    pause: async ({ service }) => asked("pause", { service }, refresh),
    resume: async ({ service }) => {
      await asked("reprise", { service }, refresh);
      return asked("reprise", { service: "" }, refresh);
    },
    enter: async () => asked("entree", {}, refresh),
    tell: async ({ tab }) => {
      const session = await recallSession();
      const numbers = sendsOf(session, tab).flatMap((one) => (one.run === session.run ? [one.number] : []));
      return asked<{ sends: Whole[] }>("envois", { ...inOurs, run: session.run, numbers: numbers.slice(-40) }, refresh);
    },
    alive: async () => {
      await refresh();
      return { alive: (await recallSession()).state !== "stopped" };
    },
  } satisfies { [Name in Question["do"]]: (question: Extract<Question, { do: Name }>) => Promise<unknown> };

  chrome.runtime.onMessage.addListener((question: Question, sender, answer) => {
    if (sender.id !== chrome.runtime.id) return false;
    const work = answers[question.do] as (question: Question) => Promise<unknown>;
    work(question).then(answer, (error: unknown) => answer({ error: reason(error) }));
    return true;
  });
}

/** What the requests of pages tell. */
function watch(
  changing: (work: (session: Session, lasting: Lasting) => void) => Promise<void>,
  refresh: () => Promise<void>,
): void {
  const { onBeforeRequest, onResponseStarted, onErrorOccurred } = chrome.webRequest;
  // What we ask the program ourselves is none of it.
  const says = ({ method, type, url }: { method: string; type: string; url: string }) =>
    !["", "127.0.0.1"].includes(hostOf(url)) && (!QUIET.has(method) || type === "websocket");

  onBeforeRequest.addListener((details): undefined => {
    const isPage = details.type === "main_frame";
    if (!isPage && !says(details)) return;
    const { hostname: host, pathname: path } = new URL(details.url);
    const one = { tab: details.tabId, host, path, at_ms: details.timeStamp };
    void changing((session, lasting) => {
      if (isPage) renew(session, one.tab, one.at_ms);
      if (serviceAt(lasting.services, host)) note(session, one);
    });
  }, ALL);
  onResponseStarted.addListener((details) => {
    if (says(details)) void refresh();
  }, ALL);
  onErrorOccurred.addListener((details) => {
    if (details.tabId < 0) return;
    const { tabId, url, type } = details;
    void changing((session, lasting) => {
      if (!serviceAt(lasting.services, hostOf(url))) return;
      if (DISTRUSTED.test(details.error)) session.distrusted.push(tabId);
      if (!UNREACHED.test(details.error)) return;
      session.state = "stopped";
      if (type === "main_frame") void explain(tabId, url);
    });
  }, ALL);
}

/** Show why a covered site is not there, in place of the browser's own page. */
async function explain(tab: number, url: string): Promise<void> {
  await chrome.tabs.update(tab, { url: `${chrome.runtime.getURL("stopped.html")}#${encodeURIComponent(url)}` });
}

/** Ask how things are; what is to be remembered for good. */
async function inquire(session: Session, lasting: Lasting): Promise<Partial<Lasting>> {
  const { run, after } = session;
  try {
    const told = await ask<State>(lasting.port, lasting.token, "etat", { ...inOurs, run, after });
    const { state, observes, pauses } = told;
    Object.assign(session, { state, observes, pauses });
    take(session, told.run, told.sends);
    const news = { proxy: told.proxy, services: told.services };
    const known = { proxy: lasting.proxy, services: lasting.services };
    if (JSON.stringify(news) !== JSON.stringify(known)) await remember({ ...lasting, ...news });
    return news;
  } catch (error) {
    session.state = error instanceof Unpaired ? "ready" : "stopped";
    if (error instanceof Unpaired && lasting.token) {
      await remember({ ...lasting, token: "" });
      return { token: "" };
    }
    return {};
  }
}

/** Trade a code for a token; it may end with the port of the pages. */
async function pair(code: string): Promise<void> {
  const port = Number(/-(\d{4,5})\s*$/.exec(code)?.[1] ?? USUAL.port);
  const { token } = await ask<{ token: string }>(port, "", "lien", { code: code.trim() });
  await inTurn(async () => remember({ ...(await recall()), token, port }));
}

/** Ask the program as the paired extension, then look how things are. */
async function asked<Answer>(name: string, body: object, refresh: () => Promise<void>): Promise<Answer> {
  const { port, token } = await recall();
  try {
    return await ask<Answer>(port, token, name, { ...body });
  } finally {
    await refresh();
  }
}

/** What the browser has not allowed us to see of what is covered. */
async function missing(services: readonly Service[]): Promise<string[]> {
  const wanted = origins(services);
  if (await chrome.permissions.contains({ origins: wanted })) return [];
  const allowed = new Set((await chrome.permissions.getAll()).origins);
  return wanted.filter((one) => !allowed.has(one));
}

/** Why a question had no answer, as the popup knows it. */
function reason(error: unknown): string {
  if (error instanceof Stopped) return "stopped";
  if (error instanceof Unpaired) return "unpaired";
  return error instanceof Refused ? error.message : "failed";
}
