import { aside, call, chats, clear, dropFrom, events, get, pieces, post, start, stream, title, turn } from "./chat.js";

const api = "/backend-api";
let conversation = location.hash.slice(1);
let parent = "client-created-root";
let conduit = "";
const parents = {};

// Applies deltas to a document; what an event leaves out is as in the one before.
function reader(asked) {
  let memory = { p: "", o: "add" };
  let tree = {};
  function apply(path, operation, value) {
    if (operation === "patch") {
      value.forEach((step) => apply(path + step.p, step.o, step.v));
      return;
    }
    const keys = path.split("/").slice(1);
    const last = keys.pop();
    if (last === undefined) {
      tree = value;
      return;
    }
    const holder = keys.reduce((inner, key) => inner[key], tree);
    if (operation !== "append") holder[last] = value;
    else if (typeof value === "string") holder[last] += value;
    else if (Array.isArray(value)) holder[last].push(...value);
    else Object.assign(holder[last], value);
  }
  function show() {
    const { message } = tree;
    const { content } = message;
    if (message.author.role === "user") asked.textContent = content.parts.at(-1);
    else if (content.content_type === "thoughts") aside(content.thoughts.map((one) => one.content).join(""));
    else {
      turn(message.id, "assistant").textContent = content.parts.join("");
      parent = message.id;
    }
  }
  return (data) => {
    if (data === "[DONE]") return null;
    const event = JSON.parse(data);
    if (typeof event !== "object") return null;
    if (event.type === "title_generation") title(event.title);
    if (event.type) {
      conversation = event.conversation_id;
      location.hash = conversation;
      return event.options?.[0] ?? null;
    }
    memory = { ...memory, ...event };
    apply(memory.p, memory.o, memory.v);
    show();
    return null;
  };
}

async function follow(answer, read) {
  for await (const data of stream(answer)) {
    const option = read(data);
    if (option?.type === "resume_sse_endpoint") return resume(read);
    if (option?.type === "subscribe_ws_topic") return subscribe(option.topic_id, read);
  }
  return null;
}

async function resume(read) {
  const body = { conversation_id: conversation, offset: 0 };
  return follow(await call("POST", `${api}/f/conversation/resume`, body, { "x-conduit-token": conduit }), read);
}

async function subscribe(topic, read) {
  const { websocket_url: url } = await get(`${api}/celsius/ws/user`);
  const socket = new WebSocket(url);
  socket.onopen = () => socket.send(JSON.stringify([
    { id: 2, command: { type: "subscribe", topic_id: topic, offset: "0" } },
  ]));
  return new Promise((resolve, reject) => {
    const take = (message) => {
      const text = message.payload.payload.encoded_item;
      for (const block of text.split("\n\n")) for (const data of events(block)) read(data);
      if (text.includes("[DONE]")) {
        socket.close();
        resolve();
      }
    };
    socket.onerror = () => reject(new Error("socket"));
    socket.onmessage = ({ data }) => JSON.parse(data).forEach((message) => {
      (message.reply?.catchups ?? [message]).forEach(take);
    });
  });
}

const user = (text) => ({
  id: crypto.randomUUID(),
  author: { role: "user" },
  create_time: Date.now() / 1000,
  content: { content_type: "text", parts: [text] },
  metadata: { selected_sources: [], serialization_metadata: { custom_symbol_offsets: [] } },
});

const common = () => ({
  ...(conversation && { conversation_id: conversation }),
  parent_message_id: parent,
  model: "gpt-5-6-thinking",
  timezone_offset_min: -60,
  timezone: "Europe/Paris",
  conversation_mode: { kind: "primary_assistant" },
  system_hints: [],
  supports_buffering: true,
  supported_encodings: ["v1"],
  client_contextual_info: { app_name: "chatgpt.com" },
});

start({
  async open() {
    const { items } = await get(`${api}/conversations?offset=0&limit=28`);
    chats(items.map((item) => item.title));
    if (!conversation) return;
    const chat = await get(`${api}/conversation/${conversation}`);
    clear();
    title(chat.title);
    const branch = [];
    for (let id = chat.current_node; id in chat.mapping; id = chat.mapping[id].parent) branch.unshift(id);
    for (const id of branch) {
      const { author, content } = chat.mapping[id].message;
      turn(id, author.role).textContent = content.parts.at(-1);
      parents[id] = chat.mapping[id].parent;
    }
    parent = chat.current_node;
  },

  async draft(text) {
    const { id, author, content } = user(text);
    const source = { client_prepare_dispatch: "debounced", client_prepare_source: "composer_editor_state" };
    const prepared = await post(`${api}/f/conversation/prepare`, {
      action: "next", fork_from_shared_post: false, ...common(), partial_query: { id, author, content }, ...source,
    });
    conduit = prepared.conduit_token;
    const answer = await call("POST", `${api}/conversation/experimental/generate_autocompletions`, {
      input_text: text, num_completions: 3, in_search_mode: false,
    });
    if (answer.status === 200) aside((await answer.json()).completions.join("\n"));
    await call("POST", "/ces/v1/t", { event: "composer", properties: { text } });
  },

  async ask(text, files, edited) {
    const requirements = await post(`${api}/sentinel/chat-requirements/prepare`, { p: "gAAAAACFIXTURE" });
    if (edited) {
      parent = parents[edited];
      dropFrom(edited);
    }
    const message = user(text);
    if (files.length) message.metadata.attachments = files;
    parents[message.id] = parent;
    const asked = turn(message.id, "user");
    asked.textContent = text;
    const headers = {
      accept: "text/event-stream",
      "x-conduit-token": conduit,
      "openai-sentinel-chat-requirements-token": requirements.token,
    };
    const body = { action: "next", messages: [message], ...common(), client_prepare_state: "success" };
    await follow(await call("POST", `${api}/f/conversation`, body, headers), reader(asked));
  },

  async upload(file) {
    const kind = { use_case: "my_files", mime_type: file.type };
    const created = await post(`${api}/files`, {
      file_name: file.name, file_size: file.size, ...kind, timezone_offset_min: -60, reset_rate_limits: false,
    });
    const headers = { "x-ms-blob-type": "BlockBlob", "x-ms-version": "2020-04-08", "content-type": file.type };
    await call("PUT", created.upload_url, file, headers);
    await post(`${api}/files/${created.file_id}/uploaded`, {});
    const processed = await call("POST", `${api}/files/process_upload_stream`, {
      file_id: created.file_id, file_name: file.name, use_case: "my_files", index_for_retrieval: true, entry_surface: "composer",
    });
    for await (const line of pieces(processed, "\n")) {
      if (line) aside(JSON.parse(line).extra?.name ?? "");
    }
    return { id: created.file_id, size: file.size, name: file.name, mime_type: file.type };
  },

  async again(text) {
    await post(`${api}/conversation/message_feedback`, {
      message_id: parent, conversation_id: conversation, rating: "thumbsUp", text,
    });
    await call("PATCH", `${api}/conversation/${conversation}`, { title: text });
    title(text);
  },
});
