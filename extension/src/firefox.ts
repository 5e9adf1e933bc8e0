// Firefox asks us about each request to a host that we were allowed to see. What is covered gets
// our proxy and nothing to fall back on; the listener must never throw, or the request goes direct.
import { start } from "./background.js";
import { fits, hostOf } from "./hosts.js";
import type { Service } from "./protocol.js";
import { recall, USUAL } from "./store.js";

interface Way {
  type: "http" | "direct";
  host?: string;
  port?: number;
}

/** The part of Firefox's own API that is used here (MDN, proxy.onRequest). */
interface OnRequest {
  addListener(listener: (details: { url: string }) => Promise<Way>, filter: { urls: string[] }): void;
}

let ready: Promise<{ patterns: string[]; port: number }> | undefined;

function choose(services: readonly Service[], port: number): { patterns: string[]; port: number } {
  return { patterns: services.flatMap((service) => service.hosts), port };
}

/** What the extension came with, where what it remembers cannot be read. */
function came(): { patterns: string[]; port: number } {
  const sites = (chrome.runtime.getManifest().host_permissions ?? []) as string[];
  return { patterns: sites.flatMap((site) => /^\*:\/\/(.+)\/\*$/.exec(site)?.[1] ?? []), port: USUAL.proxy };
}

const { onRequest } = chrome.proxy as unknown as { onRequest: OnRequest };
onRequest.addListener(
  async ({ url }) => {
    ready ??= recall().then(({ services, proxy }) => choose(services, proxy), came);
    const { patterns, port } = await ready;
    const host = hostOf(url);
    const covered = patterns.some((pattern) => fits(pattern, host));
    return covered ? { type: "http", host: "127.0.0.1", port } : { type: "direct" };
  },
  { urls: ["<all_urls>"] },
);

start({
  async follow(services, port) {
    ready = Promise.resolve(choose(services, port));
  },
  sees(services) {
    return [...services];
  },
  async holds() {
    return true;
  },
});
