// Which hosts are covered, by the patterns of the catalogue.
import type { Service } from "./protocol.js";

/** Whether a pattern, `name.tld` or `*.name.tld`, takes in a host. */
export function fits(pattern: string, host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return pattern.startsWith("*.") ? name.endsWith(pattern.slice(1)) : name === pattern;
}

/** The service at a host: an exact name goes before a pattern of subdomains. */
export function serviceAt(services: readonly Service[], host: string): Service | undefined {
  const exact = services.find((service) => service.hosts.includes(host.toLowerCase()));
  return exact ?? services.find((service) => service.hosts.some((pattern) => fits(pattern, host)));
}

/** The host of an address of the web; empty for any other. */
export function hostOf(address: string | undefined): string {
  if (!address || !URL.canParse(address)) return "";
  const url = new URL(address);
  return /^(https?|wss?):$/.test(url.protocol) ? url.hostname : "";
}

/** What the browser must be asked for, to see requests to these services. */
export function origins(services: readonly Service[]): string[] {
  return [...new Set(services.flatMap((service) => service.hosts))].map((host) => `*://${host}/*`);
}
