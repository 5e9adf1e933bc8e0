// Questions to the program, each a POST that only an extension can make.
import { lang } from "./words.js";

const PATIENCE_MS = 5000;

/** The program does not answer. */
export class Stopped extends Error {}
/** It answers, and does not know us. */
export class Unpaired extends Error {}
/** It answers that it cannot; the message is for the person. */
export class Refused extends Error {}

/** What the program answers to one question. */
export async function ask<Answer>(
  port: number,
  token: string,
  name: string,
  body: Record<string, unknown> = {},
): Promise<Answer> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token) headers["authorization"] = `Bearer ${token}`;
  let answer: Response;
  try {
    answer = await fetch(`http://127.0.0.1:${port}/api/extension/${name}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    throw new Stopped();
  }
  if (answer.status === 401) throw new Unpaired();
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(String(told.error ?? answer.status));
  return told as Answer;
}

/** The question of a language that the program answers in. */
export const inOurs = { lang: lang() };
