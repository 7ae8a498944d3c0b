// One letter less.
//#replace
await fetch(`${origin}/links/${tasks.link}`
//#with
await fetch(`${origin}/link/${tasks.link}`
//#end
