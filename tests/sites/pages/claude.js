import { aside, call, chats, clear, dropFrom, get, post, start, stream, title, turn } from "./chat.js";

const api = "/api/organizations/00000014-0000-4000-8000-000000000014";
const isNew = !location.hash;
const chat = location.hash.slice(1) || crypto.randomUUID();
const here = `${api}/chat_conversations/${chat}`;
let parent = "00000000-0000-4000-8000-000000000000";
let known = !isNew;
const parents = {};

const shown = (message) => message.content.filter((one) => one.type === "text").map((one) => one.text).join("");

function show(messages, leaf) {
  clear();
  const all = Object.fromEntries(messages.map((message) => [message.uuid, message]));
  const branch = [];
  for (let id = leaf; id in all; id = all[id].parent_message_uuid) branch.unshift(all[id]);
  for (const message of branch) {
    turn(message.uuid, message.sender === "human" ? "user" : "assistant").textContent = shown(message);
    message.attachments.forEach((one) => aside(`${one.file_name}\n${one.extracted_content}`));
    parents[message.uuid] = message.parent_message_uuid;
  }
  parent = leaf;
}

// What a tool of the page was given: an artifact that is drawn beside the conversation.
async function useTool(json) {
  const { content } = JSON.parse(json);
  aside(content);
  const result = { type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: content }] };
  await post(`${here}/tool_result`, result);
}

start({
  async open() {
    chats((await get(`${api}/chat_conversations?limit=30`)).map((one) => one.name));
    if (isNew) return;
    const found = await get(`${here}?tree=True&rendering_mode=messages&render_all_tools=true`);
    title(found.name);
    show(found.chat_messages, found.current_leaf_message_uuid);
  },

  async ask(text, files, edited) {
    if (edited) {
      parent = parents[edited];
      dropFrom(edited);
    }
    const ids = { human_message_uuid: crypto.randomUUID(), assistant_message_uuid: crypto.randomUUID() };
    turn(ids.human_message_uuid, "user").textContent = text;
    parents[ids.human_message_uuid] = parent;
    const body = {
      prompt: text,
      parent_message_uuid: parent,
      timezone: "Europe/Paris",
      locale: "fr-FR",
      model: "claude-sonnet-5",
      personalized_styles: [{ type: "default", key: "Default", name: "Normal", nameKey: "normal_style_name", prompt: "Normal\n" }],
      tools: [{ type: "artifacts_v0", name: "artifacts" }],
      turn_message_uuids: ids,
      attachments: files.filter((file) => file.extracted_content),
      files: files.filter((file) => file.file_uuid).map((file) => file.file_uuid),
      sync_sources: [],
      completion_request_id: crypto.randomUUID(),
      rendering_mode: "messages",
    };
    if (!known) body.create_conversation_params = { uuid: chat, name: "", model: "claude-sonnet-5", is_temporary: false };
    const answer = await call("POST", `${here}/completion`, body, { accept: "text/event-stream" });
    const texts = {};
    let pending = null;
    for await (const data of stream(answer)) {
      const event = JSON.parse(data);
      if (event.type === "error") throw new Error(event.error.message);
      if (event.type !== "content_block_delta") continue;
      const [piece] = Object.entries(event.delta).filter(([key]) => key !== "type").map(([, value]) => value);
      texts[event.index] = (texts[event.index] ?? "") + piece;
      if (event.delta.type === "text_delta") turn(ids.assistant_message_uuid, "assistant").textContent = texts[event.index];
      if (event.delta.type === "thinking_delta") aside(texts[event.index]);
      if (event.delta.type === "input_json_delta") pending = event.index;
    }
    parent = ids.assistant_message_uuid;
    if (pending !== null) await useTool(texts[pending]);
    if (!known) {
      const named = await post(`${here}/title`, { message_content: text, recent_titles: [] });
      title(named.title);
      known = true;
      location.hash = chat;
    }
  },

  // The first file is read by the site, and its text sent with the prompt; others it keeps.
  async upload(file) {
    const form = new FormData();
    form.append("file", file);
    if (known) return post(`${api}/conversations/${chat}/wiggle/upload-file`, form);
    form.append("orgUuid", api.split("/").at(-1));
    const read = await post(`${api}/convert_document`, form);
    aside(`${read.file_name}\n${read.extracted_content}`);
    return read;
  },

  async again(text) {
    await post(`${here}/chat_messages/${parent}/chat_feedback`, { type: "upvote", reason: text });
  },
});
