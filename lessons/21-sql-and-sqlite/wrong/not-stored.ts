// Has a limit of its own.
//#replace
  if (typeof text !== 'string' || text === '') throw new Refusal(422, 'Send a text')
//#with
  if (typeof text !== 'string' || text === '') throw new Refusal(422, 'Send a text')
  if (text.length > 10_000) throw new Refusal(413, 'Too long')
//#end
