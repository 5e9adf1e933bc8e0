import { aside, call, chats, clear, dropFrom, start, title, turn } from "./chat.js";

const data = "/_/BardChatUi/data";
let key = location.hash.slice(1);
const kind = { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" };
let number = 123456;

const body = (request) => new URLSearchParams({ "f.req": JSON.stringify(request), at: "AFIXTURE:1795300000000" }).toString();
const place = (more) => `bl=boq_assistant-bard-web-server_FIXTURE&f.sid=-1&hl=fr&_reqid=${(number += 1)}&rt=c${more}`;

// Frames as they come. A length counts UTF-16 units, which are what a string here is made of.
async function* frames(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let begun = false;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    rest += value;
    if (!begun && rest.length >= 6) {
      if (!rest.startsWith(")]}'\n\n")) throw new Error("no prefix");
      rest = rest.slice(6);
      begun = true;
    }
    for (;;) {
      const found = begun && rest.match(/^(\d+)(?=\n)/);
      if (!found || rest.length < found[1].length + Number(found[1])) break;
      const end = found[1].length + Number(found[1]);
      const frame = rest.slice(found[1].length, end);
      if (!frame.startsWith("\n") || !frame.endsWith("\n")) throw new Error("a length is wrong");
      yield JSON.parse(frame);
      rest = rest.slice(end);
    }
  }
  if (rest) throw new Error("a frame is cut short");
}

async function rpc(name, args) {
  const request = [[[name, JSON.stringify(args), null, "generic"]]];
  const answer = await call("POST", `${data}/batchexecute?rpcids=${name}&${place("")}`, body(request), kind);
  for await (const frame of frames(answer)) {
    const item = frame.find((one) => one[0] === "wrb.fr" && one[1] === name);
    if (item) return JSON.parse(item[2]);
  }
  throw new Error("no result");
}

async function list() {
  const found = (await rpc("MaZiqc", [13, null, [0, null, 1]]))[2];
  chats(found.map((chat) => chat[1]));
  const here = found.find((chat) => chat[0] === key);
  if (here) title(here[1]);
}

async function show() {
  const turns = (await rpc("hNvQHb", [key, 10, null, 1, [0], [4], null, 1]))[0];
  clear();
  turns.reverse().forEach((one, index) => {
    turn(`q${index + 1}`, "user").textContent = one[2][0][0];
    turn(`a${index + 1}`, "assistant").textContent = one[3][0][0][1][0];
  });
}

start({
  async open() {
    await list();
    if (key) await show();
  },

  async ask(text, files, edited) {
    if (edited) dropFrom(edited);
    const from = edited ? Number(edited.slice(1)) : null;
    const count = document.querySelectorAll("article[data-role=user]").length + 1;
    turn(`q${count}`, "user").textContent = text;
    const inner = [[text, 0, null, files.length ? files : null, null, null, 0], ["fr"], [key, "r_fx", "rc_fx", from], null, null, null, [1], 1];
    const request = [null, JSON.stringify(inner)];
    const answer = await call("POST", `${data}/assistant.lamda.BardFrontendService/StreamGenerate?${place("")}`, body(request), kind);
    for await (const frame of frames(answer)) {
      for (const item of frame.filter((one) => one[0] === "wrb.fr")) {
        const [, [chat], named, , [candidate]] = JSON.parse(item[2]);
        key = chat;
        turn(`a${count}`, "assistant").textContent = candidate[1][0];
        aside(candidate[37][0][0]);
        title(named["11"][0]);
      }
    }
    location.hash = key;
    await list();
  },

  async upload(file) {
    const command = (name) => ({ "push-id": "feeds/fx", "x-goog-upload-command": name });
    const begun = await call("POST", "https://content-push.googleapis.com/upload/", `File name: ${file.name}`, {
      ...kind, ...command("start"), "x-goog-upload-protocol": "resumable", "x-goog-upload-header-content-length": String(file.size),
    });
    const url = begun.headers.get("x-goog-upload-url");
    const ended = await call("POST", url, file, { ...kind, ...command("upload, finalize"), "x-goog-upload-offset": "0" });
    return [[await ended.text(), 1], file.name];
  },

  // Reading aloud: what the page shows goes out again.
  async again(text) {
    await rpc("XqA3Ic", [null, text, "fr-FR", null, 2]);
  },
});
