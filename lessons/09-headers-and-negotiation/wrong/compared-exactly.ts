// Looks whether the whole header is the offer.
//#replace
  return (fitting ?? regional)?.weight ?? 0
//#with
  return (header ?? '').toLowerCase().trim() === offer ? (fitting ?? regional)?.weight ?? 0 : 0
//#end
