// Goes on in the list when next is called again.
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
  let index = -1
  const run = async (): Promise<Reply> => {
    index += 1
    const middleware = middlewares[index]
    return middleware ? middleware(context, run) : handler(context)
  }
  return run()
}
//#end
