// What the program answers; see proxy/paravent/web/extension.py.

/** An AI service and its hosts, each `name.tld` or `*.name.tld`; `web`: it is a site for people. */
export interface Service {
  id: string;
  name: string;
  web: boolean;
  hosts: string[];
}

/** A value that did not leave: `key` is the same for the same value, `label` left in its place. */
export interface Hidden {
  key: string;
  kind: string;
  label: string;
}

/** One send; `page` is that about its refusal, empty where it left. */
export interface Send {
  number: number;
  at_ms: number;
  service: string;
  host: string;
  path: string;
  page: string;
  hidden: Hidden[];
}

/** A pause of a service, or of all where `service` is empty. */
export interface Pause {
  service: string;
  until_ms: number;
}

export interface State {
  version: string;
  state: string;
  observes: boolean;
  proxy: number;
  services: Service[];
  pauses: Pause[];
  run: string;
  sends: Send[];
}

/** One send with the text that left and the values that did not. */
export interface Whole {
  number: number;
  text: string;
  hidden: (Hidden & { value: string })[];
}
