// Sends the DELETE twice, to be sure.
//#replace
await fetch(`${origin}/me`, {
//#with
await fetch(`${origin}/links/${tasks.link}`, { method: 'DELETE' })
await fetch(`${origin}/me`, {
//#end
