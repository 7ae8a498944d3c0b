// Gives the same secret again when the factor is on.
//#file secondFactors.ts
//#replace
      return row === undefined ? undefined : secret
//#with
      const known = row === undefined ? select.get(user, 0) : undefined
      return known === undefined ? secret : secretOf(known)
//#end
