// The words of the person's language, from _locales.

/** A sentence, with what it is about put into it. */
export function word(name: string, ...about: (string | number)[]): string {
  return chrome.i18n.getMessage(name, about.map(String));
}

/** The language that the words are in, as the program knows it. */
export function lang(): "fr" | "en" {
  return word("lang") === "fr" ? "fr" : "en";
}

/** One word or the other for a number; French says one of none. */
export function plural(name: string, n: number): string {
  return word(n === 1 || (n === 0 && lang() === "fr") ? `${name}_one` : `${name}_many`, n);
}

/** Put words into a page wherever it names them: `data-t` for a text, `data-t-label` for a label. */
export function fill(page: Document): void {
  page.documentElement.lang = lang();
  for (const place of page.querySelectorAll<HTMLElement>("[data-t]")) {
    place.textContent = word(place.dataset["t"] ?? "");
  }
  for (const place of page.querySelectorAll<HTMLElement>("[data-t-label]")) {
    place.setAttribute("aria-label", word(place.dataset["tLabel"] ?? ""));
  }
}
