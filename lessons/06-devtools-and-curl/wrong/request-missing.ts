// Forgets one.
//#replace
await fetch(`${origin}/links/${tasks.link}`, { method: 'DELETE' })
//#with
console.log(`Delete ${tasks.link} some other day`)
//#end
