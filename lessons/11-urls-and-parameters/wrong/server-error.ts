// Does not expect a path without a name.
//#replace
  const [first, second, ...more] = segments
//#with
  const [first = '', second, ...more] = segments
  if (first[0]!.toLowerCase() !== first[0]) throw new Refusal(404, 'Small letters only')
//#end
