// Asks the system, which knows nothing of the check.
//#replace
import { Resolver } from 'node:dns/promises'
//#with
import { lookup, Resolver } from 'node:dns/promises'
//#end
//#replace
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => answer.status === 'fulfilled' ? answer.value : [])
//#with
  return (await lookup(name, { all: true })).map(({ address }) => address)
//#end
