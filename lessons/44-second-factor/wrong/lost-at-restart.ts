// Counts wrong codes in a variable.
//#file secondStep.ts
//#replace
  buckets.take({ ...guessLimit, name })
  if (!secondFactors
//#with
  const count = guesses.get(user) ?? 0
  if (count >= guessLimit.most) throw new HttpError(429, 'Too many tries')
  guesses.set(user, count + 1)
  if (!secondFactors
//#end
//#replace
  buckets.fill(name)
//#with
  guesses.delete(user)
//#end
//#replace
  const name = `codes of ${user}`

//#with

//#end
//#replace
  { buckets, secondFactors }: SecondStepParts, user: number, code: unknown,
//#with
  { secondFactors }: SecondStepParts, user: number, code: unknown,
//#end
//#replace
/** Makes the ticket of a user
//#with
const guesses = new Map<number, number>()

/** Makes the ticket of a user
//#end
