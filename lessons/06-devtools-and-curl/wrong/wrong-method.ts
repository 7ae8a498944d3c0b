// Opens the address, as a browser would.
//#replace
await fetch(`${origin}/links/${tasks.link}`, { method: 'DELETE' })
//#with
await fetch(`${origin}/links/${tasks.link}`)
//#end
