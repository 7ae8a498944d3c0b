// Copies the tickets, but not the people in them.
//#replace
structuredClone(tickets.filter(({ title }) => title.includes(words)))
//#with
tickets.filter(({ title }) => title.includes(words)).map((ticket) => ({ ...ticket }))
//#end
