// Starts everything inside before the middleware.
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
return (context) => middlewares.reduceRight<() => Promise<Reply>>((inner, middleware) => {
  const started = inner()
  return async () => middleware(context, () => started)
}, async () => handler(context))()
//#end
