import { call, chats, clear, dropFrom, pieces, post, start, title, turn } from "./chat.js";

const batch = (json, meta) => ({ 0: { json, ...(meta && { meta }) } });
const mutate = async (name, json, meta) => (await post(`/api/trpc/${name}?batch=1`, batch(json, meta)))[0].result.data.json;
const common = { stableAnonymousIdentifier: "fx", shouldUseMessagePatch: true, clientPromptData: { currentDate: "2026-11-22", userTimezone: "T+01:00 (Europe/Paris)" } };
let chat = location.hash.slice(1);

async function query(name, json) {
  const input = encodeURIComponent(JSON.stringify(batch(json)));
  return (await (await call("GET", `/api/trpc/${name}?batch=1&input=${input}`)).json())[0].result.data.json;
}

async function list() {
  const { items } = await query("chat.list", { limit: 20 });
  chats(items.map((item) => item.title));
  const here = items.find((item) => item.id === chat);
  if (here) title(here.title);
}

async function show() {
  const messages = await query("message.all", { chatId: chat });
  clear();
  for (const { id, role, contentChunks } of messages) turn(id, role).textContent = contentChunks.map((one) => one.text).join("");
}

// Lines of a type and JSON: patches of a message, or its next piece.
async function read(answer, fallback) {
  let chunks = [];
  for await (const line of pieces(answer, "\n")) {
    const [, kind, json] = line.match(/^(\w+):(.*)$/s) ?? [];
    if (!kind || kind === "d") continue;
    const value = JSON.parse(json);
    let id = fallback;
    if (typeof value === "string") {
      chunks[0] = { text: (chunks[0]?.text ?? "") + value };
    } else {
      id = value.json.messageId;
      for (const { op, path, value: given } of value.json.patches) {
        if (op === "replace" && path === "/contentChunks") chunks = given;
        else chunks[Number(path.split("/")[2])].text += given;
      }
    }
    turn(id, "assistant").textContent = chunks.map((one) => one.text).join("");
  }
}

start({
  async open() {
    await list();
    if (chat) await show();
  },

  async ask(text, files, edited) {
    if (edited) dropFrom(edited);
    turn(crypto.randomUUID(), "user").textContent = text;
    await post("/api/trpc/event.sendEventToDatalake?batch=1", batch({ event: "prompt", text })).catch(() => {});
    const content = [{ type: "text", text }];
    if (!chat) {
      const meta = { values: { incognito: ["undefined"] }, v: 1 };
      ({ chatId: chat } = await mutate("message.newChat", {
        content, files, agentId: null, features: ["beta-websearch"], productType: "chat", incognito: null, chatId: null,
      }, meta));
      const body = { chatId: chat, mode: "start", disabledFeatures: ["memory-inference"], ...common };
      await read(await call("POST", "/api/chat", body));
      location.hash = chat;
    } else {
      const mode = edited ? "edit" : "append";
      const messageId = edited ?? crypto.randomUUID();
      const body = { chatId: chat, mode, messageInput: content, messageFiles: files, messageId, features: [], libraries: [], ...common };
      await read(await call("POST", "/api/chat", body), crypto.randomUUID());
    }
    await list();
    await show();
  },

  async upload(file) {
    const form = new FormData();
    form.append("file", file);
    return post("/api/files", form);
  },

  async again(text) {
    await mutate("message.feedback", { chatId: chat, rating: "up", comment: text });
  },
});
