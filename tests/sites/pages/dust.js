import { aside, chats, clear, dropFrom, get, post, start, title, turn } from "./chat.js";

const api = "/api/w/WFX";
let chat = location.hash.slice(1);
const context = { username: "cabinet", timezone: "Europe/Paris", origin: "web", profilePictureUrl: null };
const mentions = [{ configurationId: "dust" }];
let agent = "";

// The answer, on a connection of its own; what a tool did and all of the answer come again.
function follow(id) {
  const texts = { tokens: "", chain_of_thought: "" };
  return new Promise((resolve) => {
    const source = new EventSource(`${api}/assistant/conversations/${chat}/messages/${id}/events`);
    source.onmessage = ({ data }) => {
      if (data === "done") {
        source.close();
        resolve();
        return;
      }
      const { data: event } = JSON.parse(data);
      if (event.type === "generation_tokens") {
        texts[event.classification] += event.text;
        if (event.classification === "tokens") turn(id, "assistant").textContent = texts.tokens;
        else aside(texts.chain_of_thought);
      } else if (event.type === "agent_action_success") {
        aside(event.action.output);
      } else if (event.type === "agent_message_success") {
        turn(id, "assistant").textContent = event.message.content;
      }
    };
  });
}

function show({ title: name, content }) {
  title(name);
  clear();
  for (const [message] of content) {
    turn(message.sId, message.type === "user_message" ? "user" : "assistant").textContent = message.content;
    if (message.type === "agent_message") agent = message.sId;
  }
}

start({
  async open() {
    chats((await get(`${api}/assistant/conversations`)).conversations.map((one) => one.title));
    if (chat) show((await get(`${api}/assistant/conversations/${chat}`)).conversation);
  },

  async ask(content, files, edited) {
    if (edited) dropFrom(edited);
    const contentFragments = files;
    if (!chat) {
      const made = await post(`${api}/assistant/conversations`, {
        title: null, visibility: "unlisted", message: { content, mentions, context }, contentFragments, blocking: false,
      });
      chat = made.conversation.sId;
      location.hash = chat;
      turn(made.message.sId, "user").textContent = made.message.content;
      title(made.conversation.title);
      agent = made.conversation.content.at(-1)[0].sId;
    } else {
      const path = edited ? `messages/${edited}/edit` : "messages";
      const sent = await post(`${api}/assistant/conversations/${chat}/${path}`, { content, mentions, context, contentFragments });
      turn(sent.message.sId, "user").textContent = sent.message.content;
      agent = sent.agentMessages[0].sId;
    }
    await follow(agent);
  },

  async upload(file) {
    const made = await post(`${api}/files`, { contentType: file.type, fileName: file.name, fileSize: file.size, useCase: "conversation" });
    const form = new FormData();
    form.append("file", file);
    await post(made.file.uploadUrl, form);
    return { title: file.name, fileId: made.file.sId, contentType: file.type };
  },

  async again(text) {
    await post(`${api}/assistant/conversations/${chat}/messages/${agent}/feedbacks`, { thumbDirection: "up", feedbackContent: text });
  },
});
