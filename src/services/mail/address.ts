// PLACEHOLDER of the lead, to be overwritten by the helper who writes mail.
export function parseAddress(text: string): string | undefined {
  return /^[^\s@<>",]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(text) && text.length <= 254 ? text.toLowerCase() : undefined
}
