// Makes a text of whatever comes.
//#file targets.ts
//#replace
export function checkTarget(value: unknown, publicOrigin: string): string {
  if (typeof value !== 'string') throw refuse('must be a text')
//#with
export function checkTarget(given: unknown, publicOrigin: string): string {
  const value = String(given)
//#end
