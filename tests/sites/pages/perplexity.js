import { aside, call, chats, clear, dropFrom, get, post, start, stream, title, turn } from "./chat.js";

let slug = location.hash.slice(1);
const suggest = new Promise((resolve, reject) => {
  const socket = new WebSocket("wss://suggest.perplexity.ai/suggest/ws");
  socket.onopen = () => resolve(socket);
  socket.onerror = () => reject(new Error("socket"));
});
let asked = 0;

// Changes a block as its patches say; a text is the list of its pieces.
function patch(block, { op, path, value }) {
  if (path === "") return value;
  const keys = path.split("/").slice(1);
  const last = keys.pop();
  const holder = keys.reduce((inner, key) => inner[key], block);
  if (Array.isArray(holder) && op === "add") holder.splice(Number(last), 0, value);
  else holder[last] = value;
  return block;
}

function text(block) {
  if (block.chunks) return block.chunks.join("");
  return block.steps.flatMap((step) => step.items).map((item) => item.payload.text_payload.chunks.join("")).join("");
}

// The blocks of a thread: whole, or changed from what they were.
function read(blocks, made) {
  for (const { intended_usage: usage, diff_block: diff, ...whole } of blocks) {
    if (diff) diff.patches.forEach((one) => { made[usage] = patch(made[usage], one); });
    else [made[usage]] = Object.values(whole);
  }
  return Object.values(made).map(text).join("");
}

async function list() {
  const query = { operationName: "threads", variables: { searchTerm: "" }, extensions: { persistedQuery: { version: 1 } } };
  const { data } = await post("/rest/perplexity_ask/graphql", query);
  chats(data.threads.edges.map(({ node }) => node.answerPreview));
}

start({
  async open() {
    await list();
    if (!slug) return;
    const { entries } = await get(`/rest/thread/${slug}?with_parent_info=true`);
    clear();
    for (const entry of entries) {
      turn(`q${entry.uuid}`, "user").textContent = entry.query_str;
      turn(entry.uuid, "assistant").textContent = read(entry.blocks, {});
      title(entry.thread_title);
    }
  },

  async draft(query) {
    const socket = await suggest;
    asked += 1;
    const answer = new Promise((resolve) => { socket.onmessage = ({ data }) => resolve(JSON.parse(data)); });
    socket.send(JSON.stringify({ q: query, uuid: String(asked), full_completion: true }));
    aside((await answer)[1].join("\n"));
    const { results } = await post("/rest/autosuggest/list-autosuggest?version=2.18&source=default", {
      query, sources: ["web"], attachments: [], search_mode: "search", source_tab_url: "",
    });
    aside(results.map((one) => one.query).join("\n"));
  },

  async ask(query, files, edited) {
    await post("/rest/event/analytics", { event_name: "submit", event_data: { query } }).catch(() => {});
    if (edited) dropFrom(edited);
    const params = {
      attachments: files, language: "fr-FR", timezone: "Europe/Paris", search_focus: "internet", sources: ["web"],
      frontend_uuid: crypto.randomUUID(), mode: "copilot", model_preference: "pplx_pro", prompt_source: "user",
      query_source: edited ? "edit" : slug ? "followup" : "home", use_schematized_api: true,
      supported_block_use_cases: ["answer_modes", "diff_blocks"], source: "default", version: "2.18",
    };
    if (slug) params.last_backend_uuid = slug;
    else params.dsl_query = query;
    const own = turn(crypto.randomUUID(), "user");
    own.textContent = query;
    const answer = await call("POST", "/rest/sse/perplexity_ask", { params, query_str: query });
    const made = {};
    for await (const data of stream(answer)) {
      const event = JSON.parse(data);
      if (!event.blocks) continue;
      own.textContent = event.query_str;
      turn(event.uuid, "assistant").textContent = read(event.blocks, made);
      if (event.final) {
        title(event.thread_title);
        aside(event.related_query_items.map((one) => one.text).join("\n"));
        slug = event.thread_url_slug;
        location.hash = slug;
      }
    }
    await list();
  },

  async upload(file) {
    const id = crypto.randomUUID();
    const { results } = await post("/rest/uploads/batch_create_upload_urls?version=2.18&source=default", {
      files: { [id]: { filename: file.name, content_type: file.type, source: "default", file_size: file.size, force_image: false } },
    });
    const { s3_bucket_url: bucket, s3_object_url: object, fields } = results[id];
    const form = new FormData();
    Object.entries(fields).forEach(([name, value]) => form.append(name, value));
    form.append("file", file);
    await call("POST", bucket, form);
    for await (const data of stream(await call("POST", "/rest/sse/attachment_processing/subscribe", { file_uuids: [id] }))) aside(data);
    return object;
  },

  async again(said) {
    await post("/rest/thread/set_thread_title", { context_uuid: slug, title: said });
    await list();
  },
});
