// One flag for all requests.
//#replace
  return (context) => {
    let reached = -1
    async function run(index: number): Promise<Reply> {
      if (index <= reached) throw new Error('A middleware called next twice')
      reached = index
      const middleware = middlewares[index]
      return middleware ? middleware(context, () => run(index + 1)) : handler(context)
    }
//#with
  let isCalled = false
  return (context) => {
    async function run(index: number): Promise<Reply> {
      const middleware = middlewares[index]
      if (middleware) return middleware(context, () => run(index + 1))
      if (isCalled) throw new Error('A middleware called next twice')
      isCalled = true
      return handler(context)
    }
//#end
