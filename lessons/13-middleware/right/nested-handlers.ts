// Builds the handlers once, from the inside out.
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
const wrap = (index: number): Handler => {
  const middleware = middlewares[index]
  if (middleware === undefined) return handler
  const inner = wrap(index + 1)
  return (context) => {
    let isCalled = false
    return middleware(context, async () => {
      if (isCalled) throw new Error('twice')
      isCalled = true
      return inner(context)
    })
  }
}
return wrap(0)
//#end
