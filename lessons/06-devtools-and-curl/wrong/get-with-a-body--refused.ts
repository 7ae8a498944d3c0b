// fetch refuses a GET with a body, and the program ends.
//#replace
await fetch(`${origin}/books?search=${encodeURIComponent(tasks.search)}`)
//#with
await fetch(`${origin}/books`, { body: tasks.search })
//#end
