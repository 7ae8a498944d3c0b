// Texts that are nearly a password: what careless programs make of it, and what they take for it.

/** The same text with another last letter. */
export function withOtherEnd(text: string): string {
  return text.slice(0, -1) + (text.endsWith('x') ? 'y' : 'x')
}

/** The forms that normalize can give a text, and the text itself, each once. */
export function formsOf(text: string): string[] {
  return [...new Set([text, ...['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => text.normalize(form))])]
}

/** What the text becomes when something is left out of it or changed. */
export function similarTo(text: string): string[] {
  const without = (pattern: RegExp) => text.replaceAll(pattern, '')
  return [
    text.trimStart(), text.trimEnd(), text.toLowerCase(), text.replaceAll(/(?<=\S) +(?=\S)/g, ' '),
    text.replace('ï', 'i'),
    // These have the same low byte: a program that reads one byte per character can't tell them
    // apart.
    text.replace('言葉', '謀蕉'),
    without(/[<>&"']/g), without(/[<>]/g), without(/\\/g), without(/[\u{10000}-\u{10ffff}]/gu),
  ]
}

/** Longer texts, which become the text itself when the end is cut off or trimmed. */
export function longerThan(text: string): string[] {
  return [`${text} `, `${text}\0x`]
}
