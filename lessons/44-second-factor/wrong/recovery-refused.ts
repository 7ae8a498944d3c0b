// Shows recovery codes with hyphens, and wants them without.
//#file secondFactors.ts
//#replace
  return code.slice(0, longestTyped).toLowerCase().replaceAll(/[\s-]/g, '')
//#with
  return code.slice(0, longestTyped)
//#end
