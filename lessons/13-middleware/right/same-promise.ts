// A second next returns the promise of the first call.
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
return (context) => {
  const replies = new Map<number, Promise<Reply>>()
  const start = async (index: number): Promise<Reply> => {
    const middleware = middlewares[index]
    return middleware ? middleware(context, () => run(index + 1)) : handler(context)
  }
  const run = (index: number): Promise<Reply> => {
    const known = replies.get(index) ?? start(index)
    replies.set(index, known)
    return known
  }
  return run(0)
}
//#end
