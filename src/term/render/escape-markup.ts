const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML and XML, inside an element or a quoted attribute. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Whether a link may be followed from a page: web, file and mail addresses only. */
export function isSafeLink(uri: string): boolean {
  return /^(?:https?|ftp|file|mailto):/i.test(uri);
}
