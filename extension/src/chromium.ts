// Chromium is led by a PAC script that it keeps itself: it holds while we sleep and while Paravent
// does not run. It is mandatory: were it not to be understood, nothing would go direct.
import { start } from "./background.js";
import { pacScript } from "./pac.js";

start({
  async follow(services, port) {
    const data = pacScript(services, port);
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
