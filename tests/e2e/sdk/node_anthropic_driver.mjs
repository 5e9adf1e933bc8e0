// Drives the @anthropic-ai/sdk package.

import Anthropic from "@anthropic-ai/sdk";
import { drive, led } from "./driving.mjs";

await drive((baseURL) => new Anthropic({ apiKey: "stub", baseURL, fetch: led }));
