// Shows the numbers to those who read the link, and not to the one who makes it.
//#file links.ts
//#replace
json(describe(link, publicOrigin), 201,
//#with
json({ ...describe(link, publicOrigin), clicks: undefined }, 201,
//#end
