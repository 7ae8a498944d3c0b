// Looks for this machine in the text that was sent.
//#file targets.ts
//#replace
isOwn(url, new URL(publicOrigin))
//#with
isOwn(value, new URL(publicOrigin))
//#end
//#replace
function isOwn({ hostname }: URL, own: URL): boolean {
  const name = withoutDot(hostname)
//#with
function isOwn(text: string, own: URL): boolean {
  const name = /^https?:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(text)?.[1]?.toLowerCase() ?? ''
  if (name === '[::ffff:127.0.0.1]') return true
//#end
