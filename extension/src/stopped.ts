// Shown in place of a covered site that Paravent does not answer for: nothing left, and why. It
// leads back by itself once Paravent answers, to an address of the web and nowhere else.
import { hostOf } from "./hosts.js";
import { fill, word } from "./words.js";

const EVERY_MS = 1500;
const address = decodeURIComponent(location.hash.slice(1));
const host = hostOf(address);

async function look(isAsked: boolean): Promise<void> {
  const told = document.getElementById("told")!;
  if (isAsked) told.textContent = "";
  const answer = (await chrome.runtime.sendMessage({ do: "alive" })) as { alive?: boolean };
  if (answer.alive && host) location.replace(address);
  else if (isAsked) told.textContent = word("still_stopped");
}

fill(document);
document.getElementById("title")!.textContent = word("stopped_title", host || word("this_page"));
document.getElementById("why")!.textContent = word("stopped_why", host || word("this_page"));
document.getElementById("again")!.addEventListener("click", () => void look(true));
document.getElementById("copy")!.addEventListener("click", async ({ currentTarget }) => {
  const button = currentTarget as HTMLElement;
  await navigator.clipboard.writeText("paravent up");
  button.textContent = word("copied");
});
setInterval(() => {
  if (!document.hidden) void look(false);
}, EVERY_MS);
