// Calls the handler first, and then the middleware functions.
//#replace
return (context) => {
  let reached = -1
  async function run(index: number): Promise<Reply> {
    if (index <= reached) throw new Error('A middleware called next twice')
    reached = index
    const middleware = middlewares[index]
    return middleware ? middleware(context, () => run(index + 1)) : handler(context)
  }
  return run(0)
}
//#with
return async (context) => {
  let reply = await handler(context)
  for (const middleware of middlewares.toReversed()) {
    const inner = reply
    reply = await middleware(context, async () => inner)
  }
  return reply
}
//#end
