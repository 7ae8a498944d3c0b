// Gives its own objects away.
//#replace
structuredClone(tickets.filter(({ title }) => title.includes(words)))
//#with
tickets.filter(({ title }) => title.includes(words))
//#end
