// Gives new recovery codes for each right code.
//#file secondFactors.ts
//#replace
      if (!useAppCode(user, normalize(code), true)) return undefined
//#with
      const isRight = [true, false].some((isPending) =>
        useAppCode(user, normalize(code), isPending))
      if (!isRight) return undefined
//#end
