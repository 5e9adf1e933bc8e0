// Puts the extension together for Chromium and for Firefox: dist/chromium and dist/firefox.
//
// Takes what tsc has written to build/, the static files, the icons drawn from mark.svg, and the
// services of build/services.json (see services.py). Their hosts are the only sites that the manifest
// asks for: Chromium is led by a PAC script and need show us the sites for people alone; Firefox asks
// us about no request that we may not see.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const SIZES = [16, 32, 48, 128];
const OLDEST = { chromium: "121", firefox: "142.0" };
const here = new URL(".", import.meta.url);
const read = (path) => readFileSync(new URL(path, here), "utf8");

const { version, services } = JSON.parse(read("build/services.json"));
const manifest = {
  ...JSON.parse(read("manifest.json")),
  version,
  icons: Object.fromEntries(SIZES.map((size) => [size, `icons/${size}.png`])),
};
manifest.action.default_icon = manifest.icons;

const permissions = (chosen) => {
  const hosts = new Set(chosen.flatMap((service) => service.hosts));
  return [...manifest.host_permissions, ...[...hosts].map((host) => `*://${host}/*`)];
};

const own = {
  chromium: {
    host_permissions: permissions(services.filter((service) => service.web)),
    minimum_chrome_version: OLDEST.chromium,
    background: { service_worker: "chromium.js", type: "module" },
  },
  firefox: {
    host_permissions: permissions(services),
    background: { scripts: ["firefox.js"], type: "module" },
    browser_specific_settings: {
      gecko: {
        id: "{6f0a5c1e-3c77-4a54-9d0a-6d3b6f5b8c21}",
        strict_min_version: OLDEST.firefox,
        data_collection_permissions: { required: ["none"] },
      },
    },
  },
};

await initWasm(readFileSync(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")));
const mark = read("icons/mark.svg");
const icons = SIZES.map((size) => [size, new Resvg(mark, { fitTo: { mode: "width", value: size } }).render().asPng()]);

for (const [browser, more] of Object.entries(own)) {
  const to = new URL(`dist/${browser}/`, here);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(new URL("icons/", to), { recursive: true });
  cpSync(new URL("static/", here), to, { recursive: true });
  cpSync(new URL("_locales/", here), new URL("_locales/", to), { recursive: true });
  const other = browser === "chromium" ? "firefox.js" : "chromium.js";
  const isOurs = (path) => /(\.js|[\\/]build[\\/]?)$/.test(path) && !path.endsWith(other);
  cpSync(new URL("build/", here), to, { recursive: true, filter: isOurs });
  for (const [size, png] of icons) writeFileSync(new URL(`icons/${size}.png`, to), png);
  writeFileSync(new URL("icons/mark.svg", to), mark);
  writeFileSync(new URL("services.json", to), JSON.stringify(services));
  writeFileSync(new URL("manifest.json", to), JSON.stringify({ ...manifest, ...more }, null, 2));
}
