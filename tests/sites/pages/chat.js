// What every site has: a composer, a conversation, files. How a site speaks is in its own script.
const at = (id) => document.getElementById(id);
const turns = at("turns");
const prompt = at("prompt");
let files = [];
let edited = null;

export const state = (text) => { at("state").textContent = text; };
export const aside = (text) => { at("aside").textContent = text; };

export function title(text) {
  at("title").textContent = text;
  document.title = text;
}

export function chats(names) {
  at("chats").replaceChildren(...names.map((name) => {
    const link = document.createElement("a");
    link.textContent = name;
    return link;
  }));
}

// The element of a turn, made when it is first asked for. Its text is set from outside.
export function turn(id, role) {
  const old = turns.querySelector(`[data-id="${id}"]`);
  if (old) return old;
  const article = document.createElement("article");
  article.dataset.id = id;
  article.dataset.role = role;
  article.addEventListener("dblclick", () => {
    edited = id;
    prompt.value = article.textContent;
    prompt.focus();
  });
  turns.append(article);
  return article;
}

export const clear = () => turns.replaceChildren();

// Takes a turn and all that follow it off the page: they will be said anew.
export function dropFrom(id) {
  const first = [...turns.children].findIndex((one) => one.dataset.id === id);
  turns.replaceChildren(...[...turns.children].slice(0, first));
}

// Does one thing at a time, and of those that wait the last one.
export function latest(work) {
  let next;
  let busy = null;
  async function run() {
    while (next !== undefined) {
      const value = next;
      next = undefined;
      await work(value);
    }
    busy = null;
  }
  const ask = (value) => {
    next = value;
    busy ??= run();
  };
  ask.idle = () => busy ?? Promise.resolve();
  return ask;
}

export async function call(method, path, body, headers = {}) {
  const json = body === undefined || body instanceof FormData || body instanceof Blob || typeof body === "string";
  const answer = await fetch(path, {
    method,
    headers: json ? headers : { "content-type": "application/json", ...headers },
    body: json ? body : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer;
}

export const get = async (path) => (await call("GET", path)).json();
export const post = async (path, body, headers) => (await call("POST", path, body, headers)).json();

// The text of an answer as it comes, in the pieces between two marks.
export async function* pieces(answer, mark) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const found = (rest + value).split(mark);
    rest = found.pop();
    yield* found;
  }
  if (rest) yield rest;
}

// The events of a text in the form of server-sent events.
export function* events(block) {
  const lines = block.split(/\r?\n/).filter((line) => line.startsWith("data: "));
  if (lines.length) yield lines.map((line) => line.slice(6)).join("\n");
}

export async function* stream(answer) {
  for await (const block of pieces(answer, /\r?\n\r?\n/)) yield* events(block);
}

// Starts a site: { open, ask(text, files, edited), draft(text), upload(file), again(text) }, where
// "again" says what the page shows to the site once more: a rating, a name, reading aloud.
export async function start(site) {
  const draft = latest(async (text) => {
    at("state").dataset.drafts = "busy";
    await site.draft?.(text);
    at("state").dataset.drafts = text;
  });
  prompt.addEventListener("input", () => draft(prompt.value));

  async function attempt(name, work) {
    try {
      state(`${name}…`);
      await work();
      state("done");
    } catch (error) {
      state(`failed: ${error.message}`);
    }
  }

  at("send").addEventListener("click", () => attempt("asking", async () => {
    const text = prompt.value;
    prompt.value = "";
    await draft.idle();
    const given = files;
    files = [];
    at("files").replaceChildren();
    const from = edited;
    edited = null;
    await site.ask(text, given, from);
  }));

  at("file").addEventListener("change", () => attempt("uploading", async () => {
    const [file] = at("file").files;
    files.push(await site.upload(file));
    const line = document.createElement("li");
    line.textContent = file.name;
    at("files").append(line);
  }));

  window.again = (text) => attempt("telling", () => site.again(text));
  await attempt("opening", () => site.open());
}
