// Drives a vendor's SDK for Node as driving.py drives those for Python: a JSON job a line in, what
// the SDK gave in JSON lines out. This Node takes no proxy from the environment: undici does.

import { createInterface } from "node:readline";
import { fetch, ProxyAgent } from "undici";

const proxy = new ProxyAgent(process.env.HTTPS_PROXY);

// What the SDKs fetch with: through the proxy, but not to the door.
export function led(url, options) {
  return fetch(url, String(url).startsWith("https:") ? { ...options, dispatcher: proxy } : options);
}

// Do the jobs; `make` makes the SDK's client for a base URL, its own where it is null.
export async function drive(make) {
  const clients = new Map();
  for await (const line of createInterface({ input: process.stdin })) {
    const job = JSON.parse(line);
    try {
      if (!clients.has(job.base_url)) clients.set(job.base_url, make(job.base_url ?? undefined));
      await answer(clients.get(job.base_url), job);
    } catch (error) {
      say({ error: { type: error.constructor.name, message: error.message, status: error.status,
        code: error.code ?? error.error?.error?.code } });
    }
  }
}

async function answer(client, job) {
  const names = job.call.split(".");
  const method = names.pop();
  const holder = names.reduce((inner, name) => inner[name], client);
  const given = holder[method](job.arguments);
  if (job.final) {
    for await (const event of given) say({ event });
    say({ result: await given[job.final]() });
  } else if (job.stream) {
    for await (const event of await given) say({ event });
    say({ result: null });
  } else {
    say({ result: await given });
  }
}

function say(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
