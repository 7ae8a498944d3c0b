// A second next returns the reply of the first.
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
    function run(index: number): Promise<Reply> {
      const middleware = middlewares[index]
      if (middleware === undefined) return Promise.resolve(handler(context))
      let reply: Promise<Reply> | undefined
      return Promise.resolve(middleware(context, () => (reply ??= later(() => run(index + 1)))))
    }
    return later(() => run(0))
  }
//#end
//#replace
// Writes down when
//#with
async function later(work: () => Promise<Reply>): Promise<Reply> {
  return work()
}

// Writes down when
//#end
