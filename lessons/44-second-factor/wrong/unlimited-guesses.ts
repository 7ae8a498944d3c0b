// Counts wrong codes for a ticket, and anyone can have the next one.
//#file secondStep.ts
//#replace
  const name = `codes of ${user}`
//#with
  const name = `codes of ${user} with ${ticket}`
//#end
//#replace
  { buckets, secondFactors }: SecondStepParts, user: number, code: unknown,

//#with
  { buckets, secondFactors }: SecondStepParts, user: number, code: unknown, ticket = '',

//#end
//#replace
  checkCode(parts, id, fields.code)
//#with
  checkCode(parts, id, fields.code, ticket)
//#end
