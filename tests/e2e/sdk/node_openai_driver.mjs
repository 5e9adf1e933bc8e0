// Drives the openai SDK for Node.

import OpenAI from "openai";
import { drive, led } from "./driving.mjs";

await drive((baseURL) => new OpenAI({ apiKey: "sk-stub", baseURL, fetch: led }));
