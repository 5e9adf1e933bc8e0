// The PAC script: covered hosts to the proxy with nothing to fall back on, all others direct. As
// proxy/paravent/system/pac.py writes it, in ECMAScript 5 and without the helper functions of PAC.
import type { Service } from "./protocol.js";

const SCRIPT = `
function has(names, name) {
  return Object.prototype.hasOwnProperty.call(names, name);
}
function FindProxyForURL(url, host) {
  var name = host.toLowerCase().replace(/\\.$/, "");
  if (has(exact, name)) { return proxy; }
  for (var dot = name.indexOf("."); dot !== -1; dot = name.indexOf(".", dot + 1)) {
    if (has(below, name.slice(dot + 1))) { return proxy; }
  }
  return "DIRECT";
}
`;

/** The script for these services and the proxy at this port of 127.0.0.1. */
export function pacScript(services: readonly Service[], port: number): string {
  const hosts = services.flatMap((service) => service.hosts);
  const names = (chosen: string[]) => JSON.stringify(Object.fromEntries(chosen.map((name) => [name, 1])));
  const exact = names(hosts.filter((host) => !host.startsWith("*.")));
  const below = names(hosts.filter((host) => host.startsWith("*.")).map((host) => host.slice(2)));
  return `var proxy = "PROXY 127.0.0.1:${port}";\nvar exact = ${exact};\nvar below = ${below};${SCRIPT}`;
}
