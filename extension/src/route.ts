// How a browser is led to Paravent; each browser has its own way.
import type { Service } from "./protocol.js";

export interface Route {
  /** Lead covered hosts to the proxy at this port of 127.0.0.1, and all others nowhere. */
  follow(services: readonly Service[], port: number): Promise<void>;
  /** Those whose requests the browser must let us see. */
  sees(services: readonly Service[]): Service[];
  /** Whether it is us who decide about the proxy. */
  holds(): Promise<boolean>;
}
