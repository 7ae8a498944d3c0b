// Decodes, and decodes again to be sure.
//#replace
const segments = path.split('/').slice(1).map(decode)
//#with
const segments = path.split('/').slice(1).map(decode)
  .map((segment) => segment === undefined ? undefined : decode(segment))
//#end
