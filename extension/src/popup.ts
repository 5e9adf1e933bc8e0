// The popup: the state of the tab that it was opened over, in one sentence; what was hidden there;
// what to do. Everything that comes from elsewhere is put in as text, never as markup.
import type { Whole } from "./protocol.js";
import { total } from "./tally.js";
import type { Question, View } from "./view.js";
import { fill, lang, plural, word } from "./words.js";

type Failed = { error: string };

const LABEL = /\[[A-Z]{2,16}_[0-9A-Z]{1,8}(?:\.\d+)?\]/g;
const COMMANDS: Partial<Record<View["kind"], string>> = {
  stopped: "paravent up",
  distrusted: "paravent doctor --fix",
  unpaired: "paravent pair",
};
const HOUR = { hour: "2-digit", minute: "2-digit" } as const;
const EVERY_MS = 1500;

let view: View;
let tab = -1;
let url = "";

const by = <Kind extends HTMLElement = HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;

async function put<Answer>(question: Question): Promise<Answer> {
  const answer = (await chrome.runtime.sendMessage(question)) as Answer | Failed;
  if (answer && typeof answer === "object" && "error" in answer) throw new Error(answer.error);
  return answer;
}

function show(id: string, isShown: boolean): void {
  by(id).hidden = !isShown;
}

function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text: string,
  className = "",
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

/** The address of a tab; of the page that explains a refusal, the address that was refused. */
function meant(address: string): string {
  const own = chrome.runtime.getURL("stopped.html");
  return address.startsWith(own) ? decodeURIComponent(new URL(address).hash.slice(1)) : address;
}

async function refresh(): Promise<void> {
  const before = JSON.stringify(view);
  view = await put<View>({ do: "look", tab, url });
  if (JSON.stringify(view) !== before) draw();
}

function draw(): void {
  const { kind, host, name, counted, refused } = view;
  const until = new Date(view.until_ms).toLocaleTimeString(`${lang()}-${word("country")}`, HOUR);
  by("state").className = `state ${kind}`;
  by("state").textContent = word(`state_${kind}`, host || word("this_page"), until);
  by("detail").textContent = word(`detail_${kind}`, name);
  show("detail", by("detail").textContent !== "");

  const count = total(counted);
  show("masked", ["protected", "paused", "observing", "stopped"].includes(kind) && (count > 0 || kind === "protected"));
  by("count").textContent = String(count);
  by("counted").textContent = plural("hidden_here", count);
  by("kinds").replaceChildren(
    ...counted.map(([what, n]) => {
      const line = made("li", "");
      line.append(made("span", what), made("span", String(n)));
      return line;
    }),
  );
  show("tell", view.sends > 0);
  by("tell").textContent = word("tell", name);
  if (view.sends > 0 && by("tell").getAttribute("aria-expanded") === "true") void tell();

  show("refused", refused.length > 0);
  by("refused").replaceChildren(...refused.map(refusal));

  show("pairing", kind === "unpaired");
  show("command", kind in COMMANDS);
  by("command").querySelector("code")!.textContent = COMMANDS[kind] ?? "";
  show("pause", kind === "protected");
  by("pause").textContent = word("pause", name);
  show("resume", kind === "paused");
  show("missing", view.missing.length > 0 && kind !== "unpaired");
  show("links", !["unpaired", "stopped"].includes(kind));
}

function refusal(page: string): HTMLLIElement {
  const link = made("a", word("why"));
  link.href = page;
  link.target = "_blank";
  const line = made("li", `${word("refused")} `);
  line.append(link);
  return line;
}

/** Show what the service received, and what its labels stand for. */
async function tell(): Promise<void> {
  const { sends } = await put<{ sends: Whole[] }>({ do: "tell", tab });
  // A site may say the same again, to have a title made of it for instance.
  const first = new Map(sends.reverse().map((send) => [send.text, send]));
  by("sends").replaceChildren(...[...first.values()].map(whole));
}

function whole(send: Whole): HTMLDivElement {
  const text = made("p", "", "text");
  text.tabIndex = 0;
  let done = 0;
  for (const label of send.text.matchAll(LABEL)) {
    text.append(send.text.slice(done, label.index), made("mark", label[0]));
    done = label.index + label[0].length;
  }
  text.append(send.text.slice(done));

  const pairs = made("dl", "", "pairs");
  for (const one of send.hidden) {
    const pair = document.createElement("div");
    pair.append(made("dt", one.label || word("rewritten")), made("dd", one.value));
    pairs.append(pair);
  }
  const box = made("div", "", "send");
  box.append(made("h2", word("received", view.name)), text, made("h2", word("stands_for")), pairs);
  return box;
}

/** Do something that may fail, and say so where it does. */
function doing(id: string, work: () => Promise<unknown>): void {
  by(id).addEventListener(id === "pairing" ? "submit" : "click", (event) => {
    event.preventDefault();
    show("problem", false);
    work()
      .then(refresh)
      .catch((error: Error) => {
        const known = { stopped: word("problem_stopped"), unpaired: word("problem_code"), failed: word("problem_failed") };
        by("problem").textContent = known[error.message as keyof typeof known] ?? error.message;
        show("problem", true);
      });
  });
}

async function enter(to: string): Promise<void> {
  const { address } = await put<{ address: string }>({ do: "enter" });
  await chrome.tabs.create({ url: `${address}&vers=${to}` });
  window.close();
}

doing("pairing", async () => {
  await put({ do: "pair", code: by<HTMLInputElement>("code").value });
  by("state").focus();
});
doing("pause", () => put({ do: "pause", service: view.service }));
doing("resume", () => put({ do: "resume", service: view.service }));
doing("allow", () => chrome.permissions.request({ origins: view.missing }));
doing("journal", () => enter("journal"));
doing("try", () => enter("essayer"));
doing("copy", async () => {
  await navigator.clipboard.writeText(COMMANDS[view.kind] ?? "");
  by("copy").textContent = word("copied");
});
doing("tell", async () => {
  const isOpen = by("tell").getAttribute("aria-expanded") !== "true";
  by("tell").setAttribute("aria-expanded", String(isOpen));
  show("sends", isOpen);
  if (isOpen) await tell();
});

/** The tab that the popup is about: that beneath it, or the one that a test names. */
async function begin(): Promise<void> {
  fill(document);
  const [active] = await chrome.tabs.query({ active: true, currentWindow: true });
  const named = Number(new URLSearchParams(location.search).get("tab"));
  const beneath = named ? await chrome.tabs.get(named) : active;
  tab = beneath?.id ?? -1;
  url = meant(beneath?.url ?? "");
  await refresh();
  setInterval(() => void refresh().catch(() => undefined), EVERY_MS);
}

void begin();
