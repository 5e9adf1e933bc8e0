// Chromium is led by a PAC script that it keeps itself: it holds while we sleep and while Paravent
// does not run. It is mandatory, and names no way around the proxy.
import { start } from "./background.js";
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

function script(services: readonly Service[], port: number): string {
  const hosts = services.flatMap((service) => service.hosts);
  const names = (chosen: string[]) => JSON.stringify(Object.fromEntries(chosen.map((name) => [name, 1])));
  const exact = names(hosts.filter((host) => !host.startsWith("*.")));
  const below = names(hosts.filter((host) => host.startsWith("*.")).map((host) => host.slice(2)));
  return `var proxy = "PROXY 127.0.0.1:${port}";\nvar exact = ${exact};\nvar below = ${below};${SCRIPT}`;
}

start({
  async follow(services, port) {
    const data = script(services, port);
    const now = await chrome.proxy.settings.get({});
    if (now.levelOfControl === "controlled_by_this_extension" && now.value?.pacScript?.data === data) return;
    const value: chrome.proxy.ProxyConfig = { mode: "pac_script", pacScript: { data, mandatory: true } };
    await chrome.proxy.settings.set({ value, scope: "regular" });
  },
  sees(services) {
    return services.filter((service) => service.web);
  },
  async holds() {
    return (await chrome.proxy.settings.get({})).levelOfControl === "controlled_by_this_extension";
  },
});
