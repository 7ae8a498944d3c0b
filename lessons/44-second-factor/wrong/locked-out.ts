// Never forgets the wrong codes of somebody who got in.
//#file secondStep.ts
//#replace
  buckets.fill(name)

//#with

//#end
